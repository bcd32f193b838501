/** Writes an index from plain people, after `docs/manual/search.md` and with nothing of the generator's own writer. */
import { indexWords, isUnspaced, queryWords } from "../../generator/sameboat/assets/find/tokens.js";

/**
 * @typedef {import("../../generator/sameboat/assets/find/manifest.js").Fetch} Fetch
 *
 * @typedef {object} Person
 * @property {string} name
 * @property {string} [handle]
 * @property {string} [tagline] of weight 2
 * @property {string} [bio] of weight 1
 * @property {string} [shout] of weight 3
 * @property {boolean} [isPaused]
 * @property {string} [zone]
 * @property {number} [came] a larger number came later
 * @property {Record<string, string[]>} [picks] labels by facet
 *
 * @typedef {object} FacetShape
 * @property {string} name
 * @property {number} [weight]
 * @property {Record<string, string[]>} [also] other words, by label
 */

/** @param {string} label */
export const slugOf = (label) => queryWords(label).join("-");

/**
 * @param {Person[]} everybody by name
 * @param {FacetShape[]} shapes
 * @param {"columns" | "postings"} [encoding]
 * @param {number} [shard] words a file
 * @param {number} [share] what one in so many picked, or more of them, is common
 * @returns {{ fetch: Fetch, fetched: string[] }}
 */
