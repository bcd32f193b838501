/**
 * The search index: a manifest, and files that are fetched when they are needed. Queries read it through these
 * methods and do not know how it is encoded. `docs/manual/search.md` says what stands in the files.
 */
import { Bytes, Dictionary, lowerBound, unzip } from "./bytes.js";

export const VERSION = 2;

/** Files that are fetched before anybody asks for what is in them. */
const MOST_AHEAD = 4;

/**
 * @typedef {object} Option one thing a facet offers; somebody has it
 * @property {string} slug
 * @property {string} label
 * @property {string[]} [also] other words for it
 * @property {string} [group]
 * @property {number} count members who have it
 *
 * @typedef {object} Facet
 * @property {string} name the property's name, and the parameter's in the address
 * @property {string} title
 * @property {boolean} searchable whether its options are many enough to be looked up
 * @property {number} weight how much a hit in a label counts: 3, 2, 1, or 0 for least
 * @property {boolean} many whether one may have several of its options
 * @property {Option[]} options
 *
 * @typedef {{ folder: string, starts: string[] }} Shards words in alphabetical order, and the first of each file
 *
 * @typedef {object} Manifest `find/index.json`
 * @property {number} version
 * @property {"columns" | "postings"} encoding
 * @property {number} count
 * @property {Facet[]} facets
 * @property {string[]} zones
 * @property {string} base
 * @property {string} core
 * @property {string} [clock]
 * @property {string} [newest]
 * @property {string} guesses
 * @property {Shards} names
 * @property {Shards} texts
 * @property {{ folder: string, size: number }} cards
 * @property {{ folder: string, size: number, titles: string[] }} quotes
 * @property {{ folder: string }} [options]
 * @property {{ folder: string }} [records]
 *
 * @typedef {object} Card
 * @property {string} handle
 * @property {string} name
 * @property {string} tagline
 *
 * @callback Fetch
 * @param {string} path seen from the manifest
 * @returns {Promise<Uint8Array>}
 */

/** An index that this code cannot read: of another version, or not an index at all. */
export class UnreadableIndex extends Error {}

const TEXT = new TextDecoder();

/**
 * @param {Fetch} fetchFile
 * @returns {Promise<SearchIndex>}
 */
export async function openIndex(fetchFile) {
  const manifest = JSON.parse(TEXT.decode(await fetchFile("index.json")));
  if (manifest?.version !== VERSION) {
    throw new UnreadableIndex(`the search index has version ${manifest?.version}, this page reads version ${VERSION}`);
  }
  return new SearchIndex(manifest, fetchFile);
}

/** What each of some members picked in one facet: member `m` has `options[starts[m]]` … `options[starts[m + 1] - 1]`. */
export class Column {
  /**
   * @param {Bytes} bytes
   * @param {number} count members
   * @param {number} optionCount
   */
  constructor(bytes, count, optionCount) {
    const lengths = bytes.take(count);
    this.starts = new Uint32Array(count + 1);
    for (let member = 0; member < count; member++) this.starts[member + 1] = this.starts[member] + lengths[member];
    const total = this.starts[count];
    if (optionCount <= 256) {
      this.options = bytes.take(total);
    } else {
      this.options = twoBytes(bytes, total);
    }
  }
}

/**
 * @param {Bytes} bytes all lower bytes, then all upper ones
 * @param {number} count
 * @returns {Uint16Array}
 */
