/** What is seen: cards, chips, the count, and what stands there when there is nobody. Text nodes only. */
import { Announcer } from "./announce.js";
import { buildFacets } from "./facets.js";
import { fnv1a } from "./shuffle.js";
import { Copy, part } from "./template.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./index.js").Card} Card
 * @typedef {import("./index.js").SearchIndex} SearchIndex
 * @typedef {import("./query.js").Answer} Answer
 * @typedef {import("./state.js").State} State
 */

export const CARDS_AT_ONCE = 30;

/** As many as `outputs/boats.py` has; a handle has the same colour everywhere. */
const HUES = 8;

export class View {
  #page = part("sb-find", HTMLElement);
  #narrow = part("sb-find-narrow", HTMLDetailsElement);
  #facets = part("sb-find-facets", HTMLElement);
  #count = part("sb-find-count", HTMLElement);
  #picks = part("sb-find-picks", HTMLElement);
  #chips = part("sb-find-chips", HTMLElement);
  #cards = part("sb-find-cards", HTMLElement);
  #more = part("sb-find-more", HTMLButtonElement);
  #order = part("sb-find-order", HTMLElement);
  #empty = part("sb-find-empty", HTMLElement);
  #lost = part("sb-find-lost", HTMLElement);
  #announcer = new Announcer(part("sb-find-status", HTMLElement));
  #holder = part("sb-find-words", HTMLElement);
  #words = new Words(this.#holder, this.#holder.lang);
  /** @type {import("./facets.js").FacetList[]} */
  #lists = [];

  form = part("sb-find-form", HTMLFormElement);
  field = part("sb-find-q", HTMLInputElement);

  constructor() {
    this.#unfold();
    window.addEventListener("resize", () => this.#unfold());
  }

  /** The address of the search index. */
  get index() {
    return this.#page.dataset.index ?? "";
  }

  /** @param {() => void} onClear */
  onClear(onClear) {
    for (const button of this.#page.querySelectorAll("[data-action=clear]")) {
      button.addEventListener("click", () => {
        onClear();
        this.field.focus();
      });
    }
  }

  /** @param {() => void} onMore */
  onMore(onMore) {
    this.#more.addEventListener("click", () => {
      const seen = this.#cards.childElementCount;
      onMore();
      this.#cards.children[seen]?.querySelector("a")?.focus();
    });
  }

  /**
   * @param {SearchIndex} index
   * @param {import("./facets.js").OnPick} onPick
   */
  showFacets({ facets }, onPick) {
    this.#lists = buildFacets(this.#facets, facets, this.#words, onPick);
    this.#chips.addEventListener("click", ({ target }) => {
      const chip = target instanceof Element && target.closest("button");
      if (chip) onPick(chip.dataset.facet ?? "", chip.dataset.slug ?? "", false);
    });
  }

  /**
   * @param {SearchIndex} index
   * @param {State} state
   * @param {Answer} answer
   * @param {number} shown how many cards at most
   */
  show(index, state, { order, counts }, shown) {
    index.facets.forEach(({ name }, n) => this.#lists[n].show(state.picked.get(name), counts[n]));
    this.#showChips(index, state);
    this.#showCards(index, order, shown);

    const people = this.#words.sayCount("people", order.length);
    this.#count.textContent = people;
    this.#announcer.say(people);
    this.#order.hidden = order.length < 2;
    this.#empty.hidden = order.length > 0;
    this.#page.dataset.state = "ready";
  }

  /**
   * Opens the lists something is picked in.
   * @param {SearchIndex} index
   * @param {State} state
   */
  openPicked({ facets }, { picked }) {
    facets.forEach(({ name }, n) => picked.has(name) && this.#lists[n].open());
  }

  /** The index did not come. */
  showLost() {
    for (const useless of [this.form, this.#count, this.#narrow]) useless.hidden = true;
    this.#lost.hidden = false;
    this.#announcer.say(this.#lost.innerText);
    this.#page.dataset.state = "lost";
  }

  /**
   * @param {SearchIndex} index
   * @param {number[]} order
   * @param {number} shown
   */
  #showCards(index, order, shown) {
    const cards = order.slice(0, shown).map((member) => this.#card(index.card(member)));
    this.#cards.replaceChildren(...cards);
    this.#more.hidden = order.length <= shown;
  }

  /** @param {Card} card */
  #card({ handle, name, tagline }) {
    const copy = new Copy("sb-find-card");
    copy.fill("name", name);
    const address = (this.#page.dataset.member ?? "").replace("{handle}", encodeURIComponent(handle));
    copy.slot("name", HTMLAnchorElement).href = address;
    copy.element.classList.add(`sb-h${fnv1a(handle) % HUES}`);
    if (tagline === "") copy.slot("tagline", HTMLElement).remove();
    else copy.fill("tagline", tagline);
    return copy.element;
  }

  /**
   * @param {SearchIndex} index
   * @param {State} state
   */
  #showChips({ facets }, { picked }) {
    const focused = [...this.#chips.children].findIndex((chip) => chip.contains(document.activeElement));
    const chips = facets.flatMap((facet) =>
      facet.options.filter(({ slug }) => picked.get(facet.name)?.has(slug)).map((option) => this.#chip(facet, option))
    );
    this.#chips.replaceChildren(...chips);
    this.#picks.hidden = chips.length === 0;
    if (focused === -1) return;
    // The chip that was pressed is gone: the next one takes the focus, or what its going has changed.
    const next = chips[Math.min(focused, chips.length - 1)];
    (next?.querySelector("button") ?? this.#count).focus();
  }

  /**
   * @param {import("./index.js").Facet} facet
   * @param {import("./index.js").Option} option
   */
  #chip(facet, option) {
    const copy = new Copy("sb-find-chip");
    copy.fill("label", option.label);
    const button = copy.element.querySelector("button");
    if (button) {
      button.dataset.facet = facet.name;
      button.dataset.slug = option.slug;
      button.setAttribute("aria-label", this.#words.say("drop", { label: option.label, facet: facet.title }));
    }
    return copy.element;
  }

  /** Where the style sheet has room for two columns it hides the handle of the folded facets: they stand open. */
  #unfold() {
    const handle = this.#narrow.querySelector("summary");
    if (handle && getComputedStyle(handle).display === "none") this.#narrow.open = true;
  }
}
