/** What is written and not yet sent, kept in this browser and nowhere else. */

/**
 * @typedef {object} Draft
 * @property {string} handle
 * @property {import("./data.js").Fields} fields
 */

export class DraftKeeper {
  #key;

  /** @param {string} edited the handle whose profile is changed; empty for a new one */
  constructor(edited) {
    // Several communities may live under one host.
    const place = new URL(".", document.location.href).pathname;
    this.#key = `sameboat-join ${place} ${edited}`;
  }

  /** @returns {Draft | undefined} */
  read() {
    try {
      const draft = JSON.parse(localStorage.getItem(this.#key) ?? "null");
      return draft && typeof draft.handle === "string" && typeof draft.fields === "object" ? draft : undefined;
    } catch {
      // A browser may refuse to remember anything; then there is no draft.
      return undefined;
    }
  }

  /** @param {Draft} draft */
  keep(draft) {
    try {
      localStorage.setItem(this.#key, JSON.stringify(draft));
    } catch {
      // Full or forbidden: the form works all the same.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Where nothing can be kept, nothing is there.
    }
  }
}
