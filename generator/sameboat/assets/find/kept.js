/** Searches that somebody keeps in their own browser. */

/**
 * @typedef {{ label: string, search: string }} Kept
 */

const MOST = 30;

export class KeptSearches {
  #storage;
  #key;

  /**
   * @param {Storage | undefined} storage nothing where the browser keeps none
   * @param {string} path of the page: several communities may stand on one host
   */
  constructor(storage, path) {
    this.#storage = storage;
    this.#key = `sameboat:kept:${path}`;
  }

  /** @returns {Kept[]} the latest first */
  get all() {
    try {
      const kept = JSON.parse(this.#storage?.getItem(this.#key) ?? "[]");
      return Array.isArray(kept) ? kept.filter(isKept) : [];
    } catch {
      return [];
    }
  }

  /**
   * @param {string} search
   * @returns {boolean}
   */
  has(search) {
    return this.all.some((kept) => kept.search === search);
  }

  /** @param {Kept} kept */
  keep(kept) {
    this.#write([kept, ...this.all.filter(({ search }) => search !== kept.search)].slice(0, MOST));
  }

  /** @param {string} search */
  forget(search) {
    this.#write(this.all.filter((kept) => kept.search !== search));
  }

  /** @param {Kept[]} kept */
  #write(kept) {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // A full or closed storage keeps nothing more; the search itself still works.
    }
  }
}

/**
 * @param {any} kept
 * @returns {boolean}
 */
function isKept(kept) {
  return typeof kept?.label === "string" && typeof kept?.search === "string" && /^\?/.test(kept.search);
}

/** @returns {Storage | undefined} */
export function ownStorage() {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
