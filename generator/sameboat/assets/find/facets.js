/** The facets: a folded list of checkboxes each, with what every option would give. */
import { fold } from "./fold.js";
import { Copy } from "./template.js";

/**
 * @typedef {import("./index.js").Facet} Facet
 * @typedef {import("./words.js").Words} Words
 *
 * @callback OnPick
 * @param {string} facet
 * @param {string} slug
 * @param {boolean} isPicked
 */

/** A list longer than this starts with the options that most of those who fit have. */
const LONG = 12;
const FEW = 8;
/** Values and offers stand open, they come first in everything. */
const OPEN_AT_FIRST = 2;

/**
 * @param {HTMLElement} place
 * @param {Facet[]} facets
 * @param {Words} words
 * @param {OnPick} onPick
 * @returns {FacetList[]}
 */
export function buildFacets(place, facets, words, onPick) {
  const lists = facets.map((facet) => new FacetList(facet, words, onPick));
  lists.forEach((list, n) => {
    list.element.open = n < OPEN_AT_FIRST;
  });
  place.replaceChildren(...lists.map(({ element }) => element));
  return lists;
}

/** One option: its row, its box, and what it is looked up by. */
class OptionRow {
  #copy = new Copy("sb-find-option");
  #count = this.#copy.slot("count", HTMLElement);
  #shownCount = -1;

  /**
   * @param {Facet} facet
   * @param {import("./index.js").Option} option
   */
  constructor(facet, option) {
    this.box = this.#copy.slot("box", HTMLInputElement);
    this.box.name = facet.name;
    this.box.value = option.slug;
    this.#copy.fill("label", option.label);
    this.looksLike = ` ${fold([option.label, ...(option.also ?? [])].join(" "))}`;
  }

  get row() {
    return this.#copy.element;
  }

  /** Whether it must not vanish or be disabled: that would throw a keyboard user out of the list. */
  get isHeld() {
    return this.box.checked || this.box === document.activeElement;
  }

  /**
   * @param {boolean} isPicked
   * @param {number} count
   * @param {Words} words
   */
  show(isPicked, count, words) {
    this.box.checked = isPicked;
    this.box.disabled = count === 0 && !this.isHeld;
    // There are hundreds of rows and a letter changes few: what stays is not written again.
    if (count === this.#shownCount) return;
    this.#shownCount = count;
    this.#count.textContent = words.number(count);
  }

  /** @param {boolean} isSeen */
  see(isSeen) {
    if (this.row.hidden === isSeen) this.row.hidden = !isSeen;
  }
}

export class FacetList {
  #copy = new Copy("sb-find-facet");
  #all = this.#copy.slot("all", HTMLButtonElement);
  #lookUp = this.#copy.slot("look-up", HTMLInputElement);
  #none = this.#copy.slot("none", HTMLElement);
  #showsAll = false;
  /** @type {Set<number>} options of the short list */
  #few = new Set();
  #facet;
  #words;
  #rows;

  /**
   * @param {Facet} facet
   * @param {Words} words
   * @param {OnPick} onPick
   */
  constructor(facet, words, onPick) {
    this.#facet = facet;
    this.#words = words;
    this.element = /** @type {HTMLDetailsElement} */ (this.#copy.element);
    this.element.dataset.facet = facet.name;
    this.#copy.fill("title", facet.title);
    this.#copy.fill("legend", facet.title);

    this.#rows = facet.options.map((option) => new OptionRow(facet, option));
    const list = this.#copy.slot("options", HTMLElement);
    list.replaceChildren(...this.#rows.map(({ row }) => row));
    list.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) onPick(facet.name, target.value, target.checked);
    });

    this.#all.addEventListener("click", () => {
      this.#showsAll = !this.#showsAll;
      this.#fold();
    });
    this.#lookUp.hidden = !(this.#isLong && facet.searchable);
    this.#lookUp.setAttribute("aria-label", words.say("lookUp", { facet: facet.title }));
    this.#lookUp.addEventListener("input", () => this.#fold());
  }

  get #isLong() {
    return this.#facet.options.length > LONG;
  }

  /**
   * @param {ReadonlySet<string> | undefined} picked slugs
   * @param {Uint32Array} counts by option
   */
  show(picked, counts) {
    this.#rows.forEach((row, n) => row.show(picked?.has(row.box.value) ?? false, counts[n], this.#words));
    this.#copy.fill("picked", picked ? this.#words.sayCount("picked", picked.size) : "");
    if (this.#isLong) this.#few = new Set(this.#mostCommon(counts));
    this.#fold();
  }

  /** Opens the list, so that what is picked in it is seen. */
  open() {
    this.element.open = true;
  }

  /** Hides what is neither looked up nor in the short list. */
  #fold() {
    const query = fold(this.#lookUp.value);
    const isWhole = !this.#isLong || this.#showsAll;
    let isEmpty = true;
    this.#rows.forEach((row, n) => {
      const isSeen =
        query === "" ? isWhole || this.#few.has(n) || row.isHeld : row.looksLike.includes(` ${query}`);
      row.see(isSeen);
      isEmpty &&= !isSeen;
    });
    this.#none.hidden = !isEmpty;
    this.#all.hidden = !this.#isLong || query !== "";
    this.#all.textContent = this.#showsAll
      ? this.#words.say("showFewer")
      : this.#words.say("showAll", { n: this.#words.number(this.#rows.length) });
  }

  /**
   * @param {Uint32Array} counts
   * @returns {number[]} a few options: those most of the people who fit have, then those most people have
   */
  #mostCommon(counts) {
    const { options } = this.#facet;
    return options
      .map((_, n) => n)
      .sort((one, other) => counts[other] - counts[one] || options[other].count - options[one].count)
      .slice(0, FEW);
  }
}
