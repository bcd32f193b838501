/** Files of the index, each fetched and read once. */
import { unzip } from "./bytes.js";

export class Files {
  /** @type {Map<string, Promise<any>>} what was fetched, as it is read */
  #known = new Map();
  #fetch;

  /** @param {import("./manifest.js").Fetch} fetchFile */
  constructor(fetchFile) {
    this.#fetch = fetchFile;
  }

  /**
   * @param {string} path
   * @returns {boolean} whether asking for it costs nothing any more
   */
  has(path) {
    return this.#known.has(path);
  }

  /**
   * @template T
   * @param {string} path
   * @param {(bytes: Uint8Array) => T} read
   * @returns {Promise<T>}
   */
  read(path, read) {
    return this.remember(path, async () => read(await unzip(await this.#fetch(path))));
  }

  /**
   * @template T
   * @param {string} key
   * @param {() => Promise<T>} make
   * @returns {Promise<T>} made once; made again after a failure
   */
  remember(key, make) {
    let made = this.#known.get(key);
    if (made === undefined) {
      made = make();
      this.#known.set(key, made);
      made.catch(() => this.#known.delete(key));
    }
    return made;
  }
}
