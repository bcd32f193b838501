import assert from "node:assert/strict";
import { test } from "node:test";
import { awakeZones } from "../../generator/sameboat/assets/find/clock.js";
import { Engine } from "../../generator/sameboat/assets/find/engine.js";
import { openIndex } from "../../generator/sameboat/assets/find/index.js";
import { UnreadableIndex } from "../../generator/sameboat/assets/find/manifest.js";
import { dayOf, numbersOfTheDay } from "../../generator/sameboat/assets/find/shuffle.js";
import { NOTHING_WANTED, withPick } from "../../generator/sameboat/assets/find/state.js";
import { indexWords, isUnspaced, queryWords } from "../../generator/sameboat/assets/find/tokens.js";
import { dice, inventPeople, SHAPES } from "./invented.js";
import { slugOf, writeIndex } from "./writing.js";

/**
 * @typedef {import("../../generator/sameboat/assets/find/state.js").State} State
 * @typedef {import("./writing.js").Person} Person
 * @typedef {"columns" | "postings"} Encoding
 */
const NOW = new Date("2026-01-01T12:00:00Z");
/** @type {Encoding[]} */
const ENCODINGS = ["columns", "postings"];
const HELPS = [{ name: "helps", weight: 3, also: { "Bread that rises": ["sourdough"] } }];

/**
 * @param {Partial<State>} some
 * @returns {State}
 */
function wish(some) {
  return { ...NOTHING_WANTED, ...some };
}

/**
 * @param {Record<string, string[]>} picked labels by facet
 * @returns {State["picked"]}
 */
function picks(picked) {
  return new Map(Object.entries(picked).map(([facet, labels]) => [facet, new Set(labels.map(slugOf))]));
}

/**
 * @param {Person[]} people
 * @param {Partial<State>} state
 * @param {Encoding} [encoding]
 */
async function ask(people, state, encoding = "columns") {
  const engine = await Engine.open(writeIndex(people, HELPS, encoding).fetch);
  return engine.answer(wish(state), 100, NOW);
}

/**
 * @param {import("../../generator/sameboat/assets/find/mark.js").Part[]} parts
 * @returns {string} with brackets around what is marked
 */
function written(parts) {
  return parts.map(([text, isMarked]) => (isMarked ? `[${text}]` : text)).join("");
}

/**
 * @param {Person[]} people
 * @param {Partial<State>} state
 * @returns {Promise<string[]>} names, which have to come in the same order from both encodings
 */
async function namesFor(people, state) {
  const [one, other] = await Promise.all(
    ENCODINGS.map(async (encoding) =>
      (await ask(people, state, encoding)).cards.map(({ name }) => name.map(([text]) => text).join(""))
    )
  );
  assert.deepEqual(one, other);
  return one;
}

test("a whole word goes before a beginning, and a name or an offer before a tagline before a bio", async () => {
  const people = [
    { name: "in a bio begun", bio: "breadth" },
    { name: "in a bio", bio: "bread" },
    { name: "in a tagline begun", tagline: "breadth" },
    { name: "in a tagline", tagline: "bread" },
    { name: "Breadley" },
    { name: "helper", picks: { helps: ["Bread"] } },
    { name: "nobody", bio: "abread" },
  ];
  assert.deepEqual(await namesFor(people, { q: "bread" }), [
    "helper", "Breadley", "in a tagline", "in a tagline begun", "in a bio", "in a bio begun",
  ]);
});

test("every word has to be found, each anywhere, in any case and without accents", async () => {
  const people = [{ name: "Żaneta", bio: "night trains" }, { name: "Zanet", bio: "bread" }];
  assert.deepEqual(await namesFor(people, { q: "TRAINS zane" }), ["Żaneta"]);
  assert.deepEqual(await namesFor(people, { q: "zane cakes" }), []);
});

test("whoever has exactly the name that was typed is first, in any order and during a pause", async () => {
  const people = Array.from({ length: 20 }, (_, n) => ({ name: `Ada Lovelace ${n}` }));
  const crowd = [...people, { name: "Ádá Lovelace", isPaused: true }];
  assert.equal((await namesFor(crowd, { q: "ada lovelace" }))[0], "Ádá Lovelace");
  assert.equal((await namesFor(crowd, { q: "lovelace ada" }))[0], "Ádá Lovelace");
});

