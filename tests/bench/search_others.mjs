// MiniSearch, lunr and Pagefind over documents.json: bytes to fetch, milliseconds to load and to answer.
import { readFileSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const documents = JSON.parse(readFileSync("documents.json", "utf8"));
const typed = JSON.parse(process.argv[2]);
const prefixes = typed.flatMap((word) => Array.from(word, (_, n) => word.slice(0, n + 1)));

function report(name, making, bytes, loading, times) {
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  console.log(
    `${name.padEnd(12)} ${(making / 1000).toFixed(2)} s to make, ${(bytes / 1000).toFixed(0)} kB gzipped before any answer, ` +
      `${loading.toFixed(0)} ms to load, a keystroke ${at(0.5)} ms, 95th percentile ${at(0.95)} ms (in node)`
  );
}

function timed(work) {
  const start = performance.now();
  const result = work();
  return [result, performance.now() - start];
}

{
  const MiniSearch = require("minisearch");
  const options = { fields: ["name", "text"], storeFields: ["name", "values"], searchOptions: { prefix: true, fuzzy: 0.2, combineWith: "AND" } };
  const [index, making] = timed(() => {
    const mini = new MiniSearch(options);
    mini.addAll(documents);
    return mini;
  });
  const text = JSON.stringify(index);
  const [mini, loading] = timed(() => MiniSearch.loadJSON(text, options));
  report("MiniSearch", making, gzipSync(text).length, loading, prefixes.map((query) => timed(() => mini.search(query))[1]));
}
{
  const pagefind = await import(`${process.cwd()}/node_modules/pagefind/lib/index.js`);
  const start = performance.now();
  const { index } = await pagefind.createIndex();
  for (const { id, name, text, values } of documents) {
    await index.addCustomRecord({ url: `/${id}`, content: `${name} ${text}`, language: "en", meta: { title: name }, filters: { values } });
  }
  rmSync("pagefind", { recursive: true, force: true });
  await index.writeFiles({ outputPath: "pagefind" });
  const { readdirSync, statSync } = await import("node:fs");
  const sizes = readdirSync("pagefind", { recursive: true }).map((name) => [String(name), statSync(`pagefind/${name}`)]).filter(([, stat]) => stat.isFile());
  const sum = (pattern) => sizes.filter(([name]) => pattern.test(name)).reduce((total, [, { size }]) => total + size, 0);
  console.log(
    `Pagefind     ${((performance.now() - start) / 1000).toFixed(2)} s to make, ${(sum(/pf_meta|wasm\.en|pagefind\.js|filter\//) / 1000).toFixed(0)} kB before a faceted answer ` +
      `(meta, filters, program), ${(sum(/./) / 1e6).toFixed(1)} MB in all; no typos`
  );
  await pagefind.close();
}
// The last one: where there is not enough memory for it, nothing after it is lost.
{
  const lunr = require("lunr");
  const [index, making] = timed(() =>
    lunr(function () {
      this.ref("id");
      this.field("name");
      this.field("text");
      for (const document of documents) this.add(document);
    })
  );
  const text = JSON.stringify(index);
  const [loaded, loading] = timed(() => lunr.Index.load(JSON.parse(text)));
  report("lunr", making, gzipSync(text).length, loading, prefixes.map((query) => timed(() => loaded.search(`${query.replace(/[^\p{L} ]/gu, "")}*`))[1]));
}
