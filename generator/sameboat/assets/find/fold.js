/**
 * Folding: text as search compares it. Equal to `sameboat.text.fold` in Python, letter by letter;
 * `tests/vectors/fold.json` holds both to it.
 */

/** Letters that Unicode does not decompose, as people type them without the right keyboard. */
const ALIKE = new Map([
  ..."łl øo đd ðd ıi ħh ŋn ŧt ĸk əe ɛe ɔo ɓb ɗd ɖd ƙk ƴy ƒf ςσ ґг ىي یي کك ةه ہه".split(" ").map(
    (pair) => /** @type {[string, string]} */ ([pair[0], pair[1]])
  ),
  ["þ", "th"],
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
]);

/**
 * Marks people leave off when they type: Latin, Greek, Cyrillic, Hebrew and Arabic ones, the Devanagari nukta, the
 * Arabic stretching line, variation selectors and what is invisible. Marks of other scripts are vowels and tones,
 * without which a word is another word; they stay. A zero-width space parts words, so it is not dropped.
 */
const DROPPED = new RegExp(
  "[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a" +
    "\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u093c" +
    "\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\u{e0100}-\\u{e01ef}]" +
    "|(?!\\u200b)\\p{Cf}",
  "gu"
);

/** All that is not a letter, a mark or a digit; the modifier letters among it are apostrophes (Hawaiʻi). */
const GAPS = /(?:[\u02b9-\u02ff]|[^\p{L}\p{M}\p{N}])+/gu;

/**
 * @param {string} text as written
 * @returns {string} without case, accents and punctuation, words parted by one space
 */
export function fold(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(DROPPED, "")
    .replace(/[^\x00-\x7f]/gu, (letter) => ALIKE.get(letter) ?? letter)
    .replace(GAPS, " ")
    .trim();
}
