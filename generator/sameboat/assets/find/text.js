/** Which members say what was typed, and how well it fits each. */
import { isUnspaced, indexWords, joinedWords, queryWords } from "./tokens.js";
import { closeWords, forgiven } from "./typos.js";

/**
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 *
 * @typedef {object} Found
 * @property {string[]} words each of them has to be found
 * @property {Uint16Array} fit how well each member fits, 0 for not at all
 * @property {number} best what `fit` is where every word is a whole word of the weightiest text
 * @property {Uint8Array} names how many of the words are whole words of a member's name
 * @property {WordHits[]} hits word by word
 * @property {boolean} isForgiving whether nobody said the words as typed, so that close ones count as well
 */

/** Keystrokes go back and forth: what was found for so many words is kept. */
const REMEMBERED = 24;
const WEIGHTS = [3, 2, 1];

/** The level of a whole word in the weightiest text, where names are. */
const HIGHEST = levelOf(3, true);

/** What one word found. */
export class WordHits {
  /**
   * @param {string} word
   * @param {number} count members
   * @param {string[]} [joined] words that count as it: what it is together with those to which a hyphen ties it
   */
  constructor(word, count, joined = []) {
    this.word = word;
    this.joined = joined;
    /** By member, 0 for no hit, else more for a better one. */
    this.levels = new Uint8Array(count);
    /** By member, whether it is a whole word of their name. */
    this.isName = new Uint8Array(count);
    /** Options whose label was hit: facet and option. @type {[number, number][]} */
    this.options = [];
    /** Words that are not what was typed but close to it. @type {Set<string>} */
    this.close = new Set();
    this.isFound = false;
  }

  /**
   * @param {Uint32Array} members
   * @param {number} level
   */
  raise(members, level) {
    const { levels } = this;
    for (let n = 0; n < members.length; n++) {
      if (levels[members[n]] < level) levels[members[n]] = level;
    }
    this.isFound ||= members.length > 0;
  }

  /**
   * @param {number} member
   * @returns {boolean} whether their best hit is in one of the lightest texts, which no card shows
   */
  isLight(member) {
    return this.levels[member] < (this.close.size > 0 ? levelOf(1, true) : levelOf(2, false));
  }
}

/**
 * @param {number} weight 0 to 3
 * @param {boolean} isWhole whether the whole word was hit
 * @param {number} [typos]
 * @returns {number} 1 to 12; a typo is worse than only a beginning
 */
function levelOf(weight, isWhole, typos = 0) {
  return Math.max(1, 3 * weight + 2 + Number(isWhole) - typos);
}

export class TextSearch {
  #index;
  /** @type {Map<string, Promise<WordHits>>} */
  #known = new Map();
  /** Words of labels, sorted, and the options whose labels have them. @type {string[]} */
  #labelWords = [];
  /** @type {Map<string, [number, number][]>} */
  #labels = new Map();

  /** @param {SearchIndex} index */
  constructor(index) {
    this.#index = index;
    index.facets.forEach(({ options }, facet) =>
      options.forEach(({ label, also = [] }, option) => {
        for (const word of indexWords([label, ...also].join(" "))) {
          const known = this.#labels.get(word);
          if (known === undefined) this.#labels.set(word, [[facet, option]]);
          else known.push([facet, option]);
        }
      })
    );
    this.#labelWords = [...this.#labels.keys()].sort();
  }

