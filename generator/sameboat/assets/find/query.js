/** Who fits, in which order, and what each option would give: a function of the index, the wish and the moment. */
import { awakeZones } from "./clock.js";
import { countOptions } from "./counting.js";
import { missesOf } from "./misses.js";
import { dayOf, numbersOfTheDay } from "./shuffle.js";
import { TextSearch } from "./text.js";

/**
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 * @typedef {import("./state.js").State} State
 * @typedef {import("./text.js").Found} Found
 * @typedef {import("./misses.js").Wanted} Wanted
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
  /** @type {{ minute: number, mask: Uint8Array } | undefined} who is awake in that minute */
  #up;

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
    const [{ paused, nameWords }, { text, awake, wanted, missed }, sorted] = await Promise.all([
      index.base(), this.#narrow(state, now), this.#sorted(state.sort, now),
    ]);
    const best = text?.best ?? 0;
    const fit = state.sort === "" ? text?.fit : undefined;
    const { misses } = missed;
    // Places are few and members many: they are counted, and each then goes where those before it end.
    const places = new Uint16Array(index.count);
    const ends = new Uint32Array(2 * best + 4);
    let awakeCount = 0;
    for (let member = 0; member < index.count; member++) {
      if (misses[member] !== 0) continue;
      if (awake !== undefined) awakeCount += awake[member];
      // Typing somebody's whole name means that person, pause or not.
      const isNamed =
        fit !== undefined && text !== undefined && nameWords[member] === text.words.length && text.names[member] === text.words.length;
      const place = isNamed ? 0 : 1 + (fit ? best - fit[member] : 0) + (paused[member] ? best + 1 : 0);
      places[member] = place;
      ends[place + 1]++;
    }
    for (let place = 1; place < ends.length; place++) ends[place] += ends[place - 1];
    const order = new Uint32Array(ends[ends.length - 1]);
    for (let n = 0; n < sorted.length; n++) {
      const member = sorted[n];
      if (misses[member] === 0) order[ends[places[member]]++] = member;
    }
    return {
      order,
      text,
      wanted,
      awake: awake && awakeCount,
      counts: () => countOptions(index, wanted, missed),
    };
  }

  /**
   * @param {State} state
   * @param {Date} now
   * @returns {Promise<number>} how many fit
   */
  async count(state, now) {
    const { misses } = (await this.#narrow(state, now)).missed;
    let count = 0;
    for (let member = 0; member < misses.length; member++) count += Number(misses[member] === 0);
    return count;
  }

  /**
   * @param {State} state
   * @param {Date} now
   */
  async #narrow(state, now) {
    const index = this.#index;
    const [text, picks, awake] = await Promise.all([
      this.#text.find(state.q), this.#picks(state), state.isAwake || index.hasClock ? this.#awake(now) : undefined,
    ]);
    const others = [text?.fit, state.isAwake ? awake : undefined].filter((mask) => mask !== undefined);
    const wanted = { picks, others };
    return { text, awake, wanted, missed: missesOf(index, wanted) };
  }

  /**
   * @param {string} word
   * @returns {Promise<string[]>} what may have been meant instead
   */
  suggest(word) {
    return this.#text.suggest(word);
  }

  /** @param {string} q what was typed and is answered, or nothing where somebody is about to type */
  lookAhead(q) {
    return this.#text.lookAhead(q);
  }

  /**
   * @param {State} state
   * @returns {Promise<import("./misses.js").Pick[]>}
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
        for (const people of await Promise.all(options.map((option) => index.picked.people(index.picked.numberOf(facet, option))))) {
          for (let n = 0; n < people.length; n++) hits[people[n]]++;
        }
        const enough = isAll ? options.length : 1;
        for (let member = 0; member < hits.length; member++) hits[member] = Number(hits[member] >= enough);
        return { facet, options, isAll, mask: hits };
      })
    );
  }

  /**
   * @param {Date} now
   * @returns {Promise<Uint8Array>}
   */
  async #awake(now) {
    const clock = await this.#index.clock();
    // Asking what hour it is in hundreds of zones takes longer than any search, and no zone changes it within a minute.
    const minute = Math.floor(now.getTime() / 60_000);
    if (this.#up?.minute !== minute) {
      const zones = awakeZones(this.#index.manifest.zones, now);
      const mask = new Uint8Array(clock.length);
      for (let member = 0; member < mask.length; member++) mask[member] = zones[clock[member]];
      this.#up = { minute, mask };
    }
    return this.#up.mask;
  }

  /**
   * @param {import("./state.js").Sort} sort
   * @param {Date} now
   * @returns {Promise<ArrayLike<number>>} everybody
   */
  async #sorted(sort, now) {
    const { count } = this.#index;
    // Members are numbered by name.
    if (sort === "name") return new Uint32Array(count).map((_, member) => member);
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
