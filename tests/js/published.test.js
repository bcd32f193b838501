import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { readPublished } from "../../generator/sameboat/assets/join/published.js";

const MEMBERS = { version: 1, members: [{ handle: "ada", name: "Ada Łoś" }, { handle: "bo", name: "Bo" }] };

/** @param {string} url @param {Uint8Array} content */
function serve(url, content) {
  const entrance = { shards: [{ url, first: "ada", last: "bo" }] };
  Object.assign(globalThis, {
    document: { location: { href: "https://boat.example.org/join.html" } },
    fetch: async (/** @type {string} */ address) =>
      new Response(/** @type {any} */ (address.endsWith(url) ? content : JSON.stringify(entrance))),
  });
}

for (const [kind, url, pack] of /** @type {const} */ ([
  ["plain", "members-1.json", (/** @type {string} */ text) => new TextEncoder().encode(text)],
  ["packed", "members-1.json.gz", (/** @type {string} */ text) => gzipSync(text)],
])) {
  test(`a profile is found in a ${kind} shard`, async () => {
    serve(url, pack(JSON.stringify(MEMBERS)));
    assert.deepEqual(await readPublished("api/v1/members.json", "ada"), { name: "Ada Łoś" });
    assert.equal(await readPublished("api/v1/members.json", "zoe"), undefined);
  });
}