  /**
   * @param {string} q what was typed
   * @returns {Promise<Found | undefined>} nothing where there is no word in it
   */
  async find(q) {
    const words = queryWords(q);
    if (words.length === 0) return undefined;
    const joined = joinedWords(q);
    /** @param {boolean} isForgiving */
    const look = (isForgiving) => Promise.all(words.map((word) => this.#hits(word, isForgiving, joined.get(word))));
    const found = this.#together(words, await look(false), false);
    // Whoever says it as it was typed is meant. Only where nobody does, it may be a typo.
    if (found.fit.some((fit) => fit > 0) || !words.some(forgiven)) return found;
    return this.#together(words, await look(true), true);
  }

  /**
   * One letter begins names only, two begin everything: each is prepared for before it is typed.
   * @param {string} q what was typed
   */
  async lookAhead(q) {
    const last = queryWords(q).at(-1) ?? "";
    if (last === "") await this.#index.lookAhead("names", last);
    else if ([...last].length === 1 && !isUnspaced(last)) await this.#index.lookAhead("texts", last);
  }

  /**
   * @param {string} word
   * @returns {Promise<string[]>} words that somebody says and that may have been meant instead
   */
  async suggest(word) {
    const letters = [...word].length;
    if (letters < 3 || isUnspaced(word)) return [];
    const most = letters >= 9 ? 3 : letters >= 5 ? 2 : 1;
    const guesses = await this.#index.guesses();
    const said = closeWords(guesses.words, word, most).map(({ n, typos, isWhole }) => ({
      word: guesses.words[n], typos, isWhole, people: guesses.value(n).varint(),
    }));
    const labelled = closeWords(this.#labelWords, word, most).map(({ n, typos, isWhole }) => {
      const people = (this.#labels.get(this.#labelWords[n]) ?? []).reduce(
        (sum, [facet, option]) => sum + this.#index.facets[facet].options[option].count, 0
      );
      return { word: this.#labelWords[n], typos, isWhole, people };
    });
    const close = [...said, ...labelled].filter(({ isWhole, people }) => isWhole && people > 0);
    close.sort((a, b) => a.typos - b.typos || b.people - a.people || (a.word < b.word ? -1 : 1));
    return [...new Set(close.map((each) => each.word))].slice(0, 3);
  }

  /**
   * @param {string[]} words
   * @param {WordHits[]} hits
   * @param {boolean} isForgiving
   * @returns {Found}
   */
  #together(words, hits, isForgiving) {
    const { count } = this.#index;
    const fit = new Uint16Array(count);
    const names = new Uint8Array(count);
    const [{ levels, isName }, ...others] = hits;
    for (let member = 0; member < count; member++) {
      fit[member] = levels[member];
      names[member] = isName[member];
    }
    for (const { levels, isName } of others) {
      for (let member = 0; member < count; member++) {
        fit[member] = fit[member] === 0 || levels[member] === 0 ? 0 : fit[member] + levels[member];
        names[member] += isName[member];
      }
    }
    return { words, fit, best: words.length * HIGHEST, names, hits, isForgiving };
  }

  /**
   * @param {string} word
   * @param {boolean} isForgiving
   * @param {string[]} [joined]
   * @returns {Promise<WordHits>}
   */
  #hits(word, isForgiving, joined = []) {
    const key = [Number(isForgiving), word, ...joined].join(" ");
    const known = this.#known.get(key) ?? this.#look(word, isForgiving, joined);
    known.catch(() => this.#known.delete(key));
    this.#known.delete(key);
    this.#known.set(key, known);
    if (this.#known.size > REMEMBERED) this.#known.delete(/** @type {string} */ (this.#known.keys().next().value));
    return known;
  }

  /**
   * @param {string} word
   * @param {boolean} isForgiving
   * @param {string[]} joined
   * @returns {Promise<WordHits>}
   */
  async #look(word, isForgiving, joined) {
    const hits = new WordHits(word, this.#index.count, joined);
    // Half of all people say some word that begins with an "a": one letter begins names, and is a word elsewhere.
    const isLetter = [...word].length === 1 && !isUnspaced(word);
    await Promise.all([
      this.#lookInNames(hits, word, false),
      this.#lookInTexts(hits, word, isLetter),
      this.#lookInLabels(hits, word, isLetter),
      ...joined.flatMap((each) => [
        this.#lookInNames(hits, each, false),
        this.#lookInTexts(hits, each, false),
        this.#lookInLabels(hits, each, false),
      ]),
    ]);
    const most = forgiven(word);
    if (!isForgiving || most === 0 || isUnspaced(word)) return hits;
    const { words } = await this.#index.guesses();
    const close = nearest(closeWords(words, word, most));
    const closeLabels = nearest(closeWords(this.#labelWords, word, most));
    for (const { n } of close) hits.close.add(words[n]);
    for (const { n } of closeLabels) hits.close.add(this.#labelWords[n]);
    await Promise.all([
      ...close.flatMap(({ n, typos }) => [
        this.#lookInNames(hits, words[n], true, typos),
        this.#lookInTexts(hits, words[n], true, typos),
      ]),
      ...closeLabels.map(({ n, typos }) => this.#lookInLabels(hits, this.#labelWords[n], true, typos)),
    ]);
    return hits;
  }

  /**
   * @param {WordHits} hits
   * @param {string} word
   * @param {boolean} isWhole whether only the whole word counts
   * @param {number} [typos]
   */
  async #lookInNames(hits, word, isWhole, typos = 0) {
    for (const { word: found, value } of await this.#index.wordsFrom("names", word, isWhole)) {
      const people = value.rising();
      hits.raise(people, levelOf(3, found === word, typos));
      if (found === hits.word && typos === 0) for (const member of people) hits.isName[member] = 1;
    }
  }

  /**
   * @param {WordHits} hits
   * @param {string} word
   * @param {boolean} isWhole
   * @param {number} [typos]
   */
  async #lookInTexts(hits, word, isWhole, typos = 0) {
    for (const { word: found, value } of await this.#index.wordsFrom("texts", word, isWhole)) {
      for (const weight of WEIGHTS) hits.raise(value.rising(), levelOf(weight, found === word, typos));
    }
  }

  /**
   * @param {WordHits} hits
   * @param {string} word
   * @param {boolean} isWhole
   * @param {number} [typos]
   */
  async #lookInLabels(hits, word, isWhole, typos = 0) {
    /** @type {Map<string, { facet: number, option: number, level: number }>} */
    const best = new Map();
    for (const said of this.#labelWords) {
      if (isWhole ? said !== word : !said.startsWith(word)) continue;
      for (const [facet, option] of this.#labels.get(said) ?? []) {
        const level = levelOf(this.#index.facets[facet].weight, said === word, typos);
        const key = `${facet} ${option}`;
        if (level > (best.get(key)?.level ?? 0)) best.set(key, { facet, option, level });
      }
    }
    await Promise.all(
      [...best.values()].map(async ({ facet, option, level }) => {
        hits.options.push([facet, option]);
        hits.raise(await this.#index.picked.people(this.#index.picked.numberOf(facet, option)), level);
      })
    );
  }
}

/**
 * @param {import("./typos.js").Close[]} close
 * @returns {import("./typos.js").Close[]} whole words, or where there are none, words that begin like that
 */
function nearest(close) {
  const whole = close.filter(({ isWhole }) => isWhole);
  return whole.length > 0 ? whole : close;
}
