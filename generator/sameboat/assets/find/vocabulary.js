/** The words of a column of texts, sorted, each with the rows it stands in: finds a prefix without reading a text. */

/** Scripts that are written without spaces: there, any letter may begin a word. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const FIRST_UNSPACED = 0x0e00;

/**
 * @typedef {object} Found the rows of a prefix are `rows[from]` … `rows[to - 1]`, those of the whole word come first
 * @property {number} from
 * @property {number} whole where the rows of the whole word end
 * @property {number} to
 */

export class Vocabulary {
  /** @param {string[]} texts folded texts, one a row */
  constructor(texts) {
    /** @type {Map<string, number[]>} */
    const rowsOf = new Map();
    texts.forEach((text, row) => {
      if (text === "") return;
      for (const word of text.split(" ")) {
        for (const start of wordsWithin(word)) {
          const rows = rowsOf.get(start);
          if (rows === undefined) rowsOf.set(start, [row]);
          else if (rows[rows.length - 1] !== row) rows.push(row);
        }
      }
    });
    /** @type {string[]} */
    this.words = [...rowsOf.keys()].sort();
    /** Where each word's rows begin in `rows`, and where the last word's end. */
    this.starts = new Uint32Array(this.words.length + 1);
    this.words.forEach((word, n) => {
      this.starts[n + 1] = this.starts[n] + (rowsOf.get(word)?.length ?? 0);
    });
    /** Rows, word after word in the order of `words`, so that the rows of a prefix are one stretch. */
    this.rows = new Uint32Array(this.starts[this.words.length]);
    this.words.forEach((word, n) => this.rows.set(rowsOf.get(word) ?? [], this.starts[n]));
  }

  /**
   * @param {string} prefix a folded word or the beginning of one
   * @returns {Found}
   */
  find(prefix) {
    const first = this.#firstWhere((word) => word >= prefix);
    const end = this.#firstWhere((word) => word > prefix && !word.startsWith(prefix));
    const hasWhole = this.words[first] === prefix;
    return { from: this.starts[first], whole: this.starts[first + Number(hasWhole)], to: this.starts[end] };
  }

  /**
   * @param {(word: string) => boolean} isPast false for all words up to some place, true from there on
   * @returns {number} that place
   */
  #firstWhere(isPast) {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isPast(this.words[middle])) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/**
 * @param {string} word a folded word
 * @returns {string[]} it, and in a script without spaces also the rest of it from each letter on
 */
function wordsWithin(word) {
  const mayBeUnspaced = word.charCodeAt(0) >= FIRST_UNSPACED || word.charCodeAt(word.length - 1) >= FIRST_UNSPACED;
  if (!mayBeUnspaced || !UNSPACED.test(word)) return [word];
  const starts = [word];
  let place = 0;
  for (const letter of word) {
    if (place > 0 && UNSPACED.test(letter) && !/\p{M}/u.test(letter)) starts.push(word.slice(place));
    place += letter.length;
  }
  return starts;
}
