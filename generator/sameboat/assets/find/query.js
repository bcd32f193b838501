/** Who fits, in which order, and what each option would give: a function of the index, the wish and the moment. */
import { awakeZones } from "./clock.js";
import { countOptions, missesOf } from "./counting.js";
import { dayOf, numbersOfTheDay } from "./shuffle.js";
import { TextSearch } from "./text.js";

/**
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 * @typedef {import("./state.js").State} State
 * @typedef {import("./text.js").Found} Found
 * @typedef {import("./counting.js").Wanted} Wanted
 *
 * @typedef {object} Answer
 * @property {Uint32Array} order members who fit, best first
 * @property {Found | undefined} text what the words found
 * @property {Wanted} wanted
 * @property {number | undefined} awake how many of them are awake, where that is known
 * @property {() => Promise<Uint32Array[]>} counts by facet and option: how many would fit if it were picked
 */

export class Search {
  #index;
  #text;
  /** @type {{ day: string, order: Uint32Array } | undefined} */
  #shuffled;

  /** @param {SearchIndex} index */
  constructor(index) {
    this.#index = index;
    this.#text = new TextSearch(index);
  }

  /**
   * @param {State} state
   * @param {Date} now
   * @returns {Promise<Answer>}
   */
  async answer(state, now) {
    const index = this.#index;
    const [{ paused, nameWords }, text, picks, awake] = await Promise.all([
      index.base(),
      this.#text.find(state.q),
      this.#picks(state),
      state.isAwake || index.hasClock ? this.#awake(now) : undefined,
    ]);
    const textMask = text && Uint8Array.from(text.fit, (fit) => Number(fit > 0));
    const others = [textMask, state.isAwake ? awake : undefined].filter((mask) => mask !== undefined);
    const wanted = { picks, others };
    const missed = missesOf(index, wanted);

    const best = text?.best ?? 0;
    const fit = state.sort === "" ? text?.fit : undefined;
    /** @param {number} member @returns {number} its place among those who fit, equal for equals, 0 for the first */
    const placeOf = (member) => {
      // Typing somebody's whole name means that person, pause or not.
      if (fit && text && text.names[member] === text.words.length && nameWords[member] === text.words.length) return 0;
      return 1 + (fit ? best - fit[member] : 0) + (paused[member] ? best + 1 : 0);
    };
    /** @type {number[][]} */
    const places = [];
    for (const member of await this.#sorted(state.sort, now)) {
      if (missed.misses[member] === 0) (places[placeOf(member)] ??= []).push(member);
    }
    const order = Uint32Array.from(places.flat());
    return {
      order,
      text,
      wanted,
      awake: awake && order.reduce((sum, member) => sum + awake[member], 0),
      counts: () => countOptions(index, wanted, missed),
    };
  }

  /**
   * @param {State} state
   * @param {Date} now
   * @returns {Promise<number>} how many fit
   */
  async count(state, now) {
    return (await this.answer(state, now)).order.length;
  }

  /**
   * @param {string} word
   * @returns {Promise<string[]>} what may have been meant instead
   */
  suggest(word) {
    return this.#text.suggest(word);
  }

  /**
   * @param {State} state
   * @returns {Promise<import("./counting.js").Pick[]>}
   */
  #picks({ picked, all }) {
    const index = this.#index;
    const facets = index.facets.map((_, facet) => facet).filter((facet) => picked.has(index.facets[facet].name));
    return Promise.all(
      facets.map(async (facet) => {
        const { name, options: offered } = index.facets[facet];
        const slugs = picked.get(name);
        const options = offered.map((_, option) => option).filter((option) => slugs?.has(offered[option].slug));
        const isAll = all.has(name);
        const hits = new Uint8Array(index.count);
        for (const people of await Promise.all(options.map((option) => index.people(facet, option)))) {
          for (const member of people) hits[member]++;
        }
        const enough = isAll ? options.length : 1;
        return { facet, options, isAll, mask: hits.map((number) => Number(number >= enough)) };
      })
    );
  }

  /**
   * @param {Date} now
   * @returns {Promise<Uint8Array>}
   */
  async #awake(now) {
    const zones = awakeZones(this.#index.manifest.zones, now);
    return Uint8Array.from(await this.#index.clock(), (zone) => zones[zone]);
  }

  /**
   * @param {import("./state.js").Sort} sort
   * @param {Date} now
   * @returns {Promise<Iterable<number>>} everybody
   */
  async #sorted(sort, now) {
    const { count } = this.#index;
    // Members are numbered by name.
    if (sort === "name") return Uint32Array.from({ length: count }, (_, member) => member);
    if (sort === "newest") {
      const newest = await this.#index.newest();
      const isKnown = new Uint8Array(count);
      for (const member of newest) isKnown[member] = 1;
      return [...newest, ...Array.from(isKnown, (_, member) => member).filter((member) => !isKnown[member])];
    }
    const day = dayOf(now);
    if (this.#shuffled?.day !== day) this.#shuffled = { day, order: numbersOfTheDay(count, day) };
    return this.#shuffled.order;
  }
}