test("whoever takes a pause comes last, however well they fit and whatever one sorts by", async () => {
  const people = [
    { name: "Bread Baker", isPaused: true, came: 2 },
    { name: "Olga", bio: "breadth", came: 1 },
  ];
  for (const sort of /** @type {const} */ (["", "name", "newest"])) {
    assert.deepEqual(await namesFor(people, { q: "bread", sort }), ["Olga", "Bread Baker"]);
    assert.deepEqual(await namesFor(people, { sort }), ["Olga", "Bread Baker"]);
  }
});

test("one may sort by name, or have the newest first and those of whom nobody knows last", async () => {
  const people = [{ name: "A" }, { name: "B", came: 5 }, { name: "C", came: 9 }, { name: "D" }];
  assert.deepEqual(await namesFor(people, { sort: "name" }), ["A", "B", "C", "D"]);
  assert.deepEqual(await namesFor(people, { sort: "newest" }), ["C", "B", "A", "D"]);
});

test("nobody looked for is a shuffle of everybody, another one every day", async () => {
  const people = inventPeople(50).map((person, n) => ({ ...person, name: `Somebody ${n}`, isPaused: false }));
  const engine = await Engine.open(writeIndex(people, SHAPES).fetch);
  const order = [...numbersOfTheDay(50, dayOf(NOW))];
  const { cards } = await engine.answer(NOTHING_WANTED, 50, NOW);
  assert.deepEqual(cards.map(({ handle }) => handle), order.map((n) => `m${n}`));
  assert.notDeepEqual(order, [...numbersOfTheDay(50, "2026-01-02")]);
});

test("signs alone look for nobody in particular", async () => {
  assert.equal((await ask(inventPeople(20), { q: "🍞 …" })).total, 20);
});

test("a language with signs in its name is another one than the letter", async () => {
  const people = [{ name: "Pluses", bio: "C++" }, { name: "Sharps", bio: "c#" }, { name: "Letter", bio: "plain c" }];
  assert.deepEqual(await namesFor(people, { q: "c++" }), ["Pluses"]);
  assert.deepEqual(await namesFor(people, { q: "C#" }), ["Sharps"]);
  assert.deepEqual(await namesFor(people, { q: "c" }), ["Letter"]);
});

test("an apostrophe or a hyphen in a name need not be typed", async () => {
  const people = [{ name: "Kate O’Brien" }, { name: "Jean-Luc Brie" }];
  for (const q of ["obrien", "O'Brien", "o brien", "brien"]) assert.deepEqual(await namesFor(people, { q }), ["Kate O’Brien"], q);
  for (const q of ["jeanluc", "jean-luc", "luc jean"]) assert.deepEqual(await namesFor(people, { q }), ["Jean-Luc Brie"], q);
});

test("one letter begins a name and is a word elsewhere", async () => {
  const people = [{ name: "Rosa" }, { name: "Stats", bio: "R and rum" }, { name: "Sailor", bio: "rum", tagline: "rest" }];
  assert.deepEqual((await namesFor(people, { q: "r" })).sort(), ["Rosa", "Stats"]);
});

test("in a script without spaces, words are found inside others", async () => {
  const people = [{ name: "森はるか" }, { name: "鈴木花子", bio: "webデザイン" }, { name: "สมชาย", bio: "ภาษาไทย" }];
  for (const q of ["はるか", "森", "るか", "か"]) assert.deepEqual(await namesFor(people, { q }), ["森はるか"], q);
  for (const q of ["デザイン", "ザイ", "web デザ"]) assert.deepEqual(await namesFor(people, { q }), ["鈴木花子"], q);
  assert.deepEqual(await namesFor(people, { q: "ไทย" }), ["สมชาย"]);
  assert.deepEqual(await namesFor(people, { q: "子花" }), []);
});

test("a Korean name is found while its last syllable is being typed", async () => {
  for (const q of ["ㄱ", "기", "김", "김미", "김민수"]) assert.deepEqual(await namesFor([{ name: "김민수" }], { q }), ["김민수"], q);
});

test("one typo is forgiven from five letters on, two from nine, none before", async () => {
  const people = [{ name: "Wróbel" }, { name: "Katarzyna" }, { name: "Olga" }, { name: "Volunteering", bio: "sourdough" }];
  for (const q of ["wrobek", "wroebl", "rwobel", "wrobl", "wrobbel", "Wrógel"]) assert.deepEqual(await namesFor(people, { q }), ["Wróbel"], q);
  for (const q of ["katarzyyn", "katazrina", "sourdough katarzyna"]) assert.deepEqual((await namesFor(people, { q })).length, Number(q.length < 12), q);
  for (const q of ["olha", "wrogek", "soordouhg x"]) assert.deepEqual(await namesFor(people, { q }), [], q);
  assert.deepEqual(await namesFor(people, { q: "soordouhg" }), ["Volunteering"]);
});

