/** Who misses what of a wish, and so where they count. */

/**
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 *
 * @typedef {object} Pick what was picked in one facet
 * @property {number} facet
 * @property {number[]} options
 * @property {boolean} isAll whether all of them are wanted, not any
 * @property {Uint8Array} mask 1 for members who have what is wanted
 *
 * @typedef {object} Wanted everything that narrows
 * @property {Pick[]} picks
 * @property {(Uint8Array | Uint16Array)[]} others what is not a facet: words, and who is awake; 0 for who does not fit
 *
 * @typedef {object} Missed
 * @property {Uint8Array} misses by member, how many of the picks and others they miss
 * @property {Int16Array} missed by member, the last pick among those, -1 for another
 */

/**
 * @param {SearchIndex} index
 * @param {Wanted} wanted
 * @returns {Missed}
 */
export function missesOf(index, { picks, others }) {
  const misses = new Uint8Array(index.count);
  const missed = new Int16Array(index.count);
  picks.forEach(({ mask }, number) => miss(mask, number));
  for (const mask of others) miss(mask, -1);
  return { misses, missed };

  /**
   * @param {Uint8Array | Uint16Array} mask
   * @param {number} number
   */
  function miss(mask, number) {
    for (let member = 0; member < mask.length; member++) {
      if (mask[member] === 0) {
        misses[member]++;
        missed[member] = number;
      }
    }
  }
}

/** Counted in every facet. */
export const ALL = -1;
/** Counted nowhere. */
export const NONE = -2;

/**
 * Who misses one facet only would come in if another of its options were picked, and counts there.
 * @param {Wanted} wanted
 * @param {Missed} missed
 * @param {number} member
 * @returns {number} the facet in which they count, `ALL` or `NONE`
 */
export function countedFacet({ picks }, { misses, missed }, member) {
  if (misses[member] === 0) return ALL;
  if (misses[member] > 1 || missed[member] === -1 || picks[missed[member]].isAll) return NONE;
  return picks[missed[member]].facet;
}

/**
 * @param {import("./picked.js").Column} column
 * @param {number} member
 * @param {Uint32Array} counts
 */
export function countMember({ options, starts }, member, counts) {
  for (let n = starts[member]; n < starts[member + 1]; n++) counts[options[n]]++;
}
