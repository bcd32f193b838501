// Serves a folder as a static host does, from a process of its own: a visitor's browser shares its processor with no
// server. /asked answers with the paths that were asked for since it was asked itself.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
const folder = process.argv[2];
let asked = [];

const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname).slice(1);
  if (path === "asked") {
    response.end(JSON.stringify(asked));
    asked = [];
    return;
  }
  asked.push(path);
  try {
    const content = await readFile(join(folder, path));
    response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", "Content-Length": content.length });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
