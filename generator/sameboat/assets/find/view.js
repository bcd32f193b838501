/** What is seen: cards, chips, the count, and what stands there when there is nobody. Text nodes only. */
import { Announcer } from "./announce.js";
import { makeCard } from "./cards.js";
import { EmptyView } from "./empty.js";
import { buildFacets } from "./facets.js";
import { wantsNothing } from "./state.js";
import { Copy, part } from "./template.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./engine.js").Opened} Opened
 * @typedef {import("./engine.js").Page} Page
 * @typedef {import("./manifest.js").Facet} Facet
 * @typedef {import("./kept.js").KeptSearches} KeptSearches
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Sort} Sort
 *
 * @typedef {object} On what somebody does
 * @property {(q: string) => void} type
 * @property {() => void} settle typing has come to an end
 * @property {(facet: string, slug: string, isPicked: boolean) => void} pick
 * @property {(facet: string, isAll: boolean) => void} all
 * @property {(isAwake: boolean) => void} awake
 * @property {(sort: Sort) => void} sort
 * @property {(state: State) => void} go
 * @property {() => void} clear
 * @property {() => void} more
 * @property {() => void} keep this search, or forget it
 * @property {(search: string) => void} open a kept search
 * @property {(search: string) => void} forget a kept search
 */

export const CARDS_AT_ONCE = 20;

export class View {
  #page = part("sb-find", HTMLElement);
  #form = part("sb-find-form", HTMLFormElement);
  #narrow = part("sb-find-narrow", HTMLDetailsElement);
  #facets = part("sb-find-facets", HTMLElement);
  #awake = part("sb-find-awake", HTMLInputElement);
  #awakeCount = part("sb-find-awake-count", HTMLElement);
  #sort = part("sb-find-sort", HTMLSelectElement);
  #count = part("sb-find-count", HTMLElement);
  #picks = part("sb-find-picks", HTMLElement);
  #chips = part("sb-find-chips", HTMLElement);
  #close = part("sb-find-close", HTMLElement);
  #cards = part("sb-find-cards", HTMLElement);
  #more = part("sb-find-more", HTMLButtonElement);
  #order = part("sb-find-order", HTMLElement);
  #lost = part("sb-find-lost", HTMLElement);
  #keep = part("sb-find-keep", HTMLButtonElement);
  #kept = part("sb-find-kept", HTMLElement);
  #keptList = part("sb-find-kept-list", HTMLElement);
  #announcer = new Announcer(part("sb-find-status", HTMLElement));
  #holder = part("sb-find-words", HTMLElement);
  #words = new Words(this.#holder, this.#holder.lang);
  /** @type {EmptyView | undefined} */
  #empty;
  /** @type {import("./facets.js").FacetList[]} */
  #lists = [];
  /** Whether the card after those shown now is to take the focus when it comes. */
  #focusFrom = -1;
  #shownKept = "";

  field = part("sb-find-q", HTMLInputElement);

