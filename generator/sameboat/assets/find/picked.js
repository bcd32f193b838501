/** Who picked what, in either encoding. Options are counted through all facets: their numbers are places in a row. */
import { Bytes, twoBytes } from "./bytes.js";

/**
 * @typedef {import("./manifest.js").Manifest} Manifest
 * @typedef {import("./files.js").Files} Files
 */

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
    this.options = optionCount <= 256 ? bytes.take(total) : twoBytes(bytes, total);
  }
}

export class Picked {
  #manifest;
  #files;
  /** @type {Map<number, number>} option → its bit in the number of a set of common options */
  #bits;

  /**
   * @param {Manifest} manifest
   * @param {Files} files
   */
  constructor(manifest, files) {
    this.#manifest = manifest;
    this.#files = files;
    this.#bits = new Map(manifest.common?.options.map((option, bit) => [option, 1 << bit]));
    this.hasPostings = manifest.encoding === "postings";
    this.hasColumns = !this.hasPostings;
    /** By facet, how many options it has. */
    this.sizes = manifest.facets.map(({ options }) => options.length);
    let first = 0;
    /** By facet, the number of its first option. */
    this.firstOptions = this.sizes.map((size) => (first += size) - size);
    /** By option, how many picked it. */
    this.counts = Uint32Array.from(manifest.facets.flatMap(({ options }) => options.map(({ count }) => count)));
  }

  /**
   * @param {number} facet
   * @param {number} option of this facet
   * @returns {number} the same among all options
   */
  numberOf(facet, option) {
    return this.firstOptions[facet] + option;
  }

  /**
   * @param {Uint32Array} row something for each option
   * @returns {Uint32Array[]} the same by facet
   */
  byFacet(row) {
    return this.sizes.map((size, facet) => row.slice(this.firstOptions[facet], this.firstOptions[facet] + size));
  }

  /** @returns {Promise<Column[]>} what everybody picked, by facet */
  columns() {
    return this.#files.read(this.#manifest.core, (bytes) => {
      this.hasColumns = true;
      return this.#columns(bytes, this.#manifest.count);
    });
  }

  /**
   * @param {number} option
   * @returns {Promise<Uint32Array>} who picked it
   */
  async people(option) {
    return this.hasPostings ? (await this.#option(option)).people : (await this.#peopleByOption())[option];
  }

  /**
   * Only where the index has postings.
   * @param {number} option
   * @returns {boolean} whether so many picked it that there are counts for sets of such options, and no records
   */
  isCommon(option) {
    return this.#bits.has(option);
  }

  /**
   * Only where the index has postings.
   * @param {number[]} set no option, one, or several that are common
   * @returns {Promise<Uint32Array>} by option, how many of those who picked the whole set picked that
   */
  async together(set) {
    const { common } = this.#manifest;
    if (set.length === 0) return this.counts;
    if (set.length === 1 || common === undefined) return (await this.#option(set[0])).together;
    const number = set.reduce((sum, option) => sum + (this.#bits.get(option) ?? 0), 0);
    const rows = await this.#files.read(`${common.folder}${Math.floor(number / common.size)}.bin`, (bytes) => {
      const reader = new Bytes(bytes);
      const found = [];
      while (reader.place < bytes.length) found.push(reader.varints(this.counts.length));
      return found;
    });
    return rows[number % common.size];
  }

  /**
   * Only where the index has postings, and not for what is common.
   * @param {number} option
   * @returns {Promise<{ people: Uint32Array, columns: Column[] }>} who picked it, and what they picked by facet
   */
  async records(option) {
    const people = await this.people(option);
    const columns = await this.#files.read(this.#pathOfRecords(option), (bytes) => this.#columns(bytes, people.length));
    return { people, columns };
  }

  /**
   * @param {number} option
   * @returns {number} of how many people the records would have to be fetched
   */
  costOfRecords(option) {
    return this.#files.has(this.#pathOfRecords(option)) ? 0 : this.counts[option];
  }

  /** @param {number} option */
  #pathOfRecords(option) {
    return `${this.#manifest.records?.folder}${option}.bin`;
  }

  /**
   * @param {number} option
   * @returns {Promise<{ people: Uint32Array, together: Uint32Array }>}
   */
  #option(option) {
    return this.#files.read(`${this.#manifest.options?.folder}${option}.bin`, (bytes) => {
      const reader = new Bytes(bytes);
      return { people: reader.rising(), together: reader.varints(this.counts.length) };
    });
  }

  /** @returns {Promise<Uint32Array[]>} by option, who picked it */
  #peopleByOption() {
    return this.#files.remember("people", async () =>
      (await this.columns()).flatMap(({ starts, options }, facet) => {
        const people = this.#manifest.facets[facet].options.map(({ count }) => new Uint32Array(count));
        const filled = new Uint32Array(people.length);
        for (let member = 0; member < this.#manifest.count; member++) {
          for (let n = starts[member]; n < starts[member + 1]; n++) people[options[n]][filled[options[n]]++] = member;
        }
        return people;
      })
    );
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} count members
   */
  #columns(bytes, count) {
    const reader = new Bytes(bytes);
    return this.sizes.map((size) => new Column(reader, count, size));
  }
}
