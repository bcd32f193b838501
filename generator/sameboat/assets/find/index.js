/**
 * The search index: a manifest, and files that are fetched when they are needed. Queries read it through these
 * methods and do not know how it is encoded. `docs/manual/search.md` says what stands in the files.
 */
import { Bytes, Dictionary, lowerBound, twoBytes } from "./bytes.js";
import { Files } from "./files.js";
import { readManifest } from "./manifest.js";
import { Picked } from "./picked.js";

/** Files that are fetched before anybody asks for what is in them. */
const MOST_AHEAD = 4;

/**
 * @typedef {object} Card
 * @property {string} handle
 * @property {string} name
 * @property {string} tagline
 */

const TEXT = new TextDecoder();

/**
 * @param {import("./manifest.js").Fetch} fetchFile
 * @returns {Promise<SearchIndex>}
 */
export async function openIndex(fetchFile) {
  return new SearchIndex(readManifest(await fetchFile("index.json")), fetchFile);
}

/**
 * @param {string} word
 * @param {string} from
 * @param {boolean} isWhole
 * @returns {boolean} whether `word` and all behind it are neither `from` nor, unless the whole word is wanted, begin with it
 */
function isPast(word, from, isWhole) {
  return word > from && (isWhole || !word.startsWith(from));
}

export class SearchIndex {
  #files;

  /**
   * @param {import("./manifest.js").Manifest} manifest
   * @param {import("./manifest.js").Fetch} fetchFile
   */
  constructor(manifest, fetchFile) {
    this.manifest = manifest;
    this.#files = new Files(fetchFile);
    this.count = manifest.count;
    this.facets = manifest.facets;
    this.picked = new Picked(manifest, this.#files);
    this.hasClock = this.picked.hasColumns && manifest.clock !== undefined;
  }

  /** Fetches what nearly every search needs. */
  async prepare() {
    const { clock } = this.manifest;
    const soon = this.picked.hasPostings ? [] : [this.picked.columns(), ...(clock ? [this.clock()] : [])];
    await Promise.all([this.base(), ...soon]);
  }

  /** @returns {Promise<{ paused: Uint8Array, nameWords: Uint8Array }>} 1 for a pause; words a whole name has */
  base() {
    return this.#files.read(this.manifest.base, (bytes) => {
      const reader = new Bytes(bytes);
      const bits = reader.take(Math.ceil(this.count / 8));
      const paused = Uint8Array.from({ length: this.count }, (_, member) => (bits[member >> 3] >> (member & 7)) & 1);
      return { paused, nameWords: reader.take(this.count) };
    });
  }

  /** @returns {Promise<ArrayLike<number>>} by member, the number of their time zone */
  clock() {
    const { clock, zones } = this.manifest;
    if (clock === undefined) return Promise.resolve(new Uint8Array(this.count));
    return this.#files.read(clock, (bytes) => {
      this.hasClock = true;
      return zones.length <= 256 ? bytes : twoBytes(new Bytes(bytes), this.count);
    });
  }

  /** @returns {Promise<Uint32Array>} members of whom it is known when they came, the latest first */
  newest() {
    const { newest } = this.manifest;
    if (newest === undefined) return Promise.resolve(new Uint32Array());
    return this.#files.read(newest, (bytes) => {
      const reader = new Bytes(bytes);
      const found = [];
      while (reader.place < bytes.length) found.push(reader.varint());
      return Uint32Array.from(found);
    });
  }

  /** @returns {Promise<Dictionary>} words that somebody could mistype, with the number of those who say them */
  guesses() {
    return this.#files.read(this.manifest.guesses, (bytes) => new Dictionary(bytes));
  }

  /**
   * Words of names or texts that begin in some way, with what is known of each.
   * @param {"names" | "texts"} kind
   * @param {string} from
   * @param {boolean} isWhole whether only this word is wanted, not those that begin with it
   * @returns {Promise<{ word: string, value: Bytes }[]>}
   */
  async wordsFrom(kind, from, isWhole) {
    const shards = await Promise.all(this.#shardsFrom(kind, from, isWhole).map((n) => this.#shard(kind, n)));
    const found = [];
    for (const shard of shards) {
      for (let n = shard.placeOf(from); n < shard.words.length && !isPast(shard.words[n], from, isWhole); n++) {
        found.push({ word: shard.words[n], value: shard.value(n) });
      }
    }
    return found;
  }

  /**
   * Fetches what the next letter will ask for, where that is little.
   * @param {"names" | "texts"} kind
   * @param {string} from
   */
  async lookAhead(kind, from) {
    const numbers = this.#shardsFrom(kind, from, false);
    if (numbers.length <= MOST_AHEAD) await Promise.all(numbers.map((n) => this.#shard(kind, n)));
  }

  /**
   * @param {"names" | "texts"} kind
   * @param {string} from
   * @param {boolean} isWhole
   * @returns {number[]} in which files such words stand
   */
  #shardsFrom(kind, from, isWhole) {
    const { starts } = this.manifest[kind];
    const place = lowerBound(starts, from);
    const first = Math.max(0, place - (starts[place] === from ? 0 : 1));
    const numbers = [];
    for (let n = first; n < starts.length && (n === first || !isPast(starts[n], from, isWhole)); n++) numbers.push(n);
    return numbers;
  }

  /**
   * @param {"names" | "texts"} kind
   * @param {number} n
   * @returns {Promise<Dictionary>}
   */
  #shard(kind, n) {
    return this.#files.read(`${this.manifest[kind].folder}${n}.bin`, (bytes) => new Dictionary(bytes));
  }

  /**
   * @param {number} member
   * @returns {Promise<Card>}
   */
  async card(member) {
    const { folder, size } = this.manifest.cards;
    const [handle, name, tagline] = (await this.#list(folder, Math.floor(member / size)))[member % size];
    return { handle, name, tagline };
  }

  /**
   * @param {number} member
   * @returns {Promise<{ title: string, lines: string[] }[]>} what they wrote, apart from name and tagline
   */
  async quotes(member) {
    const { folder, size, titles } = this.manifest.quotes;
    /** @type {[number, ...string[]][]} */
    const written = (await this.#list(folder, Math.floor(member / size)))[member % size];
    return written.map(([title, ...lines]) => ({ title: titles[title], lines }));
  }

  /**
   * @param {string} folder
   * @param {number} number
   * @returns {Promise<any[]>}
   */
  #list(folder, number) {
    return this.#files.read(`${folder}${number}.bin`, (bytes) => JSON.parse(TEXT.decode(bytes)));
  }
}
