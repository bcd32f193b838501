/** Where in a text, as it was written, a word stands that was looked for. */
import { fold } from "./fold.js";
import { indexWords, isUnspaced } from "./tokens.js";

/**
 * @typedef {object} Sought
 * @property {string} word folded
 * @property {string[]} close words that count as it, because it may have been mistyped
 * @property {string[]} [joined] beginnings that count as it, because a hyphen ties it to other words
 *
 * @typedef {[string, boolean]} Part some text, and whether it is what was looked for
 */

const PIECE = /[\p{L}\p{M}\p{N}'’‘ʼʻʹʾʿ`＇׳+#\u200c\u200d‐‑－-]+/gu;

/**
 * @param {string} text
 * @param {Sought[]} sought
 * @param {boolean} [isName] whether it is a name: one letter begins a name, and is a word elsewhere
 * @returns {Part[]} the text in parts, none of them empty
 */
export function markIn(text, sought, isName = false) {
  /** @type {[number, number][]} */
  const places = [];
  for (const piece of text.matchAll(PIECE)) {
    for (const each of sought) {
      for (const [from, to] of placesIn(piece[0], each, isName)) places.push([piece.index + from, piece.index + to]);
    }
  }
  places.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  /** @type {Part[]} */
  const parts = [];
  let end = 0;
  /** @param {number} to @param {boolean} isMarked */
  const add = (to, isMarked) => {
    const last = parts[parts.length - 1];
    if (to <= end) return;
    if (last?.[1] === isMarked) last[0] += text.slice(end, to);
    else parts.push([text.slice(end, to), isMarked]);
    end = to;
  };
  for (const [from, to] of places) {
    add(from, false);
    add(to, true);
  }
  add(text.length, false);
  return parts;
}

/**
 * @param {string} text
 * @param {Sought} sought
 * @param {boolean} [isName]
 * @returns {boolean}
 */
export function says(text, sought, isName = false) {
  return text.match(PIECE)?.some((piece) => placesIn(piece, sought, isName).length > 0) ?? false;
}

/**
 * @param {string} piece what stands between two spaces
 * @param {Sought} sought
 * @param {boolean} isName
 * @returns {[number, number][]}
 */
function placesIn(piece, { word, close, joined = [] }, isName) {
  const words = indexWords(piece);
  const whole = joined.find((each) => words.some((said) => said.startsWith(each)));
  if (whole !== undefined) return [everyPlace(piece, whole)[0] ?? [0, piece.length]];
  if (isUnspaced(word)) {
    return words.some((said) => said.startsWith(word)) ? everyPlace(piece, word) : [];
  }
  if (words.some((said) => close.includes(said))) return [[0, piece.length]];
  const isLetter = [...word].length === 1 && !isName;
  if (!words.some((said) => (isLetter ? said === word : said.startsWith(word)))) return [];
  const [place] = everyPlace(piece, word);
  // A word that was put together, as "obrien" of "O'Brien", stands nowhere as it was typed.
  return [place ?? [0, piece.length]];
}

/**
 * @param {string} piece
 * @param {string} word folded
 * @returns {[number, number][]} where the letters of the piece, folded one by one, are the word
 */
function everyPlace(piece, word) {
  let folded = "";
  /** @type {number[]} by character of `folded`, where in the piece it comes from */
  const from = [];
  let place = 0;
  for (const { segment } of lettersOf(piece)) {
    const letters = fold(segment);
    for (let n = 0; n < letters.length; n++) from.push(place);
    folded += letters;
    place += segment.length;
  }
  from.push(piece.length);
  /** @type {[number, number][]} */
  const places = [];
  for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
    // Two letters of what was written may become one sign; a mark goes around all of it.
    let end = at + word.length;
    while (end < from.length - 1 && from[end] === from[end - 1]) end++;
    places.push([from[at], from[end]]);
  }
  return places;
}

/**
 * @param {string} text
 * @returns {Iterable<{ segment: string }>} letters with their marks
 */
function lettersOf(text) {
  return Array.from(text.match(/[^\p{M}\u200c\u200d]?[\p{M}\u200c\u200d]*/gu) ?? [], (segment) => ({ segment })).filter(
    ({ segment }) => segment !== ""
  );
}
