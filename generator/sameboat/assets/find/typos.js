/** Words that were mistyped: letters left out, put in, exchanged or swapped with their neighbour. */

const LONGEST = 40;

/**
 * @param {string} word folded
 * @returns {number} how many typos are forgiven: one from five letters on, two from nine
 */
export function forgiven(word) {
  const letters = [...word].length;
  return letters >= 9 ? 2 : letters >= 5 ? 1 : 0;
}

/**
 * @typedef {object} Close
 * @property {number} n the place of the word in the list
 * @property {number} typos
 * @property {boolean} isWhole whether the word itself is close, or only how it begins
 */

/**
 * Words of a list that are close to what was typed, or begin with something close.
 *
 * The list is sorted, so two neighbours share a beginning, whose part of the table of distances is made once.
 * @param {string[]} words sorted
 * @param {string} typed
 * @param {number} most typos
 * @returns {Close[]} in the order of the list
 */
export function closeWords(words, typed, most) {
  const width = typed.length + 1;
  if (most < 1 || typed.length > LONGEST) return [];
  const table = new Uint8Array((LONGEST + 2) * width);
  for (let n = 0; n < width; n++) table[n] = n;
  /** Up to each length of a word's beginning, the fewest typos that make all of what was typed of it. */
  const best = new Uint8Array(LONGEST + 2).fill(255);
  best[0] = typed.length;
  /** @type {Close[]} */
  const found = [];
  let before = "";
  /** Rows of the table that hold for the word before; behind a hopeless one no further row can help. */
  let filled = 0;
  let isHopeless = false;
  for (let n = 0; n < words.length; n++) {
    const word = words[n];
    const length = Math.min(word.length, LONGEST);
    const shared = sharedLength(before, word, length);
    before = word;
    if (!isHopeless || shared < filled) {
      isHopeless = false;
      for (filled = Math.min(shared, filled); filled < length && !isHopeless; filled++) {
        const least = fillRow(table, width, typed, word, filled + 1);
        best[filled + 1] = Math.min(best[filled], table[(filled + 1) * width + width - 1]);
        // A swap reaches back two rows, so one row above the limit is not the end yet.
        isHopeless = least > most && leastOf(table, width, filled) > most;
      }
    }
    const end = filled === word.length ? table[filled * width + width - 1] : 255;
    if (end <= most) found.push({ n, typos: end, isWhole: true });
    else if (best[filled] <= most) found.push({ n, typos: best[filled], isWhole: false });
  }
  return found;
}

/**
 * @param {string} one
 * @param {string} other
 * @param {number} most
 * @returns {number}
 */
function sharedLength(one, other, most) {
  let length = 0;
  while (length < most && length < one.length && one[length] === other[length]) length++;
  return length;
}

/**
 * @param {Uint8Array} table distances between beginnings of a word, by row, and of what was typed, by column
 * @param {number} width
 * @param {string} typed
 * @param {string} word
 * @param {number} row
 * @returns {number} the least of the row
 */
function fillRow(table, width, typed, word, row) {
  const here = row * width;
  const above = here - width;
  let least = (table[here] = row);
  for (let n = 1; n < width; n++) {
    const isSame = word[row - 1] === typed[n - 1];
    let distance = Math.min(table[above + n - 1] + Number(!isSame), table[above + n] + 1, table[here + n - 1] + 1);
    if (row > 1 && n > 1 && word[row - 1] === typed[n - 2] && word[row - 2] === typed[n - 1]) {
      distance = Math.min(distance, table[above - width + n - 2] + 1);
    }
    table[here + n] = distance;
    if (distance < least) least = distance;
  }
  return least;
}

/**
 * @param {Uint8Array} table
 * @param {number} width
 * @param {number} row
 * @returns {number}
 */
function leastOf(table, width, row) {
  let least = 255;
  for (let n = row * width; n < (row + 1) * width; n++) least = Math.min(least, table[n]);
  return least;
}
