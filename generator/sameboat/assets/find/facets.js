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

/** A list longer than this starts with its most common options only. */
const LONG = 12;
const MOST_COMMON = 8;
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

  /**
   * @param {Facet} facet
   * @param {import("./index.js").Option} option
   * @param {boolean} isCommon whether it is seen in the short list
   */
  constructor(facet, option, isCommon) {
    this.row = this.#copy.element;
    this.box = this.#copy.slot("box", HTMLInputElement);
    this.box.name = facet.name;
    this.box.value = option.slug;
    this.#copy.fill("label", option.label);
    this.slug = option.slug;
    this.isCommon = isCommon;
    this.looksLike = ` ${fold([option.label, ...(option.also ?? [])].join(" "))}`;
    this.count = this.#copy.slot("count", HTMLElement);
  }

  /**
   * @param {boolean} isPicked
   * @param {string} count
   * @param {boolean} isEmpty
   */
  show(isPicked, count, isEmpty) {
    this.box.checked = isPicked;
    // Disabling the box that has the focus would throw a keyboard user out of the list.
    this.box.disabled = isEmpty && !isPicked && this.box !== document.activeElement;
    if (this.count.textContent !== count) this.count.textContent = count;
  }
}

export class FacetList {
  #copy = new Copy("sb-find-facet");
  #all = this.#copy.slot("all", HTMLButtonElement);
  #lookUp = this.#copy.slot("look-up", HTMLInputElement);
  #none = this.#copy.slot("none", HTMLElement);
  #showsAll = false;
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

    const isLong = facet.options.length > LONG;
    const common = new Set(mostCommon(facet, isLong ? MOST_COMMON : LONG));
    this.#rows = facet.options.map((option) => new OptionRow(facet, option, common.has(option)));
    const list = this.#copy.slot("options", HTMLElement);
    list.replaceChildren(...this.#rows.map(({ row }) => row));
    list.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) onPick(facet.name, target.value, target.checked);
    });

    this.#all.hidden = !isLong;
    this.#all.addEventListener("click", () => {
      this.#showsAll = !this.#showsAll;
      this.#fold();
    });
    this.#lookUp.hidden = !(isLong && facet.searchable);
    this.#lookUp.setAttribute("aria-label", words.say("lookUp", { facet: facet.title }));
    this.#lookUp.addEventListener("input", () => this.#fold());
    this.#fold();
  }

  /**
   * @param {ReadonlySet<string> | undefined} picked slugs
   * @param {Uint32Array} counts by option
   */
  show(picked, counts) {
    this.#rows.forEach((row, n) => {
      row.show(picked?.has(row.slug) ?? false, this.#words.number(counts[n]), counts[n] === 0);
    });
    this.#copy.fill("picked", picked ? this.#words.sayCount("picked", picked.size) : "");
    this.#fold();
  }

  /** Opens the list, so that what is picked in it is seen. */
  open() {
    this.element.open = true;
  }

  /** Hides what is neither looked up, common, nor picked. */
  #fold() {
    const query = fold(this.#lookUp.value);
    let isEmpty = true;
    for (const { row, box, isCommon, looksLike } of this.#rows) {
      const isSeen = query === "" ? this.#showsAll || isCommon || box.checked : looksLike.includes(` ${query}`);
      row.hidden = !isSeen;
      isEmpty &&= !isSeen;
    }
    this.#none.hidden = !isEmpty;
    this.#all.textContent = this.#showsAll
      ? this.#words.say("showFewer")
      : this.#words.say("showAll", { n: this.#words.number(this.#facet.options.length) });
    this.#all.hidden = this.#facet.options.length <= LONG || query !== "";
  }
}

/**
 * @param {Facet} facet
 * @param {number} n
 * @returns {import("./index.js").Option[]}
 */
function mostCommon({ options }, n) {
  return [...options].sort((one, other) => other.count - one.count).slice(0, n);
}
