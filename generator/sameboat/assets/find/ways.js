/** What to say where nobody is left: a word that nobody says, or a wish too many. */
import { withPick, wantsNothing } from "./state.js";
import { queryWords } from "./tokens.js";

/**
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 * @typedef {import("./query.js").Answer} Answer
 * @typedef {import("./query.js").Search} Search
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Unknown a word that nobody says
 * @property {string} word as it was typed
 * @property {{ word: string, state: State, count: number }[]} meant what may have been meant, with what it would give
 *
 * @typedef {object} Drop a wish that can be left out
 * @property {"word" | "pick" | "facet" | "awake"} kind
 * @property {string} label
 * @property {string} title of the facet
 * @property {State} state without it
 * @property {number} count how many that gives
 *
 * @typedef {object} Ways
 * @property {Unknown[]} unknown
 * @property {Drop[]} drops the ones that help, those that give most first
 */

/**
 * @param {SearchIndex} index
 * @param {Search} search
 * @param {State} state
 * @param {Answer} answer to it, which is nobody
 * @param {Date} now
 * @returns {Promise<Ways>}
 */
export async function waysOut(index, search, state, { text }, now) {
  const typed = state.q.trim().split(/\s+/);
  /** @type {Unknown[]} */
  const unknown = [];
  for (const hits of text?.hits ?? []) {
    if (hits.isFound) continue;
    const as = typed.find((each) => queryWords(each).includes(hits.word)) ?? hits.word;
    if (unknown.some(({ word }) => word === as)) continue;
    const meant = [];
    for (const word of await search.suggest(hits.word)) {
      const meantState = { ...state, q: typed.map((each) => (each === as ? word : each)).join(" ") };
      const count = await search.count(meantState, now);
      if (count > 0) meant.push({ word, state: meantState, count });
    }
    unknown.push({ word: as, meant });
  }
  const drops = await Promise.all(
    // Leaving out the only wish is starting over, for which there is a button.
    wishes(index, state, typed).filter((wish) => !wantsNothing(wish.state)).map(async (wish) => ({ ...wish, count: await search.count(wish.state, now) }))
  );
  return {
    unknown,
    drops: drops.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count),
  };
}

/**
 * @param {SearchIndex} index
 * @param {State} state
 * @param {string[]} typed
 * @returns {Omit<Drop, "count">[]} everything that could be left out
 */
function wishes(index, state, typed) {
  /** @type {Omit<Drop, "count">[]} */
  const found = [];
  const words = typed.filter((word) => queryWords(word).length > 0);
  for (const word of words) {
    const q = typed.filter((each) => each !== word).join(" ");
    found.push({ kind: "word", label: word, title: "", state: { ...state, q } });
  }
  for (const { name, title, options } of index.facets) {
    const slugs = state.picked.get(name);
    if (slugs === undefined) continue;
    if (slugs.size > 1) {
      const picked = new Map(state.picked);
      picked.delete(name);
      found.push({ kind: "facet", label: title, title, state: { ...state, picked } });
    }
    // Where any of several is wanted, leaving one out brings nobody back.
    if (slugs.size > 1 && !state.all.has(name)) continue;
    for (const { slug, label } of options) {
      if (slugs.has(slug)) found.push({ kind: "pick", label, title, state: withPick(state, name, slug, false) });
    }
  }
  if (state.isAwake) found.push({ kind: "awake", label: "", title: "", state: { ...state, isAwake: false } });
  return found;
}
