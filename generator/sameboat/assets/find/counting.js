/** How many would fit, option by option, if one picked it: true while one chooses. */

/**
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 * @typedef {import("./index.js").Column} Column
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
 */

/**
 * @param {SearchIndex} index
 * @param {Wanted} wanted
 * @returns {{ misses: Uint8Array, missed: Int16Array }} by member, how many of the picks and others they miss, and the
 *   last pick among those, -1 for another
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

/**
 * @param {SearchIndex} index
 * @param {Wanted} wanted
 * @param {{ misses: Uint8Array, missed: Int16Array }} missed
 * @returns {Promise<Uint32Array[]>} by facet and option, how many would fit if it were picked: instead of nothing in
 *   its facet where any is wanted, as well as the others where all are
 */
export async function countOptions(index, wanted, missed) {
  if (wanted.picks.length + wanted.others.length === 0) return totals(index);
  if (!index.hasCore && wanted.picks.length > 0) {
    const counts = await countFromPostings(index, wanted, missed);
    if (counts !== undefined) return counts;
  }
  const columns = await index.core();
  const counts = zeros(index);
  const { misses } = missed;
  for (let member = 0; member < index.count; member++) {
    if (misses[member] > 1) continue;
    const facet = countedFacet(wanted, missed, member);
    if (facet === NONE) continue;
    if (facet !== ALL) countMember(columns[facet], member, counts[facet]);
    else for (let n = 0; n < columns.length; n++) countMember(columns[n], member, counts[n]);
  }
  return counts;
}

const ALL = -1;
const NONE = -2;

/**
 * Who misses one facet only would come in if another of its options were picked, and counts there.
 * @param {Wanted} wanted
 * @param {{ misses: Uint8Array, missed: Int16Array }} missed
 * @param {number} member
 * @returns {number} the facet in which they count, `ALL` or `NONE`
 */
function countedFacet({ picks }, { misses, missed }, member) {
  if (misses[member] === 0) return ALL;
  if (misses[member] > 1 || missed[member] === -1 || picks[missed[member]].isAll) return NONE;
  return picks[missed[member]].facet;
}

/**
 * @param {Column} column
 * @param {number} member
 * @param {Uint32Array} counts
 */
function countMember({ options, starts }, member, counts) {
  for (let n = starts[member]; n < starts[member + 1]; n++) counts[options[n]]++;
}

/** @param {SearchIndex} index */
function zeros(index) {
  return index.facets.map(({ options }) => new Uint32Array(options.length));
}

/** @param {SearchIndex} index */
function totals(index) {
  return index.facets.map(({ options }) => Uint32Array.from(options, ({ count }) => count));
}

/**
 * The same without what everybody picked: from what those picked who have one of the picks.
 * @param {SearchIndex} index
 * @param {Wanted} wanted
 * @param {{ misses: Uint8Array, missed: Int16Array }} missed
 * @returns {Promise<Uint32Array[] | undefined>} nothing where fetching that would be more than fetching everything
 */
async function countFromPostings(index, wanted, missed) {
  const { picks, others } = wanted;
  /** @type {Uint32Array[]} */
  const counts = zeros(index);
  /** What each facet is counted among: all picks, or where any is wanted, all but its own. */
  const bases = index.facets.map((_, facet) => picks.filter((pick) => pick.facet !== facet || pick.isAll));
  const carriers = bases.map((base) => carrierOf(index, base, others.length > 0));
  if (carriers.some((carrier) => carrier === "everything")) return undefined;
  const needed = new Set(carriers.filter((carrier) => typeof carrier === "object"));
  const cost = [...needed].reduce((sum, pick) => sum + weightOf(index, pick), 0);
  if (cost > index.count) return undefined;
  const recordsOf = new Map(
    await Promise.all(
      [...needed].map(async (pick) => /** @type {const} */ ([
        pick, await Promise.all(pick.options.map((option) => index.records(pick.facet, option))),
      ]))
    )
  );
  const all = totals(index);
  for (let facet = 0; facet < counts.length; facet++) {
    const carrier = carriers[facet];
    if (carrier === "nothing") counts[facet] = all[facet];
    else if (carrier === "row") {
      const [{ facet: other, options }] = bases[facet];
      counts[facet] = (await index.together(other, options[0]))[facet];
    } else if (typeof carrier === "object") {
      const isSeen = new Uint8Array(index.count);
      for (const { people, columns } of recordsOf.get(carrier) ?? []) {
        for (let n = 0; n < people.length; n++) {
          const member = people[n];
          if (isSeen[member]) continue;
          isSeen[member] = 1;
          const counted = countedFacet(wanted, missed, member);
          if (counted === ALL || counted === facet) countMember(columns[facet], n, counts[facet]);
        }
      }
    }
  }
  return counts;
}

/**
 * @param {SearchIndex} index
 * @param {Pick[]} base the picks among whose people a facet is counted
 * @param {boolean} isNarrowed whether words or the time narrow as well
 * @returns {Pick | "nothing" | "row" | "everything"} the pick whose people cover it at the least cost
 */
function carrierOf(index, base, isNarrowed) {
  if (base.length === 0) return isNarrowed ? "everything" : "nothing";
  if (base.length === 1 && base[0].options.length === 1 && !isNarrowed) return "row";
  return base.reduce((one, other) => (weightOf(index, other) < weightOf(index, one) ? other : one));
}

/**
 * @param {SearchIndex} index
 * @param {Pick} pick
 * @returns {number} of how many people something would have to be fetched
 */
function weightOf(index, { facet, options }) {
  return options.reduce((sum, option) => sum + index.facets[facet].options[option].count, 0);
}