export function writeIndex(everybody, shapes, encoding = "columns", shard = 7, share = 5) {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  const text = new TextEncoder();
  const people = everybody.map((person, n) => ({ handle: `m${n}`, ...person }));
  const facets = shapes.map(({ name, weight = 0, also = {} }) => {
    const labels = [...new Set(people.flatMap(({ picks }) => picks?.[name] ?? []))].sort();
    return {
      name,
      title: name.toUpperCase(),
      searchable: true,
      weight,
      many: true,
      options: labels.map((label) => ({
        slug: slugOf(label),
        label,
        count: people.filter(({ picks }) => picks?.[name]?.includes(label)).length,
        ...(also[label] && { also: also[label] }),
      })),
    };
  });
  const codes = facets.map(({ name, options }) =>
    people.map(({ picks }) =>
      options.map((_, n) => n).filter((n) => picks?.[name]?.includes(options[n].label))
    )
  );
  const zones = ["", ...new Set(people.flatMap(({ zone }) => zone ?? []))];
  /** @param {string} path @param {number[] | string} content */
  const put = (path, content) => {
    files.set(path, typeof content === "string" ? text.encode(content) : Uint8Array.from(content));
    return path;
  };
  /** @param {number[]} members */
  const packColumns = (members) =>
    codes.flatMap((column) => [
      ...members.map((member) => column[member].length),
      ...members.flatMap((member) => column[member]),
    ]);
  /** @param {(person: Person) => (string | undefined)[]} textsOf @param {Map<string, number[]>[]} [known] */
  const postings = (textsOf, known = []) => {
    /** @type {Map<string, number[]>} */
    const found = new Map();
    people.forEach((person, member) => {
      const words = new Set(textsOf(person).flatMap((each) => indexWords(each ?? "")));
      for (const word of words) {
        if (known.some((better) => better.get(word)?.includes(member))) continue;
        found.set(word, [...(found.get(word) ?? []), member]);
      }
    });
    return found;
  };
  const names = postings(({ name }) => [name]);
  const [shouts] = [postings(({ shout }) => [shout])];
  const taglines = postings(({ tagline }) => [tagline], [shouts]);
  const bios = postings(({ bio }) => [bio], [shouts, taglines]);
  const said = [shouts, taglines, bios];

  /** @param {string} folder @param {string[]} words @param {(word: string) => number[]} valueOf */
  const putWords = (folder, words, valueOf) => {
    const sorted = [...words].sort();
    const starts = [];
    for (let n = 0; n < sorted.length; n += shard) {
      const some = sorted.slice(n, n + shard);
      put(`${folder}${starts.length}.bin`, dictionary(some, some.map(valueOf)));
      starts.push(some[0]);
    }
    return { folder, starts };
  };

  const bits = people.reduce((sum, { isPaused }, n) => sum | (BigInt(Number(isPaused ?? false)) << BigInt(n)), 0n);
  const bytes = Array.from({ length: Math.ceil(people.length / 8) }, (_, n) => Number((bits >> BigInt(8 * n)) & 255n));
  const guesses = [...new Set([names, ...said].flatMap((each) => [...each.keys()]))].filter(
    (word) => word.length > 2 && !isUnspaced(word)
  );
  guesses.sort();
  const newest = people.map((_, n) => n).filter((n) => people[n].came !== undefined);
  newest.sort((a, b) => (people[b].came ?? 0) - (people[a].came ?? 0));

  const everyOption = codes.flatMap((column, facet) =>
    facets[facet].options.map((_, o) => ({ members: people.map((_, n) => n).filter((n) => column[n].includes(o)) }))
  );
  const often = everyOption.map((_, n) => n).filter((n) => everyOption[n].members.length * share > people.length);
  often.sort((a, b) => everyOption[b].members.length - everyOption[a].members.length);
  const common = often.slice(0, 8);

  const manifest = {
    version: 2,
    encoding,
    count: people.length,
    facets,
    zones,
    base: put("base.bin", [...bytes, ...people.map(({ name }) => queryWords(name).length)]),
    core: put("core.bin", packColumns(people.map((_, n) => n))),
    clock: put("clock.bin", people.map(({ zone }) => zones.indexOf(zone ?? ""))),
    newest: put("newest.bin", newest.flatMap(varint)),
    guesses: put(
      "guesses.bin",
      dictionary(guesses, guesses.map((word) => varint([names, ...said].reduce((sum, each) => sum + (each.get(word)?.length ?? 0), 0))))
    ),
    names: putWords("names/", [...names.keys()], (word) => rising(names.get(word) ?? [])),
    texts: putWords("texts/", [...new Set(said.flatMap((each) => [...each.keys()]))], (word) =>
      said.flatMap((each) => rising(each.get(word) ?? []))
    ),
    cards: { folder: "cards/", size: 2 },
    quotes: { folder: "quotes/", size: 3, titles: ["Shout", "Bio"] },
    options: { folder: "options/" },
    records: { folder: "records/" },
    ...(encoding === "postings" && { common: { folder: "common/", size: 4, options: common } }),
  };
  for (let n = 0; n < people.length; n += 2) {
    put(`cards/${n / 2}.bin`, JSON.stringify(people.slice(n, n + 2).map(({ handle, name, tagline = "" }) => [handle, name, tagline])));
  }
  for (let n = 0; n < people.length; n += 3) {
    const written = people.slice(n, n + 3).map(({ shout, bio }) => [...(shout ? [[0, shout]] : []), ...(bio ? [[1, bio]] : [])]);
    put(`quotes/${n / 3}.bin`, JSON.stringify(written));
  }
  /** @param {number[]} members */
  const countAll = (members) =>
    codes.flatMap((column, f) =>
      facets[f].options.flatMap((_, o) => varint(members.filter((member) => column[member].includes(o)).length))
    );
  if (encoding === "postings") {
    everyOption.forEach(({ members }, number) => {
      put(`options/${number}.bin`, [...rising(members), ...countAll(members)]);
      if (!common.includes(number)) put(`records/${number}.bin`, packColumns(members));
    });
    const sets = Array.from({ length: 1 << common.length }, (_, set) =>
      countAll(people.map((_, n) => n).filter((n) => common.every((option, bit) => !(set & (1 << bit)) || everyOption[option].members.includes(n))))
    );
    for (let n = 0; n < sets.length; n += 4) put(`common/${n / 4}.bin`, sets.slice(n, n + 4).flat());
  }
  put("index.json", JSON.stringify(manifest));
  /** @type {string[]} */
  const fetched = [];
  return {
    fetched,
    fetch: async (path) => {
      fetched.push(path);
      const file = files.get(path);
      if (file === undefined) throw new Error(`there is no ${path}`);
      return file;
    },
  };
}

/** @param {number} number @returns {number[]} */
function varint(number) {
  return number < 128 ? [number] : [(number & 127) | 128, ...varint(number >>> 7)];
}

/** @param {number[]} numbers */
function rising(numbers) {
  return [...varint(numbers.length), ...numbers.flatMap((number, n) => varint(number - (numbers[n - 1] ?? 0)))];
}

/** @param {string[]} words @param {number[][]} values */
function dictionary(words, values) {
  const encoder = new TextEncoder();
  let before = new Uint8Array();
  const heads = words.flatMap((word) => {
    const now = encoder.encode(word);
    let shared = 0;
    while (shared < before.length && before[shared] === now[shared]) shared++;
    before = now;
    return [...varint(shared), ...varint(now.length - shared), ...now.slice(shared)];
  });
  return [...varint(words.length), ...heads, ...values.flatMap(({ length }) => varint(length)), ...values.flat()];
}
