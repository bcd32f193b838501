/**
 * The search index: fetched, checked, and turned into what queries read. Nothing else knows how it is encoded, so a
 * second encoding is a second class with the same properties and methods as `SearchIndex`.
 */
import { fold } from "./fold.js";
import { Vocabulary } from "./vocabulary.js";

export const VERSION = 1;

/**
 * @typedef {object} Option one thing a facet offers; somebody has it
 * @property {string} slug
 * @property {string} label
 * @property {string[]} [also] other words for it
 * @property {number} count members who have it
 *
 * @typedef {object} Facet
 * @property {string} name the property's name, and the parameter's in the address
 * @property {string} title
 * @property {boolean} searchable whether its options are many enough to be looked up
 * @property {number} weight how much a hit in a label counts: 3, 2, 1, or 0 for least
 * @property {Option[]} options
 *
 * @typedef {object} RawIndex `find/index.json`
 * @property {number} version
 * @property {number} count
 * @property {Facet[]} facets
 * @property {RawMembers} members
 *
 * @typedef {object} RawMembers one entry a member in every list
 * @property {string[]} handle in alphabetical order
 * @property {string[]} name
 * @property {string[]} tagline
 * @property {Record<string, number[][]>} facets numbers of options, by facet
 * @property {Record<string, string[]>} text folded text, by weight
 * @property {(boolean | number)[]} [paused]
 *
 * @typedef {object} Card
 * @property {string} handle
 * @property {string} name
 * @property {string} tagline
 */

/** An index that this code cannot read: of another version, or not an index at all. */
export class UnreadableIndex extends Error {}

/**
 * @param {string} address
 * @returns {Promise<SearchIndex>}
 */
export async function loadIndex(address) {
  const response = await fetch(address);
  if (!response.ok) throw new UnreadableIndex(`${address} answered ${response.status}`);
  return readIndex(await response.json());
}

/**
 * @param {any} raw
 * @returns {SearchIndex}
 */
export function readIndex(raw) {
  if (raw?.version !== VERSION) {
    throw new UnreadableIndex(`the search index has version ${raw?.version}, this page reads version ${VERSION}`);
  }
  if (raw.members?.handle?.length !== raw.count) throw new UnreadableIndex("the search index is incomplete");
  return new SearchIndex(raw);
}

/** The options each member has of one facet, and the members who have each option, as flat lists of numbers. */
export class FacetColumn {
  /**
   * @param {number[][]} optionsByMember
   * @param {number} optionCount
   */
  constructor(optionsByMember, optionCount) {
    const unique = optionsByMember.map((options) => [...new Set(options)]);
    /** Member `m` has `options[starts[m]]` … `options[starts[m + 1] - 1]`. */
    this.options = Uint32Array.from(unique.flat());
    this.starts = new Uint32Array(unique.length + 1);
    /** @type {number[][]} */
    this.members = Array.from({ length: optionCount }, () => []);
    unique.forEach((options, member) => {
      this.starts[member + 1] = this.starts[member] + options.length;
      for (const option of options) this.members[option].push(member);
    });
  }
}

export class SearchIndex {
  /** @type {{ weight: number, vocabulary: Vocabulary }[] | undefined} */
  #texts;
  /** @type {Vocabulary[] | undefined} by facet, with a row an option */
  #labels;
  #raw;

  /** @param {RawIndex} raw */
  constructor(raw) {
    this.#raw = raw;
    this.count = raw.count;
    this.facets = raw.facets;
    this.handles = raw.members.handle;
    this.columns = raw.facets.map(
      ({ name, options }) => new FacetColumn(raw.members.facets[name], options.length)
    );
  }

  /**
   * @param {number} member
   * @returns {Card}
   */
  card(member) {
    const { handle, name, tagline } = this.#raw.members;
    return { handle: handle[member], name: name[member], tagline: tagline[member] };
  }

  /**
   * @param {number} member
   * @returns {boolean}
   */
  isPaused(member) {
    return Boolean(this.#raw.members.paused?.[member]);
  }

  /** Sorts all words. Takes a while with thousands of members, so do it before somebody types. */
  prepare() {
    this.#texts ??= Object.entries(this.#raw.members.text).map(([weight, texts]) => ({
      weight: Number(weight),
      vocabulary: new Vocabulary(texts),
    }));
    this.#labels ??= this.facets.map(
      ({ options }) => new Vocabulary(options.map(({ label, also = [] }) => fold([label, ...also].join(" "))))
    );
    return { texts: this.#texts, labels: this.#labels };
  }

  /**
   * How well a word, or the beginning of one, fits each member: 0 not at all, else more for a whole word than for a
   * beginning, and more for any hit in a weightier text than for the best in a lighter one.
   * @param {string} word folded
   * @returns {Uint8Array}
   */
  levelsOf(word) {
    const levels = new Uint8Array(this.count);
    const { texts, labels } = this.prepare();
    for (const { weight, vocabulary } of texts) {
      const { from, whole, to } = vocabulary.find(word);
      for (let n = from; n < to; n++) raise(levels, vocabulary.rows[n], levelOf(weight, n < whole));
    }
    labels.forEach((vocabulary, facet) => {
      const { from, whole, to } = vocabulary.find(word);
      for (let n = from; n < to; n++) {
        const level = levelOf(this.facets[facet].weight, n < whole);
        for (const member of this.columns[facet].members[vocabulary.rows[n]]) raise(levels, member, level);
      }
    });
    return levels;
  }
}

/**
 * @param {number} weight 0 to 3
 * @param {boolean} isWhole whether the whole word was hit
 * @returns {number} 1 to `HIGHEST_LEVEL`
 */
function levelOf(weight, isWhole) {
  return 2 * weight + 1 + Number(isWhole);
}

/** The level of a whole word in the weightiest text, where names are. */
export const HIGHEST_LEVEL = levelOf(3, true);

/**
 * @param {Uint8Array} levels
 * @param {number} member
 * @param {number} level
 */
function raise(levels, member, level) {
  if (levels[member] < level) levels[member] = level;
}
