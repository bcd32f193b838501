import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptSearches } from "../../generator/sameboat/assets/find/kept.js";

/** @param {Record<string, string>} [items] */
function storage(items = {}) {
  return /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => items[key] ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => (items[key] = value),
  });
}

test("a search that is kept is there again, the latest first and once only", () => {
  const box = storage();
  const kept = new KeptSearches(box, "/find.html");
  kept.keep({ label: "bread", search: "?q=bread" });
  kept.keep({ label: "tea", search: "?q=tea" });
  kept.keep({ label: "bread again", search: "?q=bread" });
  assert.deepEqual(new KeptSearches(box, "/find.html").all.map(({ label }) => label), ["bread again", "tea"]);
  kept.forget("?q=tea");
  assert.ok(kept.has("?q=bread") && !kept.has("?q=tea"));
});

test("another community on the same host has searches of its own", () => {
  const box = storage();
  new KeptSearches(box, "/one/find.html").keep({ label: "bread", search: "?q=bread" });
  assert.deepEqual(new KeptSearches(box, "/two/find.html").all, []);
});

test("no storage, a full one and nonsense in it do no harm", () => {
  const kept = { label: "bread", search: "?q=bread" };
  const full = {
    ...storage(),
    setItem: () => {
      throw new Error("full");
    },
  };
  const nonsense = ["{", '[1, {"label": "x", "search": "javascript:1"}]', "7"];
  for (const box of [undefined, full, ...nonsense.map((said) => storage({ "sameboat:kept:/": said }))]) {
    const searches = new KeptSearches(/** @type {any} */ (box), "/");
    assert.deepEqual(searches.all, []);
    searches.keep(kept);
  }
});