  constructor() {
    this.#unfold();
    window.addEventListener("resize", () => this.#unfold());
    this.#form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** The address of the search index. */
  get index() {
    return this.#page.dataset.index ?? "";
  }

  /**
   * @param {Opened} opened
   * @param {On} on
   */
  open({ facets, hasNewest, hasClock }, on) {
    this.#lists = buildFacets(this.#facets, facets, this.#words, on);
    this.#empty = new EmptyView(this.#words, (state) => {
      on.go(state);
      this.#count.focus();
    });
    this.field.addEventListener("input", () => on.type(this.field.value));
    this.field.addEventListener("blur", () => on.settle());
    this.#form.addEventListener("submit", () => on.settle());
    this.#awake.closest("label")?.toggleAttribute("hidden", !hasClock);
    this.#awake.addEventListener("change", () => on.awake(this.#awake.checked));
    if (!hasNewest) this.#sort.querySelector("[value=newest]")?.remove();
    this.#sort.addEventListener("change", () => on.sort(/** @type {Sort} */ (this.#sort.value)));
    this.#more.addEventListener("click", () => {
      this.#focusFrom = this.#cards.childElementCount;
      on.more();
    });
    this.#keep.addEventListener("click", () => on.keep());
    for (const button of this.#page.querySelectorAll("[data-action=clear]")) {
      button.addEventListener("click", () => {
        on.clear();
        this.field.focus();
      });
    }
    this.#chips.addEventListener("click", ({ target }) => {
      const chip = target instanceof Element && target.closest("button");
      if (!chip) return;
      if (chip.dataset.facet === undefined) on.awake(false);
      else on.pick(chip.dataset.facet, chip.dataset.slug ?? "", false);
    });
    this.#keptList.addEventListener("click", (event) => {
      const target = event.target instanceof Element && event.target.closest("[data-search]");
      if (!(target instanceof HTMLElement)) return;
      event.preventDefault();
      const { search = "" } = target.dataset;
      if (target instanceof HTMLAnchorElement) on.open(search);
      else on.forget(search);
    });
  }

  /** An answer is on its way. */
  showBusy() {
    this.#page.dataset.state = "busy";
  }

  /**
   * @param {Facet[]} facets
   * @param {State} state
   * @param {Page} page
   * @param {number} shown how many cards at most
   */
  show(facets, state, page, shown) {
    const { counts } = page;
    if (counts) {
      facets.forEach(({ name }, n) => this.#lists[n].show(state.picked.get(name), counts[n], state.all.has(name)));
    }
    this.#awake.checked = state.isAwake;
    this.#awakeCount.textContent = page.awake === undefined ? "" : this.#words.number(page.awake);
    this.#sort.value = state.sort;
    this.#showChips(facets, state);
    this.#showCards(page, shown);

    const people = this.#words.sayCount("people", page.total);
    this.#count.textContent = people;
    this.#announcer.say(people);
    this.#close.hidden = !page.isForgiving;
    this.#close.textContent = this.#words.say("close", { words: page.close.slice(0, 5).join(", ") });
    this.#order.hidden = page.total < 2 || state.sort !== "";
    this.#empty?.show(page.total === 0 ? (page.ways ?? { unknown: [], drops: [] }) : undefined);
    if (counts) {
      this.#page.dataset.state = "ready";
      this.#page.classList.add("sb-find-counted");
    }
  }

  /**
   * @param {Facet[]} facets
   * @param {State} state
   */
  openPicked(facets, { picked }) {
    facets.forEach(({ name }, n) => picked.has(name) && this.#lists[n].open());
  }

  /**
   * @param {KeptSearches} kept
   * @param {State} state
   * @param {string} search the same as an address
   */
  showKept(kept, state, search) {
    const { all } = kept;
    this.#keep.hidden = wantsNothing(state);
    this.#keep.textContent = this.#words.say(kept.has(search) ? "forget" : "keep");
    // Every letter comes by here; the list changes when somebody presses a button.
    const shown = JSON.stringify(all);
    if (shown === this.#shownKept) return;
    this.#shownKept = shown;
    this.#kept.hidden = all.length === 0;
    this.#keptList.replaceChildren(
      ...all.map(({ label, search }) => {
        const copy = new Copy("sb-find-kept-item");
        const link = copy.slot("link", HTMLAnchorElement);
        link.textContent = label;
        link.href = search;
        link.dataset.search = search;
        const button = copy.slot("forget", HTMLButtonElement);
        button.dataset.search = search;
        button.setAttribute("aria-label", this.#words.say("forgetOne", { label }));
        return copy.element;
      })
    );
  }

  /**
   * @param {Facet[]} facets
   * @param {State} state
   * @returns {string} what is wanted, in a few words
   */
  nameOf(facets, { q, picked, isAwake }) {
    const labels = facets.flatMap(({ name, options }) =>
      options.filter(({ slug }) => picked.get(name)?.has(slug)).map(({ label }) => label)
    );
    const awake = isAwake ? [this.#words.say("awake")] : [];
    return [q.trim(), ...labels, ...awake].filter(Boolean).join(" · ");
  }

  /** The index did not come. */
  showLost() {
    for (const useless of [this.#form, this.#narrow, ...(this.#lost.parentElement?.children ?? [])]) {
      useless.toggleAttribute("hidden", useless !== this.#lost);
    }
    this.#announcer.say(this.#lost.innerText);
    this.#page.dataset.state = "lost";
  }

  /**
   * @param {Page} page
   * @param {number} shown
   */
  #showCards({ cards, total }, shown) {
    const address = this.#page.dataset.member ?? "";
    this.#cards.replaceChildren(...cards.map((card) => makeCard(card, address, this.#words)));
    this.#more.hidden = total <= shown;
    if (this.#focusFrom >= 0) this.#cards.children[this.#focusFrom]?.querySelector("a")?.focus();
    this.#focusFrom = -1;
  }

  /**
   * @param {Facet[]} facets
   * @param {State} state
   */
  #showChips(facets, { picked, isAwake }) {
    const focused = [...this.#chips.children].findIndex((chip) => chip.contains(document.activeElement));
    const chips = facets.flatMap((facet) =>
      facet.options.filter(({ slug }) => picked.get(facet.name)?.has(slug)).map((option) => this.#chip(facet, option))
    );
    if (isAwake) chips.push(this.#chip());
    this.#chips.replaceChildren(...chips);
    this.#picks.hidden = chips.length === 0;
    if (focused === -1) return;
    // The chip that was pressed is gone: the next one takes the focus, or what its going has changed.
    const next = chips[Math.min(focused, chips.length - 1)];
    (next?.querySelector("button") ?? this.#count).focus();
  }

  /**
   * @param {Facet} [facet] none for "awake now"
   * @param {import("./manifest.js").Option} [option]
   */
  #chip(facet, option) {
    const copy = new Copy("sb-find-chip");
    const label = option?.label ?? this.#words.say("awake");
    copy.fill("label", label);
    const button = copy.element.querySelector("button");
    if (button && facet) {
      button.dataset.facet = facet.name;
      button.dataset.slug = option?.slug;
      button.setAttribute("aria-label", this.#words.say("drop", { label, facet: facet.title }));
    } else button?.setAttribute("aria-label", this.#words.say("dropAwake"));
    return copy.element;
  }

  /** Where the style sheet has room for two columns it hides the handle of the folded facets: they stand open. */
  #unfold() {
    const handle = this.#narrow.querySelector("summary");
    if (handle && getComputedStyle(handle).display === "none") this.#narrow.open = true;
  }
}