test("where somebody says it as typed, those who only come close are not meant", async () => {
  const people = [{ name: "Wrobek" }, { name: "Wrobel" }];
  assert.deepEqual(await namesFor(people, { q: "wrobek" }), ["Wrobek"]);
  const page = await ask(people, { q: "wrobej" });
  assert.equal(page.total, 2);
  assert.deepEqual([page.isForgiving, page.close.sort()], [true, ["wrobek", "wrobel"]]);
});

test("a reason says what was picked and where a word stands, and marks it", async () => {
  const people = [
    {
      name: "Ana Breadley", tagline: "my bread", bio: "I **like** [night](https://x.example) trains, and some more words to cut. ".repeat(4),
      picks: { helps: ["Bread that rises", "Trains"] },
    },
  ];
  for (const encoding of ENCODINGS) {
    const page = await ask(people, { q: "bread night", picked: picks({ helps: ["Trains"] }) }, encoding);
    const [{ name, tagline, reasons }] = page.cards;
    assert.equal(written(name), "Ana [Bread]ley");
    assert.equal(written(tagline), "my [bread]");
    assert.deepEqual(reasons.map(({ title }) => title), ["HELPS", "Bio"]);
    assert.deepEqual(reasons[0].parts.map(written), ["[Bread] that rises", "Trains"]);
    assert.match(written(reasons[1].parts[0]), /^I like \[night\] trains, and some .* …$/);
  }
});

test("a reason names the other word for an option, where that is what was typed", async () => {
  const page = await ask([{ name: "Ana", picks: { helps: ["Bread that rises"] } }], { q: "sourdo" });
  assert.equal(written(page.cards[0].reasons[0].parts[0]), "Bread that rises ([sourdo]ugh)");
});

test("a word that nobody says is named, with what may have been meant", async () => {
  const people = [{ name: "Wrobel" }, { name: "Olga", picks: { helps: ["Bread"] } }];
  const { ways } = await ask(people, { q: "olga Wrogek" });
  assert.deepEqual(ways?.unknown.map(({ word }) => word), ["Wrogek"]);
  assert.deepEqual(ways?.unknown[0].meant, []);
  assert.deepEqual(ways?.drops.map(({ kind, label, count }) => [kind, label, count]), [["word", "olga", 0], ["word", "Wrogek", 1]].filter(([, , n]) => n));
  const alone = await ask(people, { q: "broxd" });
  assert.deepEqual(alone.ways?.unknown[0].meant.map(({ word, count }) => [word, count]), [["bread", 1]]);
});

test("filters that leave nobody say which of them to drop, and what that gives", async () => {
  const people = [
    { name: "A", picks: { helps: ["Bread"] } },
    { name: "B", picks: { helps: ["Trains"] }, zone: "Etc/UTC" },
    { name: "C", picks: { helps: ["Trains"] } },
  ];
  const { ways } = await ask(people, { q: "a", picked: picks({ helps: ["Trains"] }), isAwake: true });
  assert.deepEqual(ways?.unknown, []);
  assert.deepEqual(ways?.drops.map(({ kind, label, count }) => [kind, label, count]), [["word", "a", 1]]);
  const other = await ask(people, { picked: picks({ helps: ["Bread", "Trains"] }), all: new Set(["helps"]) });
  assert.deepEqual(other.ways?.drops.map(({ label, count }) => [label, count]), [["Bread", 2], ["Trains", 1]]);
});

test("an index of another version, and none at all, are refused", async () => {
  for (const raw of [{ version: 1 }, { version: 3 }, {}, null, []]) {
    await assert.rejects(openIndex(async () => new TextEncoder().encode(JSON.stringify(raw))), UnreadableIndex);
  }
});

test("a file that did not come is asked for again by the next question", async () => {
  const { fetch } = writeIndex(inventPeople(10), SHAPES);
  let isBroken = true;
  const engine = await Engine.open((path) => (path.startsWith("names") && isBroken ? Promise.reject(new Error("lost")) : fetch(path)));
  await assert.rejects(engine.answer(wish({ q: "ada" }), 5, NOW), /lost/);
  isBroken = false;
  assert.ok(await engine.answer(wish({ q: "ada" }), 5, NOW));
});

