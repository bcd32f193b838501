/** Who has what somebody ticked: a manifest, and a file for each tick. `docs/manual/people.md` describes the bytes. */
import { Bytes, unzip } from "../find/bytes.js";

export const VERSION = 1;

/**
 * @typedef {"offers" | "asks" | "situations" | "values"} Part
 *
 * @typedef {object} Option
 * @property {string} slug
 * @property {string} label
 * @property {number} weight
 *
 * @typedef {object} List what can be ticked of one kind
 * @property {Part} part its part in a match
 * @property {string} name the property's name, and the parameter's in the address
 * @property {string} title
 * @property {number} most how many may be ticked
 * @property {string} hub the folder of its pages, or nothing
 * @property {string} folder
 * @property {Option[]} options by label
 *
 * @typedef {object} Rules the numbers of `crowd.py`
 * @property {{ shared: number, unknown: number, none: number }} language
 * @property {{ close: number[], near: number[], far: number, unknown: number }} hours
 * @property {{ open: number, limited: number }} openness
 * @property {number} topic
 *
 * @typedef {object} Manifest `people/index.json`
 * @property {number} version
 * @property {Rules} rules
 * @property {List[]} lists
 * @property {{ name: string, title: string, options: { slug: string, label: string }[] }} languages
 * @property {number[][]} tongues sets of numbers of languages
 * @property {(number | null)[]} clocks minutes ahead of UTC
 *
 * @typedef {object} Posting the people that one tick leads to, a column each
 * @property {ArrayLike<number>} seats rising; the order between equals
 * @property {ArrayLike<number>} numbers by name, as the cards are numbered
 * @property {ArrayLike<number>} tongues
 * @property {ArrayLike<number>} clocks twice the number of the clock, and one more where somebody is short on time
 */

/**
 * @param {import("../find/manifest.js").Fetch} fetchFile
 * @returns {Promise<PeopleIndex>}
 */
export async function openPeople(fetchFile) {
  const manifest = JSON.parse(new TextDecoder().decode(await fetchFile("index.json")));
  if (manifest?.version !== VERSION) throw new Error(`the list of people has version ${manifest?.version}`);
  return new PeopleIndex(manifest, fetchFile);
}

export class PeopleIndex {
  /** @type {Map<string, Promise<Posting>>} */
  #known = new Map();
  #fetch;

  /**
   * @param {Manifest} manifest
   * @param {import("../find/manifest.js").Fetch} fetchFile
   */
  constructor(manifest, fetchFile) {
    this.manifest = manifest;
    this.#fetch = fetchFile;
  }

  /**
   * @param {List} list
   * @param {number} option
   * @returns {Promise<Posting>}
   */
  posting(list, option) {
    const path = `${list.folder}${option}.bin`;
    const known = this.#known.get(path) ?? this.#read(path);
    this.#known.set(path, known);
    known.catch(() => this.#known.delete(path));
    return known;
  }

  /**
   * @param {string} path
   * @returns {Promise<Posting>}
   */
  async #read(path) {
    const reader = new Bytes(await unzip(await this.#fetch(path)));
    const seats = reader.rising();
    const column = () => reader.varints(seats.length);
    return { seats, numbers: column(), tongues: column(), clocks: column() };
  }
}
