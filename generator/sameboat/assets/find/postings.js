/** Counts without what everybody picked: from rows for sets of picks, and from the records of few people. */
import { ALL, countedFacet, countMember } from "./misses.js";

/**
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 * @typedef {import("./picked.js").Picked} Picked
 *
 * @typedef {number[]} Clause numbers of options, one of which somebody must have
 *
 * @typedef {object} Plan how to count those who satisfy some clauses
 * @property {Clause[]} inRows whoever satisfies all of these is counted in rows
 * @property {number[]} others options one of which everybody else has; their records are read
 */

/** @type {Clause} nobody has an option of it, so nobody is counted in rows */
const NOBODY = [];

/**
 * @param {SearchIndex} index
 * @param {import("./misses.js").Wanted} wanted
 * @param {import("./misses.js").Missed} missed
 * @returns {Promise<Uint32Array[] | undefined>} nothing where fetching that would be more than fetching everything
 */
export async function countFromPostings(index, wanted, missed) {
  const { picked } = index;
  const plans = index.facets.map((_, facet) => {
    // All picks narrow a facet, or where any is wanted, all but its own.
    const picks = wanted.picks.filter((pick) => pick.facet !== facet || pick.isAll);
    return cheapest(picked, picks.flatMap((pick) => clausesOf(picked, pick)), wanted.others.length > 0);
  });
  const known = plans.filter((plan) => plan !== undefined);
  if (known.length < plans.length) return undefined;
  const needed = [...new Set(known.flatMap(({ others }) => others))];
  if (costOf(picked, needed) > index.count) return undefined;
  return Promise.all(
    known.map(async ({ inRows, others }, facet) => {
      const counts = await countRows(picked, inRows, facet);
      if (others.length === 0) return counts;
      const [isSeen, records] = await Promise.all([
        maskOf(index, inRows), Promise.all(others.map((option) => picked.records(option))),
      ]);
      for (const { people, columns } of records) {
        for (let n = 0; n < people.length; n++) {
          const member = people[n];
          if (isSeen[member]) continue;
          isSeen[member] = 1;
          const counted = countedFacet(wanted, missed, member);
          if (counted === ALL || counted === facet) countMember(columns[facet], n, counts);
        }
      }
      return counts;
    })
  );
}

/**
 * @param {Picked} picked
 * @param {import("./misses.js").Pick} pick
 * @returns {Clause[]}
 */
function clausesOf(picked, { facet, options, isAll }) {
  const numbers = options.map((option) => picked.numberOf(facet, option));
  return isAll ? numbers.map((option) => [option]) : [numbers];
}

/**
 * @param {Picked} picked
 * @param {Clause[]} clauses
 * @param {boolean} isNarrowed whether words or the time narrow as well, which no row knows of
 * @returns {Plan | undefined} nothing where only what everybody picked would tell
 */
function cheapest(picked, clauses, isNarrowed) {
  const plans = isNarrowed ? [] : withRows(picked, clauses);
  for (const others of clauses) {
    // Whoever satisfies all clauses satisfies each of them.
    if (!others.some((option) => picked.isCommon(option))) plans.push({ inRows: [NOBODY], others });
  }
  const costs = plans.map(({ others }) => costOf(picked, others));
  return plans[costs.indexOf(Math.min(...costs))];
}

/**
 * @param {Picked} picked
 * @param {Clause[]} clauses
 * @returns {Plan[]} one, or none where there are no rows for that
 */
function withRows(picked, clauses) {
  const inRows = clauses.map((clause) => clause.filter((option) => picked.isCommon(option)));
  // Every option has a row for itself alone.
  if (clauses.length === 1 && inRows[0].length === 0) {
    inRows[0] = [clauses[0].reduce((one, other) => (picked.counts[other] > picked.counts[one] ? other : one))];
  }
  if (inRows.some(({ length }) => length === 0)) return [];
  return [{ inRows, others: clauses.flatMap((clause, n) => clause.filter((option) => !inRows[n].includes(option))) }];
}

/**
 * @param {Picked} picked
 * @param {number[]} options
 * @returns {number} of how many people something would have to be fetched
 */
function costOf(picked, options) {
  return options.reduce((sum, option) => sum + picked.costOfRecords(option), 0);
}

/**
 * @param {Picked} picked
 * @param {Clause[]} clauses
 * @param {number} facet
 * @returns {Promise<Uint32Array>} by option of the facet, how many who satisfy all clauses have it
 */
async function countRows(picked, clauses, facet) {
  const sets = signedSets(clauses);
  const rows = await Promise.all(sets.map(({ set }) => picked.together(set)));
  const counts = new Uint32Array(picked.sizes[facet]);
  const first = picked.firstOptions[facet];
  rows.forEach((row, n) => {
    for (let option = 0; option < counts.length; option++) counts[option] += sets[n].sign * row[first + option];
  });
  return counts;
}

/**
 * Whoever has one of two options or both is counted with the one, with the other, and once too often with both.
 * @param {Clause[]} clauses
 * @returns {{ sign: number, set: number[] }[]} sets of options; those who have all of a set count as often as it says
 */
function signedSets([clause, ...others]) {
  if (clause === undefined) return [{ sign: 1, set: [] }];
  const further = signedSets(others);
  const found = [];
  for (let chosen = 1; chosen < 1 << clause.length; chosen++) {
    const some = clause.filter((_, n) => chosen & (1 << n));
    const sign = some.length % 2 ? 1 : -1;
    for (const each of further) found.push({ sign: sign * each.sign, set: [...some, ...each.set] });
  }
  return found;
}

/**
 * @param {SearchIndex} index
 * @param {Clause[]} clauses
 * @returns {Promise<Uint8Array>} 1 for members who satisfy all clauses
 */
async function maskOf(index, clauses) {
  const hits = new Uint8Array(index.count);
  for (const [n, clause] of clauses.entries()) {
    for (const people of await Promise.all(clause.map((option) => index.picked.people(option)))) {
      for (let place = 0; place < people.length; place++) {
        if (hits[people[place]] === n) hits[people[place]] = n + 1;
      }
    }
  }
  return hits.map((hit) => Number(hit === clauses.length));
}
