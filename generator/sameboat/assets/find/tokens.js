/**
 * Words as the index has them. Equal to `sameboat.outputs.search_index.words` in Python; `tests/vectors/tokens.json`
 * holds both to it. Folding is not enough: "C++" is no "C", "obrien" means O'Brien, Japanese parts no words.
 */
import { fold } from "./fold.js";

const APOSTROPHES = /['’‘ʼʻʹʾʿ`＇׳]/gu;
const HYPHENS = /[-‐‑－]/gu;
const UNSPACED =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3021-\\u3029\\u3038-\\u30ff\\u31f0-\\u31ff" +
  "\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(`[${UNSPACED}]+`, "gu");
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const SIGNED = /(?<=[^-'+#])([+#]+)(?=[-']|$)/g;
const PLAIN = /^[a-z0-9]+$/;

/** Signs that stay when a text is folded, as letters of Linear A: nobody can read it, so nobody writes it. */
const KEPT = [
  ["'", "\u{10600}"],
  ["-", "\u{10601}"],
  ["+", "\u{10602}"],
  ["#", "\u{10603}"],
];

/**
 * @param {string} text
 * @returns {string[]} folded words; apostrophes, hyphens, + and # still stand in them
 */
function pieces(text) {
  if (/^[a-zA-Z0-9\s]*$/.test(text)) return text.toLowerCase().split(/\s+/).filter(Boolean);
  let kept = text.normalize("NFKD").replace(/[\u{10600}-\u{10603}]/gu, " ").replace(APOSTROPHES, "'").replace(HYPHENS, "-");
  for (const [sign, letter] of KEPT) kept = kept.replaceAll(sign, letter);
  let folded = fold(kept);
  for (const [sign, letter] of KEPT) folded = folded.replaceAll(letter, sign);
  return folded.split(" ").filter(Boolean);
}

/**
 * @param {string} text
 * @returns {string[]} the words of a query, each once: all of them have to be found
 */
export function queryWords(text) {
  return [...new Set(pieces(text).flatMap(queryForms))];
}

/**
 * @param {string} text
 * @returns {Map<string, string[]>} words of a query that stand between hyphens, and what they are together, by which
 *   they are found as well: whoever types "e-mail" finds "email"
 */
export function joinedWords(text) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const piece of pieces(text)) {
    const words = queryForms(piece);
    if (words.length < 2 || words.some(isUnspaced)) continue;
    const joined = words.join("");
    for (const word of words) found.set(word, [...new Set([...(found.get(word) ?? []), joined])]);
  }
  return found;
}

/**
 * @param {string} text
 * @returns {string[]} every word under which it is found
 */
export function indexWords(text) {
  return [...new Set(pieces(text).flatMap(indexForms))];
}

/**
 * @param {string} word
 * @returns {boolean} whether it is of a script that parts no words
 */
export function isUnspaced(word) {
  return STARTS_UNSPACED.test(word);
}

/**
 * @param {string} piece
 * @returns {string[]}
 */
function queryForms(piece) {
  if (PLAIN.test(piece)) return [piece];
  return withSigns(piece)
    .split("-")
    .flatMap((part) => runs(part.replaceAll("'", ""), false));
}

/**
 * @param {string} piece
 * @returns {string[]}
 */
function indexForms(piece) {
  if (PLAIN.test(piece)) return [piece];
  const whole = withSigns(piece).replace(/^[-']+|[-']+$/g, "");
  const found = whole.includes("-") ? [whole.replace(/[-']/g, "")] : [];
  for (const part of whole.split("-")) {
    const names = part.replace(/^'+|'+$/g, "").split("'");
    found.push(names.join(""), ...names.slice(0, -1));
    // The end of "it's" is no word, that of "O'Brien" is one.
    found.push(...names.slice(-1).filter((name) => [...name].length > 1));
  }
  return found.flatMap((form) => runs(form, true));
}

/**
 * @param {string} piece
 * @returns {string} "c++" as "cplusplus" and "f#" as "fsharp"; signs elsewhere part words
 */
function withSigns(piece) {
  return piece
    .replace(SIGNED, (signs) => signs.replaceAll("+", "plus").replaceAll("#", "sharp"))
    .replace(/[+#]+/g, "-");
}

/**
 * @param {string} word
 * @param {boolean} hasLast whether also the last letter of a run is wanted alone, so that each letter begins a word
 * @returns {string[]} it, or what of it parts no words as pairs of letters
 */
function runs(word, hasLast) {
  const found = [];
  let place = 0;
  for (const run of word.matchAll(RUN)) {
    if (place < run.index) found.push(word.slice(place, run.index));
    const letters = lettersOf(run[0]);
    for (let n = 1; n < letters.length; n++) found.push(letters[n - 1] + letters[n]);
    if (hasLast || letters.length === 1) found.push(letters[letters.length - 1]);
    place = run.index + run[0].length;
  }
  if (place < word.length) found.push(word.slice(place));
  return found;
}

/**
 * @param {string} run
 * @returns {string[]} its letters, each with the marks that stand on it
 */
function lettersOf(run) {
  /** @type {string[]} */
  const letters = [];
  for (const character of run) {
    if (letters.length > 0 && /\p{M}/u.test(character)) letters[letters.length - 1] += character;
    else letters.push(character);
  }
  return letters;
}
