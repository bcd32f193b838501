/** Who fits: a pure function of the index, what is wanted, and the order of the day. */
import { fold } from "./fold.js";
import { HIGHEST_LEVEL } from "./index.js";

/**
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Answer
 * @property {number[]} order members who fit, best first
 * @property {Uint32Array[]} counts by facet and option: how many would fit if only this option of the facet were picked
 */

/**
 * @param {SearchIndex} index
 * @param {State} state
 * @param {Uint32Array} dayOrder all members, as shuffled today: what decides between equals
 * @returns {Answer}
 */
export function answer(index, state, dayOrder) {
  const query = fold(state.q);
  const words = [...new Set(query.split(" "))].filter((word) => word !== "");
  const fit = fitOf(index, words);
  const { isFitting, counts } = narrow(index, state, fit);

  const best = words.length * HIGHEST_LEVEL;
  /** @param {number} member @returns {number} its place among those who fit, equal for equals, 0 for the first */
  const placeOf = (member) => {
    // Typing somebody's whole name means that person, pause or not.
    if (best > 0 && fit[member] === best && fold(index.card(member).name) === query) return 0;
    return 1 + (best - fit[member]) + (index.isPaused(member) ? best + 1 : 0);
  };
  /** @type {number[][]} */
  const places = [];
  for (const member of dayOrder) {
    if (isFitting[member]) (places[placeOf(member)] ??= []).push(member);
  }
  return { order: places.flat(), counts };
}

/**
 * @param {SearchIndex} index
 * @param {string[]} words each must be found; none fits everybody
 * @returns {Int32Array} how well each member fits, -1 for not at all
 */
function fitOf(index, words) {
  const fit = new Int32Array(index.count);
  for (const word of words) {
    const levels = index.levelsOf(word);
    for (let member = 0; member < fit.length; member++) {
      fit[member] = fit[member] === -1 || levels[member] === 0 ? -1 : fit[member] + levels[member];
    }
  }
  return fit;
}

/**
 * @param {SearchIndex} index
 * @param {State} state
 * @param {Int32Array} fit
 * @returns {{ isFitting: Uint8Array, counts: Uint32Array[] }}
 */
function narrow({ count, facets, columns }, { picked }, fit) {
  const isFitting = new Uint8Array(count);
  const counts = facets.map(({ options }) => new Uint32Array(options.length));
  const wanted = facets.map(({ name, options }) => {
    const slugs = picked.get(name);
    return slugs && Uint8Array.from(options, ({ slug }) => Number(slugs.has(slug)));
  });
  const narrowed = facets.map((_, facet) => facet).filter((facet) => wanted[facet] !== undefined);

  /** @param {number} facet @param {number} member */
  const hasPicked = (facet, member) => {
    const { options, starts } = columns[facet];
    for (let n = starts[member]; n < starts[member + 1]; n++) if (wanted[facet]?.[options[n]]) return true;
    return false;
  };
  /** @param {number} facet @param {number} member */
  const countOptions = (facet, member) => {
    const { options, starts } = columns[facet];
    for (let n = starts[member]; n < starts[member + 1]; n++) counts[facet][options[n]]++;
  };

  for (let member = 0; member < count; member++) {
    if (fit[member] === -1) continue;
    let missed = -1;
    let misses = 0;
    for (const facet of narrowed) {
      if (hasPicked(facet, member)) continue;
      missed = facet;
      if (++misses > 1) break;
    }
    // Who misses one facet only would come in if another of its options were picked, and counts there.
    if (misses === 1) countOptions(missed, member);
    if (misses > 0) continue;
    isFitting[member] = 1;
    for (let facet = 0; facet < facets.length; facet++) countOptions(facet, member);
  }
  return { isFitting, counts };
}
