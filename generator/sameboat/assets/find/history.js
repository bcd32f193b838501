/**
 * The address follows what is shown, and Back leads to what was shown before. A stretch of typing is one step: its
 * first letter makes an entry of the browser's history, further letters rewrite it, and Enter, leaving the field or a
 * pause ends it. A pick is a step of its own.
 */

const PAUSE = 1000;

/**
 * @callback Restore
 * @param {string} search the address's query, `?…` or nothing
 * @param {number} shown how many cards were shown there, 0 where nobody asked for more
 */

export class Trail {
  #window;
  #isTyping = false;
  #pause = 0;
  #search = "";
  #shown = 0;

  /**
   * @param {Window} window
   * @param {Restore} restore called after Back and Forward
   */
  constructor(window, restore) {
    this.#window = window;
    this.#readEntry();
    window.addEventListener("popstate", () => {
      this.#stopTyping();
      this.#readEntry();
      restore(this.#search, this.#shown);
    });
  }

  /** How many cards this entry showed before a reload, 0 where nobody asked for more. */
  get shown() {
    return this.#shown;
  }

  /** Whether a stretch of typing has its entry already, and further letters only rewrite it. */
  get isTyping() {
    return this.#isTyping;
  }

  /** @param {string} search the query of what is shown now, after a letter more or less */
  typed(search) {
    if (search !== this.#search) {
      if (this.#isTyping) this.#rewrite(search);
      else this.#push(search);
      this.#isTyping = true;
    }
    this.#window.clearTimeout(this.#pause);
    this.#pause = this.#window.setTimeout(() => this.settle(), PAUSE);
  }

  /** @param {string} search the query of what is shown now, after a pick */
  picked(search) {
    this.settle();
    if (search !== this.#search) this.#push(search);
  }

  /** Ends a stretch of typing. */
  settle() {
    if (this.#isTyping) this.#rewrite(this.#search);
    this.#stopTyping();
  }

  /** @param {number} shown how many cards are shown now */
  remember(shown) {
    this.#shown = shown;
    this.#rewrite(this.#search);
  }

  #readEntry() {
    this.#search = this.#window.location.search;
    this.#shown = this.#window.history.state?.shown ?? 0;
  }

  #stopTyping() {
    this.#isTyping = false;
    this.#window.clearTimeout(this.#pause);
  }

  /** @param {string} search */
  #push(search) {
    this.#shown = 0;
    this.#write("pushState", search);
  }

  /** @param {string} search */
  #rewrite(search) {
    if (search !== this.#search) this.#shown = 0;
    this.#write("replaceState", search);
  }

  /**
   * @param {"pushState" | "replaceState"} method
   * @param {string} search
   */
  #write(method, search) {
    this.#search = search;
    const { pathname, hash } = this.#window.location;
    try {
      this.#window.history[method]({ shown: this.#shown }, "", pathname + search + hash);
    } catch {
      // Safari allows 100 writes in half a minute. The address then lags behind a quick typist until the next write.
    }
  }
}