function twoBytes(bytes, count) {
  const low = bytes.take(count);
  const high = bytes.take(count);
  return Uint16Array.from(low, (byte, n) => byte | (high[n] << 8));
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
  /** @type {Map<string, Promise<any>>} what was fetched, as it is read */
  #known = new Map();
  #fetch;

  /**
   * @param {Manifest} manifest
   * @param {Fetch} fetchFile
   */
  constructor(manifest, fetchFile) {
    this.manifest = manifest;
    this.#fetch = fetchFile;
    this.count = manifest.count;
    this.facets = manifest.facets;
    this.hasPostings = manifest.encoding === "postings";
    this.hasCore = !this.hasPostings;
    this.hasClock = !this.hasPostings && manifest.clock !== undefined;
    let first = 0;
    /** By facet, the number of its first option among all options. */
    this.firstOptions = this.facets.map(({ options }) => (first += options.length) - options.length);
  }

  /** Fetches what nearly every search needs. */
  async prepare() {
    const { clock } = this.manifest;
    await Promise.all([this.base(), ...(this.hasPostings ? [] : [this.core(), ...(clock ? [this.clock()] : [])])]);
  }

  /** @returns {Promise<{ paused: Uint8Array, nameWords: Uint8Array }>} 1 for a pause; words a whole name has */
  base() {
    return this.#read(this.manifest.base, (bytes) => {
      const reader = new Bytes(bytes);
      const bits = reader.take(Math.ceil(this.count / 8));
      const paused = Uint8Array.from({ length: this.count }, (_, member) => (bits[member >> 3] >> (member & 7)) & 1);
      return { paused, nameWords: reader.take(this.count) };
    });
  }

  /** @returns {Promise<Column[]>} what everybody picked, by facet */
  core() {
    return this.#read(this.manifest.core, (bytes) => {
      const reader = new Bytes(bytes);
      this.hasCore = true;
      return this.facets.map(({ options }) => new Column(reader, this.count, options.length));
    });
  }

  /** @returns {Promise<ArrayLike<number>>} by member, the number of their time zone */
  clock() {
    const { clock, zones } = this.manifest;
    if (clock === undefined) return Promise.resolve(new Uint8Array(this.count));
    return this.#read(clock, (bytes) => {
      this.hasClock = true;
      return zones.length <= 256 ? bytes : twoBytes(new Bytes(bytes), this.count);
    });
  }

  /** @returns {Promise<Uint32Array>} members of whom it is known when they came, the latest first */
  newest() {
    const { newest } = this.manifest;
    if (newest === undefined) return Promise.resolve(new Uint32Array());
    return this.#read(newest, (bytes) => {
      const reader = new Bytes(bytes);
      const found = [];
      while (reader.place < bytes.length) found.push(reader.varint());
      return Uint32Array.from(found);
    });
  }

  /** @returns {Promise<Dictionary>} words that somebody could mistype, with the number of those who say them */
  guesses() {
    return this.#read(this.manifest.guesses, (bytes) => new Dictionary(bytes));
  }

  /**
   * @param {number} facet
   * @param {number} option
   * @returns {Promise<Uint32Array>} who picked it
   */
  async people(facet, option) {
    if (this.hasPostings) return (await this.#option(facet, option)).people;
    return (await this.#peopleByOption())[this.firstOptions[facet] + option];
  }

  /**
   * Only where the index has postings.
   * @param {number} facet
   * @param {number} option
   * @returns {Promise<Uint32Array[]>} by facet and option, how many of those who picked it picked that as well
   */
  async together(facet, option) {
    return (await this.#option(facet, option)).together;
  }

  /**
   * Only where the index has postings.
   * @param {number} facet
   * @param {number} option
   * @returns {Promise<{ people: Uint32Array, columns: Column[] }>} who picked it, and what they picked
   */
  async records(facet, option) {
    const people = await this.people(facet, option);
    const path = `${this.manifest.records?.folder}${this.firstOptions[facet] + option}.bin`;
    const columns = await this.#read(path, (bytes) => {
      const reader = new Bytes(bytes);
      return this.facets.map(({ options }) => new Column(reader, people.length, options.length));
    });
    return { people, columns };
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
    return this.#read(`${this.manifest[kind].folder}${n}.bin`, (bytes) => new Dictionary(bytes));
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
    return this.#read(`${folder}${number}.bin`, (bytes) => JSON.parse(TEXT.decode(bytes)));
  }

  /**
   * @param {number} facet
   * @param {number} option
   * @returns {Promise<{ people: Uint32Array, together: Uint32Array[] }>}
   */
  #option(facet, option) {
    return this.#read(`${this.manifest.options?.folder}${this.firstOptions[facet] + option}.bin`, (bytes) => {
      const reader = new Bytes(bytes);
      const people = reader.rising();
      return { people, together: this.facets.map(({ options }) => reader.varints(options.length)) };
    });
  }

  /** @returns {Promise<Uint32Array[]>} by option of all facets, who picked it */
  #peopleByOption() {
    return this.#remember("people", async () =>
      (await this.core()).flatMap(({ starts, options }, facet) => {
        const people = this.facets[facet].options.map(({ count }) => new Uint32Array(count));
        const filled = new Uint32Array(people.length);
        for (let member = 0; member < this.count; member++) {
          for (let n = starts[member]; n < starts[member + 1]; n++) people[options[n]][filled[options[n]]++] = member;
        }
        return people;
      })
    );
  }

  /**
   * @template T
   * @param {string} path
   * @param {(bytes: Uint8Array) => T} read
   * @returns {Promise<T>}
   */
  #read(path, read) {
    return this.#remember(path, async () => read(await unzip(await this.#fetch(path))));
  }

  /**
   * @template T
   * @param {string} key
   * @param {() => Promise<T>} make
   * @returns {Promise<T>} made once; made again after a failure
   */
  #remember(key, make) {
    let made = this.#known.get(key);
    if (made === undefined) {
      made = make();
      this.#known.set(key, made);
      made.catch(() => this.#known.delete(key));
    }
    return made;
  }
}
