import assert from "node:assert/strict";
import { test } from "node:test";
import {
  NOTHING_WANTED,
  readState,
  wantsNothing,
  withAll,
  withPick,
  writeState,
} from "../../generator/sameboat/assets/find/state.js";

/**
 * @param {string} name
 * @param {string[]} slugs
 */
function facet(name, slugs) {
  const options = slugs.map((slug) => ({ slug, label: slug, count: 1 }));
  return { name, title: name, searchable: true, weight: 0, many: true, options };
}
const FACETS = [
  facet("values", ["curiosity", "kindness"]),
  facet("cohort", ["one,two", "one", "two", "a&b=c", "d'or", "日本"]),
  { ...facet("q", ["quick"]), many: false },
];

test("an address is short and can be read", () => {
  let state = { ...NOTHING_WANTED, q: "  sour   dough " };
  state = withPick(state, "values", "kindness", true);
  state = withPick(state, "values", "curiosity", true);
  assert.equal(writeState(state, FACETS), "?q=sour+dough&values=curiosity,kindness");
});

test("nothing wanted is no query at all", () => {
  assert.equal(writeState(NOTHING_WANTED, FACETS), "");
  const picked = withPick(NOTHING_WANTED, "values", "kindness", true);
  assert.equal(writeState(withPick(picked, "values", "kindness", false), FACETS), "");
  assert.deepEqual(readState("", FACETS), NOTHING_WANTED);
});

test("what is written is read back, whatever it is made of", () => {
  for (const q of ["ada", "Łódź & co", "a+b", "100%", "q=1#x", "“<b>”", "日本", "🍞"]) {
    for (const cohort of [[], ["one,two"], ["one", "a&b=c"], ["one,two", "one", "d'or", "日本"]]) {
      const picked = new Map(cohort.length > 0 ? [["cohort", new Set(cohort)]] : []);
      const search = writeState({ ...NOTHING_WANTED, q, picked }, FACETS);
      const asSeen = new URL(search, "https://example.org/find.html").search;
      assert.deepEqual(readState(asSeen, FACETS), { ...NOTHING_WANTED, q, picked });
      assert.equal(writeState(readState(asSeen, FACETS), FACETS), search);
    }
  }
});

test("unknown parameters and slugs are left out", () => {
  const state = readState("?values=kindness,nonsense&utm_source=x&shoe=1&values=", FACETS);
  assert.deepEqual(state, { ...NOTHING_WANTED, picked: new Map([["values", new Set(["kindness"])]]) });
});

test("escaped commas and repeated parameters, as other programs write them, are understood", () => {
  for (const search of ["?values=curiosity%2Ckindness", "?values=curiosity&values=kindness"]) {
    assert.equal(writeState(readState(search, FACETS), FACETS), "?values=curiosity,kindness");
  }
});

test("a broken or endless address does no harm", () => {
  assert.equal(readState("?q=%E0%A4%A&values=%", FACETS).picked.size, 0);
  assert.equal(readState(`?q=${"a".repeat(5000)}&cohort=${",".repeat(5000)}`, FACETS).q.length, 200);
  assert.equal(writeState({ ...NOTHING_WANTED, q: "a\ud800" }, FACETS), "?q=a%EF%BF%BD");
});

test("whether all picks are wanted, the time and the order stand in the address as well", () => {
  let state = withPick(NOTHING_WANTED, "values", "kindness", true);
  state = { ...withAll(state, "values", true), isAwake: true, sort: "newest" };
  assert.equal(writeState(state, FACETS), "?values=kindness&all=values&awake=now&sort=newest");
  assert.deepEqual(readState(writeState(state, FACETS), FACETS), state);
  assert.equal(writeState(withAll(state, "values", false), FACETS), "?values=kindness&awake=now&sort=newest");
});

test("what is no order, no time and no facet of many is left out", () => {
  assert.deepEqual(readState("?sort=rank&awake=maybe&all=q,shoe,", FACETS), NOTHING_WANTED);
});

test("a facet called like a parameter of ours has an address of its own", () => {
  const state = { ...withPick(NOTHING_WANTED, "q", "quick", true), q: "quick" };
  assert.equal(writeState(state, FACETS), "?q=quick&q.=quick");
  assert.deepEqual(readState("?q=quick&q.=quick", FACETS), state);
});

test("an order of its own is no wish, anything else is", () => {
  assert.ok(wantsNothing({ ...NOTHING_WANTED, sort: "name" }));
  assert.ok(!wantsNothing({ ...NOTHING_WANTED, isAwake: true }));
});