test("beyond columns, a pick fetches who picked it and not what everybody picked", async () => {
  const { fetch, fetched } = writeIndex(inventPeople(200), SHAPES, "postings");
  const engine = await Engine.open(fetch);
  const [{ name, options }, other] = engine.opened.facets;
  const one = withPick(NOTHING_WANTED, name, options[0].slug, true);
  await engine.answer(one, 1, NOW);
  const isMuch = (/** @type {string} */ path) => path === "core.bin" || path.startsWith("records");
  assert.deepEqual(fetched.filter(isMuch), []);
  await engine.answer(withPick(one, other.name, other.options[0].slug, true), 1, NOW);
  assert.equal(fetched.filter((path) => path.startsWith("records")).length, 1);
  assert.ok(!fetched.includes("core.bin"));
});

test("beyond columns, two picks fetch what the people of one of them picked, and of common options nothing", async () => {
  const { fetch, fetched } = writeIndex(inventPeople(60), SHAPES, "postings", 7, 10);
  const { facets, picked } = await openIndex(fetch);
  const options = facets.flatMap(({ name, options }, facet) =>
    options.map(({ slug }, option) => ({ name, slug, isCommon: picked.isCommon(picked.numberOf(facet, option)) }))
  );
  let ofCommon = 0;
  for (const one of options) {
    for (const other of options) {
      if (one === other) continue;
      for (const all of [new Set(), new Set([one.name])]) {
        const engine = await Engine.open(fetch);
        const state = { ...withPick(NOTHING_WANTED, one.name, one.slug, true), all };
        await engine.answer(state, 1, NOW);
        fetched.length = 0;
        await engine.answer(withPick(state, other.name, other.slug, true), 1, NOW);
        const records = fetched.filter((path) => path.startsWith("records"));
        assert.ok(records.length <= (one.isCommon && other.isCommon ? 0 : 1), `${one.slug} ${other.slug}: ${records}`);
        assert.ok(!fetched.includes("core.bin"));
        ofCommon += Number(one.isCommon && other.isCommon);
      }
    }
  }
  assert.ok(ofCommon > 0);
});

test("beyond columns, each further pick fetches what the people of one option picked, and counts as columns do", async () => {
  const roll = dice(3);
  const seen = { rows: 0, records: 0 };
  for (let round = 0; round < 60; round++) {
    const people = inventPeople(60, round);
    const { fetch, fetched } = writeIndex(people, SHAPES, "postings", 7, [6, 10, 40][roll(3)]);
    const [engine, columns] = await Promise.all([Engine.open(fetch), Engine.open(writeIndex(people, SHAPES).fetch)]);
    /** @type {State} */
    let state = { ...NOTHING_WANTED, all: new Set(SHAPES.map(({ name }) => name).filter(() => roll(3) === 0)) };
    for (let picks = 0; picks < 6; picks++) {
      const { name, options } = engine.opened.facets[roll(3)];
      const offered = roll(2) ? options : [...options].sort((a, b) => b.count - a.count).slice(0, 3);
      state = withPick(state, name, offered[roll(offered.length)].slug, true);
      fetched.length = 0;
      const { counts } = await engine.answer(state, 1, NOW);
      // Where that is less, everything is fetched.
      if (fetched.includes("core.bin")) break;
      const records = fetched.filter((path) => path.startsWith("records"));
      const wish = [...state.picked].map(([facet, slugs]) => [facet, ...slugs].join(" ")).join("; ");
      assert.ok(records.length <= 1, `${wish}: ${records}`);
      assert.deepEqual(counts, (await columns.answer(state, 1, NOW)).counts, wish);
      seen.records += records.length;
      seen.rows += Number(fetched.some((path) => path.startsWith("common")));
    }
  }
  assert.ok(seen.rows > 30 && seen.records > 30, JSON.stringify(seen));
});

