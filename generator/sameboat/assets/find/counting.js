/** How many would fit, option by option, if one picked it: true while one chooses. */
import { ALL, countedFacet, countMember, NONE } from "./misses.js";
import { countFromPostings } from "./postings.js";

/**
 * @param {import("./index.js").SearchIndex} index
 * @param {import("./misses.js").Wanted} wanted
 * @param {import("./misses.js").Missed} missed
 * @returns {Promise<Uint32Array[]>} by facet and option, how many would fit if it were picked: instead of nothing in
 *   its facet where any is wanted, as well as the others where all are
 */
export async function countOptions(index, wanted, missed) {
  const { picked } = index;
  if (wanted.picks.length + wanted.others.length === 0) return picked.byFacet(picked.counts);
  if (!picked.hasColumns && wanted.picks.length > 0) {
    const counts = await countFromPostings(index, wanted, missed);
    if (counts !== undefined) return counts;
  }
  const columns = await picked.columns();
  const counts = picked.byFacet(new Uint32Array(picked.counts.length));
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
