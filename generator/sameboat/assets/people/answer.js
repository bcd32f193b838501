/** From what somebody ticked to the people it leads to: fetches what is needed, and matches. */
import { KINDS, match } from "./match.js";

/**
 * @typedef {import("./index.js").PeopleIndex} PeopleIndex
 * @typedef {import("./index.js").List} List
 * @typedef {import("./index.js").Option} Option
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Ticked
 * @property {List} list
 * @property {Option} option
 *
 * @typedef {object} Answer
 * @property {Ticked[]} ticked
 * @property {Record<import("./match.js").Kind, import("./match.js").Match[]>} lists
 */

/**
 * @param {PeopleIndex} index
 * @param {State} state
 * @returns {Promise<Answer>}
 */
export async function answerTo(index, { picked, clock }) {
  const { lists, languages } = index.manifest;
  const wanted = lists.flatMap((list) =>
    list.options.flatMap((option, number) => (picked.get(list.name)?.has(option.slug) ? [{ list, option, number }] : []))
  );
  const ticks = await Promise.all(
    wanted.map(async ({ list, option, number }) => ({
      part: list.part,
      weight: option.weight,
      posting: await index.posting(list, number),
    }))
  );
  const spoken = picked.get(languages.name);
  const mine = languages.options.flatMap(({ slug }, number) => (spoken?.has(slug) ? [number] : []));
  return { ticked: wanted, lists: match(index.manifest, { languages: mine, clock }, ticks) };
}

/**
 * @param {Answer} answer
 * @returns {boolean}
 */
export function isNobody({ lists }) {
  return KINDS.every((kind) => lists[kind].length === 0);
}
