/** The facets: a folded list of checkboxes each, with what every option would give. */
import { Combobox } from "./combobox.js";
import { fold } from "./fold.js";
import { Copy } from "./template.js";

/**
 * @typedef {import("./manifest.js").Facet} Facet
 * @typedef {import("./manifest.js").Option} Option
 * @typedef {import("./words.js").Words} Words
 *
 * @typedef {object} OnFacet
 * @property {(facet: string, slug: string, isPicked: boolean) => void} pick
 * @property {(facet: string, isAll: boolean) => void} all
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
 * @param {OnFacet} on
 * @returns {FacetList[]}
 */
export function buildFacets(place, facets, words, on) {
  const lists = facets.map((facet) => new FacetList(facet, words, on));
  lists.forEach((list, n) => {
    list.element.open = n < OPEN_AT_FIRST;
  });
  place.append(...lists.map(({ element }) => element));
  return lists;
}

/** One option: its row, its box, and what it is looked up by. */
class OptionRow {
  #copy = new Copy("sb-find-option");
  #number = this.#copy.slot("count", HTMLElement);
  count = -1;

  /**
   * @param {Facet} facet
   * @param {Option} option
   */
  constructor(facet, option) {
    this.option = option;
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
    if (count === this.count) return;
    this.count = count;
    this.#number.textContent = words.number(count);
  }

  /** @param {boolean} isSeen */
  see(isSeen) {
    if (this.row.hidden === isSeen) this.row.hidden = !isSeen;
  }
}

export class FacetList {
  #copy = new Copy("sb-find-facet");
  #all = this.#copy.slot("all", HTMLButtonElement);
  #mode = this.#copy.slot("mode", HTMLElement);
  #showsAll = false;
  /** @type {Set<number>} options of the short list */
  #few = new Set();
  #facet;
  #words;
  #rows;
  #groups;
  #combobox;

  /**
   * @param {Facet} facet
   * @param {Words} words
   * @param {OnFacet} on
   */
  constructor(facet, words, on) {
    this.#facet = facet;
    this.#words = words;
    this.element = /** @type {HTMLDetailsElement} */ (this.#copy.element);
    this.element.dataset.facet = facet.name;
    this.#copy.fill("title", facet.title);
    this.#copy.fill("legend", facet.title);

    this.#rows = facet.options.map((option) => new OptionRow(facet, option));
    const options = this.#copy.slot("options", HTMLElement);
    this.#groups = groupRows(this.#rows, facet.name);
    options.replaceChildren(...this.#groups.map(({ element }) => element));
    options.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) on.pick(facet.name, target.value, target.checked);
    });

    for (const radio of this.#mode.querySelectorAll("input")) {
      radio.name = `all-${facet.name}`;
      radio.addEventListener("change", () => on.all(facet.name, radio.value === "all"));
    }
    this.#all.addEventListener("click", () => {
      this.#showsAll = !this.#showsAll;
      this.#fold();
    });
    const lookUp = this.#copy.slot("look-up", HTMLInputElement);
    lookUp.hidden = !(this.#isLong && facet.searchable);
    lookUp.setAttribute("aria-label", words.say("lookUp", { facet: facet.title }));
    const list = this.#copy.slot("offered", HTMLElement);
    list.setAttribute("aria-label", facet.title);
    this.#combobox = new Combobox(
      lookUp,
      list,
      this.#copy.slot("none", HTMLElement),
      () =>
        this.#rows.map(({ option: { slug, label }, looksLike, count, box }) => ({
          slug, label, looksLike, count, isPicked: box.checked,
        })),
      (slug, isPicked) => on.pick(facet.name, slug, isPicked),
      (count) => words.number(count)
    );
  }

  get #isLong() {
    return this.#facet.options.length > LONG;
  }

  /**
   * @param {ReadonlySet<string> | undefined} picked slugs
   * @param {Uint32Array} counts by option
   * @param {boolean} isAll whether all of the picks are wanted
   */
  show(picked, counts, isAll) {
    this.#rows.forEach((row, n) => row.show(picked?.has(row.box.value) ?? false, counts[n], this.#words));
    this.#copy.fill("picked", picked ? this.#words.sayCount("picked", picked.size) : "");
    this.#mode.hidden = !this.#facet.many || (picked?.size ?? 0) < 2;
    for (const radio of this.#mode.querySelectorAll("input")) radio.checked = (radio.value === "all") === isAll;
    if (this.#isLong) this.#few = new Set(this.#mostCommon(counts));
    this.#fold();
    this.#combobox.refresh();
  }

  /** Opens the list, so that what is picked in it is seen. */
  open() {
    this.element.open = true;
  }

  /** Hides what is not in the short list. */
  #fold() {
    const isWhole = !this.#isLong || this.#showsAll;
    this.#rows.forEach((row, n) => row.see(isWhole || this.#few.has(n) || row.isHeld));
    for (const { heading } of this.#groups) if (heading) heading.hidden = !isWhole;
    this.#all.hidden = !this.#isLong;
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

/**
 * @param {OptionRow[]} rows
 * @param {string} facet
 * @returns {{ element: HTMLElement, heading?: HTMLElement }[]} a list for each group of options
 */
function groupRows(rows, facet) {
  /** @type {Map<string, OptionRow[]>} */
  const groups = new Map();
  for (const row of rows) {
    const { group = "" } = row.option;
    const known = groups.get(group);
    if (known) known.push(row);
    else groups.set(group, [row]);
  }
  return [...groups].map(([group, members], n) => {
    const copy = new Copy("sb-find-group");
    const list = copy.slot("rows", HTMLElement);
    list.append(...members.map(({ row }) => row));
    const heading = copy.slot("heading", HTMLElement);
    if (group === "") {
      heading.remove();
      return { element: copy.element };
    }
    heading.textContent = group;
    heading.id = `sb-find-group-${facet}-${n}`;
    list.setAttribute("aria-labelledby", heading.id);
    return { element: copy.element, heading };
  });
}
