/** Everything between an address and what is seen of it, without a page: runs in a worker, or where there is none. */
import { openIndex } from "./index.js";
import { Search } from "./query.js";
import { explain } from "./reasons.js";
import { waysOut } from "./ways.js";

/**
 * @typedef {import("./manifest.js").Facet} Facet
 * @typedef {import("./manifest.js").Fetch} Fetch
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Opened
 * @property {number} count members
 * @property {Facet[]} facets
 * @property {boolean} hasNewest whether it is known who came when
 * @property {boolean} hasClock whether anybody said in which time zone they live
 *
 * @typedef {object} Page what is shown of an answer
 * @property {number} total how many fit
 * @property {import("./reasons.js").Shown[]} cards of the first of them
 * @property {boolean} isForgiving whether nobody said the words as typed, so that close ones were taken
 * @property {string[]} close the words that were taken
 * @property {number | undefined} awake how many of those who fit are awake
 * @property {Uint32Array[] | undefined} counts by facet and option, where they are at hand
 * @property {import("./ways.js").Ways | undefined} ways out, where nobody fits
 */

export class Engine {
  /**
   * @param {Fetch} fetchFile
   * @returns {Promise<Engine>}
   */
  static async open(fetchFile) {
    const index = await openIndex(fetchFile);
    await index.prepare();
    return new Engine(index);
  }

  #index;
  #search;

  /** @param {import("./index.js").SearchIndex} index */
  constructor(index) {
    this.#index = index;
    this.#search = new Search(index);
    const { count, facets, manifest } = index;
    /** @type {Opened} */
    this.opened = {
      count, facets, hasNewest: manifest.newest !== undefined, hasClock: manifest.clock !== undefined,
    };
  }

  /**
   * @param {State} state
   * @param {number} shown how many cards at most
   * @param {Date} now
   * @param {(page: Page) => void} onCards called before the counts, where these have to be fetched first
   * @returns {Promise<Page>}
   */
  async answer(state, shown, now, onCards = () => {}) {
    const answer = await this.#search.answer(state, now);
    const counts = answer.counts();
    const [cards, ways] = await Promise.all([
      explain(this.#index, answer, answer.order.subarray(0, shown)),
      answer.order.length === 0 && this.#index.count > 0
        ? waysOut(this.#index, this.#search, state, answer, now)
        : undefined,
    ]);
    const { text } = answer;
    const isForgiving = text !== undefined && text.isForgiving && answer.order.length > 0;
    /** @type {Page} */
    const page = {
      total: answer.order.length,
      cards,
      isForgiving,
      close: isForgiving ? [...new Set(text.hits.flatMap(({ close }) => [...close]))] : [],
      awake: answer.awake,
      counts: undefined,
      ways,
    };
    if (!this.#index.picked.hasColumns) onCards(page);
    return { ...page, counts: await counts };
  }

  /**
   * Fetches what the next letter needs. A failure is no news: whoever needs it asks again.
   * @param {string} q what was typed and is answered, or nothing where somebody is about to type
   * @returns {Promise<void>}
   */
  async lookAhead(q) {
    // Whoever pays for each byte is not made to pay for what they may not need.
    if (/** @type {any} */ (globalThis).navigator?.connection?.saveData) return;
    await this.#search.lookAhead(q).catch(() => {});
  }
}
