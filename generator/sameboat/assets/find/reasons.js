/** Why somebody is among those who were found, in words and with what matched marked. */
import { markIn, says } from "./mark.js";

/**
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 * @typedef {import("./query.js").Answer} Answer
 * @typedef {import("./mark.js").Part} Part
 * @typedef {import("./mark.js").Sought} Sought
 *
 * @typedef {object} Reason
 * @property {string} title where it stands: "Values", "A few lines more"
 * @property {Part[][]} parts each thing that was found there
 * @property {boolean} isQuote whether it is in their own words
 *
 * @typedef {object} Shown a card
 * @property {string} handle
 * @property {Part[]} name
 * @property {Part[]} tagline
 * @property {Reason[]} reasons
 */

/** Characters of a quote, and how many of them stand before what was found. */
const QUOTE = 120;
const BEFORE = 40;

/**
 * @param {SearchIndex} index
 * @param {Answer} answer
 * @param {ArrayLike<number>} members
 * @returns {Promise<Shown[]>}
 */
export async function explain(index, { text, wanted }, members) {
  const sought = (text?.hits ?? []).map((hits) => ({ word: hits.word, close: [...hits.close], joined: hits.joined, hits }));
  const holders = await holdersOf(index, wanted, sought.flatMap(({ hits }) => hits.options));
  return Promise.all(Array.from(members, (member) => explainOne(index, member, sought, holders)));
}

/**
 * @typedef {{ facet: number, option: number, has: (member: number) => boolean }} Holder who has an option that matters
 */

/**
 * @param {SearchIndex} index
 * @param {Answer["wanted"]} wanted
 * @param {[number, number][]} hit options whose label was hit
 * @returns {Promise<Holder[]>} in the order of facets and options
 */
async function holdersOf(index, { picks }, hit) {
  const options = [...picks.flatMap(({ facet, options }) => options.map((option) => [facet, option])), ...hit];
  const unique = [...new Map(options.map(([facet, option]) => [index.picked.numberOf(facet, option), [facet, option]]))];
  unique.sort((a, b) => a[0] - b[0]);
  return Promise.all(
    unique.map(async ([, [facet, option]]) => {
      const people = await index.picked.people(index.picked.numberOf(facet, option));
      return { facet, option, has: (/** @type {number} */ member) => hasNumber(people, member) };
    })
  );
}

/**
 * @param {Uint32Array} numbers rising
 * @param {number} number
 * @returns {boolean}
 */
function hasNumber(numbers, number) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < number) low = middle + 1;
    else high = middle;
  }
  return numbers[low] === number;
}

/**
 * @param {SearchIndex} index
 * @param {number} member
 * @param {(Sought & { hits: import("./text.js").WordHits })[]} sought
 * @param {Holder[]} holders
 * @returns {Promise<Shown>}
 */
async function explainOne(index, member, sought, holders) {
  const had = holders.filter(({ has }) => has(member));
  /** @param {{ hits: import("./text.js").WordHits }} each whether something they picked explains it */
  const isHad = ({ hits }) => had.some(({ facet, option }) => hits.options.some(([f, o]) => f === facet && o === option));
  // What stands in none of the texts on a card will be quoted: it is fetched beside the card and not after it.
  if (sought.some((each) => each.hits.isLight(member) && !isHad(each))) index.quotes(member).catch(() => {});
  const { handle, name, tagline } = await index.card(member);
  const card = { handle, name: markIn(name, sought, true), tagline: markIn(tagline, sought) };
  /** @type {Map<number, Reason>} */
  const reasons = new Map();
  for (const { facet, option } of had) {
    const { title, options } = index.facets[facet];
    const reason = reasons.get(facet) ?? { title, parts: [], isQuote: false };
    reason.parts.push(markIn(named(options[option], sought), sought));
    reasons.set(facet, reason);
  }
  const left = sought.filter(
    (each) =>
      !says(name, each, true) &&
      !says(tagline, each) && !isHad(each)
  );
  return { ...card, reasons: [...reasons.values(), ...(await quotesFor(index, member, left, sought))] };
}

/**
 * @param {import("./manifest.js").Option} option
 * @param {Sought[]} sought
 * @returns {string} what it is called, and what else, where that is what was typed
 */
function named({ label, also = [] }, sought) {
  const other = sought
    .filter((each) => !says(label, each))
    .map((each) => also.find((alias) => says(alias, each)))
    .find((alias) => alias !== undefined);
  return other === undefined ? label : `${label} (${other.replaceAll("-", " ")})`;
}

/**
 * @param {SearchIndex} index
 * @param {number} member
 * @param {Sought[]} left words that nothing on the card explains
 * @param {Sought[]} sought all words, to be marked
 * @returns {Promise<Reason[]>}
 */
async function quotesFor(index, member, left, sought) {
  if (left.length === 0) return [];
  const reasons = [];
  let unexplained = left;
  for (const { title, lines } of await index.quotes(member)) {
    for (const line of lines) {
      const said = unexplained.filter((each) => says(line, each));
      if (said.length === 0) continue;
      unexplained = unexplained.filter((each) => !said.includes(each));
      reasons.push({ title, parts: [quote(plain(line), sought)], isQuote: true });
    }
  }
  return reasons;
}

/**
 * @param {string} text of a bio, maybe with Markdown in it
 * @returns {string} without links' addresses and signs of emphasis, on one line
 */
function plain(text) {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(?<![\p{L}\p{N}])[*_`>]+|[*_`]+(?![\p{L}\p{N}])/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * @param {string} text
 * @param {Sought[]} sought
 * @returns {Part[]} so much of it as there is room for, around what was found first
 */
function quote(text, sought) {
  if (text.length <= QUOTE) return markIn(text, sought);
  const parts = markIn(text, sought);
  const place = parts[0]?.[1] ? 0 : (parts[0]?.[0].length ?? 0);
  let from = Math.max(0, Math.min(place - BEFORE, text.length - QUOTE));
  let to = Math.min(text.length, from + QUOTE);
  // Words are not cut where there are spaces to cut at.
  if (from > 0) from = nextSpace(text, from, place);
  if (to < text.length) to = lastSpace(text, to, place);
  const shown = markIn(text.slice(from, to).trim(), sought);
  if (from > 0) shown.unshift(["… ", false]);
  if (to < text.length) shown.push([" …", false]);
  return shown;
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @returns {number}
 */
function nextSpace(text, from, to) {
  const space = text.indexOf(" ", from);
  return space !== -1 && space < to ? space + 1 : from;
}

/**
 * @param {string} text
 * @param {number} to
 * @param {number} from
 * @returns {number}
 */
function lastSpace(text, to, from) {
  const space = text.lastIndexOf(" ", to);
  return space > from ? space : to;
}
