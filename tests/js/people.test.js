import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { turn } from "../../generator/sameboat/assets/hello/days.js";
import { KINDS, match } from "../../generator/sameboat/assets/people/match.js";
import { keepMine, keptMine } from "../../generator/sameboat/assets/people/mine.js";
import { asHandle, readState, withPick, writeState } from "../../generator/sameboat/assets/people/state.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/matching.json", import.meta.url), "utf8"));

/**
 * @param {any} visitor
 * @returns {{ lists: Record<import("../../generator/sameboat/assets/people/match.js").Kind, import("../../generator/sameboat/assets/people/match.js").Match[]>, ticks: any[] }}
 */
function ranked({ languages, clock, ticks }) {
  const asTicks = ticks.map((/** @type {any} */ [part, slug]) => ({
    part,
    weight: vectors.weights[part][slug],
    posting: vectors.postings[part][slug],
  }));
  return { lists: match(vectors, { languages, clock }, asTicks), ticks };
}

test("Python and JavaScript put the same people into the same order, for the same reasons", () => {
  let compared = 0;
  for (const visitor of vectors.visitors) {
    const { lists, ticks } = ranked(visitor);
    for (const kind of KINDS) {
      const found = lists[kind]
        .filter(({ number }) => number !== visitor.number)
        .map(({ number, why }) => [number, why.map((place) => ticks[place])]);
      assert.deepEqual(found, visitor.expected[kind], `${kind} of visitor ${visitor.number}`);
      compared += found.length;
    }
  }
  assert.ok(compared > 200);
});

test("whoever ticked nothing meets nobody", () => {
  const { lists } = ranked({ languages: [], clock: null, ticks: [] });
  assert.deepEqual(lists, { helpees: [], helpers: [], mutual: [], peers: [] });
});

/** @type {any} */
const MANIFEST = {
  lists: [
    { name: "values", most: 2, options: ["a", "b", "c"].map((slug) => ({ slug })) },
    { name: "can help", most: 6, options: [{ slug: "x" }] },
  ],
  languages: { name: "languages", options: [{ slug: "en" }] },
};

test("an address and a state are the same thing", () => {
  for (const search of ["", "?values=a,b", "?values=b&can%20help=x&languages=en&clock=-330", "?handle=ada-k"]) {
    assert.equal(writeState(readState(search, MANIFEST), MANIFEST), search);
  }
});

test("what nobody knows, and more than may be ticked, is left out", () => {
  const read = (/** @type {string} */ search) => writeState(readState(search, MANIFEST), MANIFEST);
  assert.equal(read("?values=c,nonsense,a,b&clock=99999&handle=..%2Fx"), "?values=a,c");
  assert.equal(read("?clock=1e3&languages="), "");
});

test("the order of ticking does not show", () => {
  const one = withPick(withPick(readState("", MANIFEST), "values", "b", true), "values", "a", true);
  assert.equal(writeState(one, MANIFEST), "?values=a,b");
  assert.equal(writeState(withPick(withPick(one, "values", "a", false), "values", "b", false), MANIFEST), "");
});

test("a handle is understood however it is written, and a path is none", () => {
  assert.deepEqual([" @Ada-K ", "ada", "a--b", "../index", "-a", ""].map(asHandle), ["ada-k", "ada", "", "", "", ""]);
});

test("a pool takes turns: everybody once in as many days as three a day need", () => {
  for (const size of [1, 2, 3, 4, 5, 10, 31]) {
    const pool = Array.from({ length: size }, (_, n) => n);
    const days = Math.ceil(size / 3);
    for (const first of [0, 7, 739942]) {
      const met = Array.from({ length: days }, (_, n) => turn(pool, first + n));
      assert.deepEqual(met.flat().sort((a, b) => a - b), pool);
      assert.ok(met.every(({ length }) => length <= 3 && length >= Math.min(2, size)));
    }
  }
  assert.deepEqual(turn([], 5), []);
});

test("what is kept is found again on any page beside it, and can be forgotten", () => {
  const held = new Map();
  /** @type {any} */
  const storage = {
    getItem: (/** @type {string} */ key) => held.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => held.set(key, value),
    removeItem: (/** @type {string} */ key) => held.delete(key),
  };
  keepMine(storage, "/boat/my-people.html", "?values=a");
  assert.equal(keptMine(storage, "/boat/hello.html"), "?values=a");
  assert.equal(keptMine(storage, "/other/hello.html"), "");
  keepMine(storage, "/boat/hello.html", "");
  assert.equal(keptMine(storage, "/boat/hello.html"), "");
  assert.equal(keptMine(undefined, "/boat/hello.html"), "");
});
