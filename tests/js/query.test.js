import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../generator/sameboat/assets/find/fold.js";
import { readIndex, UnreadableIndex } from "../../generator/sameboat/assets/find/index.js";
import { answer } from "../../generator/sameboat/assets/find/query.js";
import { shuffleOfTheDay } from "../../generator/sameboat/assets/find/shuffle.js";
import { dice, inventIndex } from "./invented.js";

/**
 * @typedef {import("../../generator/sameboat/assets/find/index.js").RawIndex} RawIndex
 * @typedef {import("../../generator/sameboat/assets/find/state.js").State} State
 */
const DAY = "2026-01-01";

/**
 * @param {string} q
 * @param {Record<string, string[]>} [picked]
 * @returns {State}
 */
function wanted(q, picked = {}) {
  return { q, picked: new Map(Object.entries(picked).map(([facet, slugs]) => [facet, new Set(slugs)])) };
}

/**
 * @param {RawIndex} raw
 * @param {State} state
 */
function ask(raw, state) {
  const index = readIndex(raw);
  return answer(index, state, shuffleOfTheDay(index.handles, DAY));
}

/**
 * @param {RawIndex} raw
 * @param {State} state
 */
function namesFor(raw, state) {
  return ask(raw, state).order.map((member) => raw.members.name[member]);
}

/**
 * An index of members who say these things; the facet is what they can help with.
 * @param {{ name: string, line?: string, bio?: string, helps?: string, paused?: boolean }[]} people
 * @returns {RawIndex}
 */
function indexOf(people) {
  const labels = [...new Set(people.flatMap(({ helps }) => helps ?? []))].sort();
  return {
    version: 1,
    count: people.length,
    facets: [
      {
        name: "can_help_with",
        title: "Can help with",
        searchable: true,
        weight: 3,
        options: labels.map((label) => ({ slug: fold(label).replaceAll(" ", "-"), label, count: 1 })),
      },
    ],
    members: {
      handle: people.map((_, n) => `m${n}`),
      name: people.map(({ name }) => name),
      tagline: people.map(({ line }) => line ?? ""),
      facets: { can_help_with: people.map(({ helps }) => (helps ? [labels.indexOf(helps)] : [])) },
      text: {
        1: people.map(({ bio }) => fold(bio ?? "")),
        2: people.map(({ line }) => fold(line ?? "")),
        3: people.map(({ name }) => fold(name)),
      },
      paused: people.map(({ paused }) => paused ?? false),
    },
  };
}

test("a whole word goes before a beginning, and a name or an offer before a tagline before a bio", () => {
  const raw = indexOf([
    { name: "in a bio begun", bio: "breadth" },
    { name: "in a bio", bio: "bread" },
    { name: "in a tagline begun", line: "breadth" },
    { name: "in a tagline", line: "bread" },
    { name: "Breadley" },
    { name: "helper", helps: "Bread" },
    { name: "nobody", bio: "abread" },
  ]);
  assert.deepEqual(namesFor(raw, wanted("bread")), [
    "helper",
    "Breadley",
    "in a tagline",
    "in a tagline begun",
    "in a bio",
    "in a bio begun",
  ]);
});

test("every word has to be found, each anywhere, in any case and without accents", () => {
  const raw = indexOf([{ name: "Żaneta", bio: "night trains" }, { name: "Zanet", bio: "bread" }]);
  assert.deepEqual(namesFor(raw, wanted("TRAINS zane")), ["Żaneta"]);
  assert.deepEqual(namesFor(raw, wanted("zane cake")), []);
});

test("whoever has exactly the name that was typed is first, also during a pause", () => {
  const people = Array.from({ length: 20 }, (_, n) => ({ name: `Ada Lovelace ${n}` }));
  const raw = indexOf([...people, { name: "Ádá Lovelace", paused: true }]);
  assert.equal(namesFor(raw, wanted("ada lovelace"))[0], "Ádá Lovelace");
});

test("whoever takes a pause comes last, however well they fit", () => {
  const raw = indexOf([
    { name: "Bread Baker", paused: true },
    { name: "Olga", bio: "breadth" },
  ]);
  assert.deepEqual(namesFor(raw, wanted("bread")), ["Olga", "Bread Baker"]);
  assert.equal(namesFor(raw, wanted(""))[1], "Bread Baker");
});

test("equals stand in the order of the day, and nobody looked for is a shuffle of everybody", () => {
  const raw = { ...inventIndex(50) };
  raw.members.paused = undefined;
  const index = readIndex(raw);
  const order = shuffleOfTheDay(index.handles, DAY);
  assert.deepEqual(answer(index, wanted(""), order).order, [...order]);
  assert.notDeepEqual(answer(index, wanted(""), shuffleOfTheDay(index.handles, "2026-01-02")).order, [...order]);
});

test("signs alone look for nobody in particular", () => {
  assert.equal(ask(inventIndex(20), wanted("🍞 …")).order.length, 20);
});

test("an index without pauses is read", () => {
  const raw = inventIndex(5);
  delete raw.members.paused;
  assert.equal(ask(raw, wanted("")).order.length, 5);
});

test("an index of another version, a short one and none at all are refused", () => {
  for (const raw of [{ ...inventIndex(2), version: 2 }, { ...inventIndex(2), count: 3 }, {}, null, []]) {
    assert.throws(() => readIndex(raw), UnreadableIndex);
  }
});

test("who fits and every count are what going through everybody gives", () => {
  const roll = dice(7);
  for (let round = 0; round < 60; round++) {
    const raw = inventIndex(1 + roll(80), round);
    const queries = ["", "br", "tea", "ada", "zin co", "angstrom", "t t", "żan bread"];
    /** @type {Record<string, string[]>} */
    const picked = {};
    for (const { name, options } of raw.facets) {
      const slugs = options.filter(() => roll(options.length) < 2).map(({ slug }) => slug);
      if (roll(2) && slugs.length > 0) picked[name] = slugs;
    }
    const state = wanted(queries[roll(queries.length)], picked);
    const { order, counts } = ask(raw, state);
    assert.deepEqual([...order].sort((a, b) => a - b), goThrough(raw, state));
    raw.facets.forEach(({ name, options }, facet) => {
      options.forEach(({ slug }, option) => {
        const alone = wanted(state.q, { ...picked, [name]: [slug] });
        assert.equal(counts[facet][option], goThrough(raw, alone).length, `${name} ${slug}`);
      });
    });
  }
});

/**
 * Who fits, the slow and plain way.
 * @param {RawIndex} raw
 * @param {State} state
 * @returns {number[]}
 */
function goThrough({ count, facets, members }, { q, picked }) {
  const words = fold(q).split(" ").filter(Boolean);
  return Array.from({ length: count }, (_, member) => member).filter((member) => {
    const options = facets.flatMap(({ name, options }) => members.facets[name][member].map((n) => options[n]));
    const said = [
      ...Object.values(members.text).map((texts) => texts[member]),
      ...options.map(({ label, also = [] }) => fold([label, ...also].join(" "))),
    ];
    const hasWords = words.every((word) => said.some((text) => ` ${text}`.includes(` ${word}`)));
    const hasPicks = facets.every(({ name, options }) => {
      const slugs = picked.get(name);
      return !slugs || members.facets[name][member].some((n) => slugs.has(options[n].slug));
    });
    return hasWords && hasPicks;
  });
}