test("who fits and every count are what going through everybody gives, in both encodings", async () => {
  const roll = dice(7);
  for (let round = 0; round < 60; round++) {
    const people = inventPeople(1 + roll(80), round);
    const queries = ["", "", "br", "tea", "ada", "zin co", "angstrom", "t t", "żan bread", "c++", "obrien", "はる", "infus"];
    /** @type {Partial<State>} */
    const state = {
      q: queries[roll(queries.length)],
      isAwake: roll(4) === 0,
      all: new Set(SHAPES.map(({ name }) => name).filter(() => roll(3) === 0)),
    };
    /** @type {Record<string, string[]>} */
    const picked = {};
    for (const { name } of SHAPES) {
      const labels = [...new Set(people.flatMap(({ picks }) => picks?.[name] ?? []))].filter(() => roll(8) === 0);
      if (roll(2) && labels.length > 0) picked[name] = labels;
    }
    state.picked = picks(picked);
    for (const encoding of ENCODINGS) {
      const engine = await Engine.open(writeIndex(people, SHAPES, encoding, 7, [1, 4, 10, 20][roll(4)]).fetch);
      const { total, cards, counts, isForgiving } = await engine.answer(wish(state), 100, NOW);
      if (isForgiving) continue;
      const expected = goThrough(people, state.q ?? "", picked, wish(state));
      assert.deepEqual(cards.map(({ handle }) => handle).sort(), expected.map((n) => `m${n}`).sort());
      assert.equal(total, expected.length);
      engine.opened.facets.forEach(({ name, options }, facet) => {
        options.forEach(({ label }, option) => {
          const also = state.all?.has(name) ? [...(picked[name] ?? []), label] : [label];
          const alone = goThrough(people, state.q ?? "", { ...picked, [name]: also }, wish(state)).length;
          assert.equal(counts?.[facet][option], alone, `${encoding} ${name} ${label} ${JSON.stringify(picked)}`);
        });
      });
    }
  }
});

/**
 * Who fits, the slow and plain way.
 * @param {Person[]} people
 * @param {string} q
 * @param {Record<string, string[]>} picked
 * @param {State} state
 * @returns {number[]}
 */
function goThrough(people, q, picked, { all, isAwake }) {
  return people.map((_, member) => member).filter((member) => {
    const { name, tagline = "", bio = "", picks = {}, zone = "" } = people[member];
    const labels = SHAPES.flatMap(({ name, also = {} }) => picks[name].flatMap((label) => [label, ...(also[label] ?? [])]));
    const said = new Set([tagline, bio, ...labels].flatMap(indexWords));
    const hasWords = queryWords(q).every((word) => {
      if (indexWords(name).some((each) => each.startsWith(word))) return true;
      if ([...word].length === 1 && !isUnspaced(word)) return said.has(word);
      return [...said].some((each) => each.startsWith(word));
    });
    const hasPicks = Object.entries(picked).every(([facet, labels]) => {
      const has = (/** @type {string} */ label) => picks[facet].includes(label);
      return all.has(facet) ? labels.every(has) : labels.some(has);
    });
    return hasWords && hasPicks && (!isAwake || awakeZones([zone], NOW)[0] === 1);
  });
}

test("a word of thousands of letters is in nobody's way", async () => {
  const people = [{ name: "Ana", tagline: "ﷴ".repeat(600) }, { name: "Ben", tagline: "bread" }];
  assert.deepEqual(await namesFor(people, { q: "bread" }), ["Ben"]);
  assert.deepEqual(await namesFor(people, { q: "ﷴ" }), ["Ana"]);
});

test("names are fetched for the first letter, and texts for the second, before these are typed", async () => {
  const { fetch } = writeIndex([{ name: "Ana", bio: "bread butter" }, { name: "Ben", bio: "cakes" }], HELPS);
  /** @type {string[]} */
  const fetched = [];
  const engine = await Engine.open((path) => {
    fetched.push(path);
    return fetch(path);
  });
  const inTexts = () => fetched.filter((path) => path.startsWith("texts"));
  await engine.lookAhead("");
  const named = fetched.filter((path) => path.startsWith("names"));
  assert.notDeepEqual(named, []);
  await engine.answer(wish({ q: "b" }), 20, NOW);
  assert.deepEqual(fetched.filter((path) => path.startsWith("names")), named);
  await engine.lookAhead("b");
  const ahead = inTexts();
  assert.notDeepEqual(ahead, []);
  const { total } = await engine.answer(wish({ q: "br" }), 20, NOW);
  assert.equal(total, 1);
  assert.deepEqual(inTexts(), ahead);
  await engine.lookAhead("bre");
  assert.deepEqual(inTexts(), ahead);
});

test("whoever types a hyphen finds the word without it, and is told where", async () => {
  const people = [{ name: "Ana", bio: "send me an email" }, { name: "Ben", bio: "mail, and a b c d e" }, { name: "Cem", bio: "mail" }];
  assert.deepEqual([...(await namesFor(people, { q: "e-mail" }))].sort(), ["Ana", "Ben"]);
  const { cards } = await ask(people.slice(0, 1), { q: "e-mail" });
  assert.deepEqual(cards[0].reasons.map(({ parts }) => written(parts[0])), ["send me an [email]"]);
});
