/** The places of the form where a value is written: what is wrong is said beside each, once somebody has been there. */
import { pathKey } from "./data.js";

/**
 * @typedef {import("./data.js").Path} Path
 *
 * @typedef {object} Place
 * @property {HTMLElement} control what gets the focus
 * @property {HTMLElement} error where it is said
 * @property {string} help the id of what describes it anyway
 */

export class Places {
  /** @type {Map<string, Place>} */
  #places = new Map();
  /** @type {Set<string>} */
  #touched = new Set();
  /** Whether all is said: somebody wanted to send it. */
  saysAll = false;

  /**
   * @param {Path} path
   * @param {Place} place
   */
  add(path, place) {
    place.error.id = `${place.control.id}-error`;
    this.#places.set(pathKey(path), place);
  }

  /** @param {Path} path somebody has been there */
  touch(path) {
    this.#touched.add(pathKey(path));
  }

  /** Nobody has been anywhere. */
  forget() {
    this.#touched.clear();
    this.saysAll = false;
  }

  /**
   * @param {Path} path
   * @returns {[string, Place] | undefined} the place for what is wrong at `path`: its own, or the nearest around it
   */
  #around(path) {
    for (let length = path.length; length > 0; length -= 1) {
      const key = pathKey(path.slice(0, length));
      const place = this.#places.get(key);
      if (place?.error.isConnected) return [key, place];
    }
    return undefined;
  }

  /**
   * @param {Path} path
   * @returns {HTMLElement | undefined} the control at `path`
   */
  control(path) {
    return this.#around(path)?.[1].control;
  }

  /** @param {{path: Path, text: string}[]} problems */
  show(problems) {
    /** @type {Map<string, string>} */
    const said = new Map();
    for (const { path, text } of problems) {
      const found = this.#around(path);
      const isSaid = found && (this.saysAll || this.#touched.has(pathKey(path)) || this.#touched.has(found[0]));
      if (isSaid && !said.has(found[0])) said.set(found[0], text);
    }
    for (const [key, { control, error, help }] of this.#places) {
      if (!error.isConnected) {
        this.#places.delete(key);
        continue;
      }
      const text = said.get(key) ?? "";
      if (error.textContent !== text) error.textContent = text;
      error.hidden = text === "";
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
      const described = [help, text && error.id].filter(Boolean).join(" ");
      if (described) control.setAttribute("aria-describedby", described);
      else control.removeAttribute("aria-describedby");
    }
  }
}
