/** Says to those who listen to the page what the others see change. */

/** Long enough that a quick typist is not interrupted at every letter. */
const QUIET = 500;

export class Announcer {
  #region;
  #timer = 0;

  /** @param {HTMLElement} region a live region */
  constructor(region) {
    this.#region = region;
  }

  /** @param {string} text is said once; the same again, or what was overtaken within half a second, is not */
  say(text) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (this.#region.textContent !== text) this.#region.textContent = text;
    }, QUIET);
  }
}
