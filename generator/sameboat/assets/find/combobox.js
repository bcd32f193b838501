/** A box that offers options as one types, after the combobox pattern of the ARIA Authoring Practices. */
import { fold } from "./fold.js";

/**
 * @typedef {object} Choice
 * @property {string} slug
 * @property {string} label
 * @property {string} looksLike folded words, each with a space before it
 * @property {number} count
 * @property {boolean} isPicked
 */

const MOST = 8;
let boxes = 0;

export class Combobox {
  #input;
  #list;
  #none;
  #choices;
  #pick;
  #say;
  #id = `sb-find-box-${boxes++}`;
  /** @type {Choice[]} */
  #offered = [];
  #active = -1;

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list the listbox
   * @param {HTMLElement} none what stands there when nothing is like what was typed
   * @param {() => Choice[]} choices
   * @param {(slug: string, isPicked: boolean) => void} pick
   * @param {(count: number) => string} say a number, as the page's language writes it
   */
  constructor(input, list, none, choices, pick, say) {
    this.#input = input;
    this.#list = list;
    this.#none = none;
    this.#choices = choices;
    this.#pick = pick;
    this.#say = say;
    list.id = this.#id;
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("input", () => this.#offer());
    input.addEventListener("keydown", (event) => this.#press(event));
    input.addEventListener("blur", () => this.#close());
    input.addEventListener("focus", () => this.#offer());
    // A press would take the focus from the box, and with it the list.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element && target.closest("[role=option]");
      if (option) this.#choose([...list.children].indexOf(option));
    });
  }

  /** Shows the counts of today's answer in an open list. */
  refresh() {
    if (!this.#list.hidden) this.#offer(this.#offered[this.#active]?.slug);
  }

  /** @param {string} [slug] of the option that stays active */
  #offer(slug) {
    const typed = fold(this.#input.value);
    const like = typed === "" ? [] : this.#choices().filter(({ looksLike }) => looksLike.includes(` ${typed}`));
    this.#offered = like.slice(0, MOST);
    this.#list.replaceChildren(...this.#offered.map((choice, n) => this.#option(choice, n)));
    this.#list.hidden = this.#offered.length === 0;
    this.#none.hidden = typed === "" || this.#offered.length > 0;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#activate(this.#offered.findIndex((choice) => choice.slug === slug));
  }

  #close() {
    this.#list.hidden = true;
    this.#none.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const last = this.#offered.length - 1;
    if (event.key === "ArrowDown" && this.#list.hidden) this.#offer();
    else if (event.key === "ArrowDown") this.#activate(this.#active >= last ? 0 : this.#active + 1);
    else if (event.key === "ArrowUp") this.#activate(this.#active <= 0 ? last : this.#active - 1);
    else if (event.key === "Enter" && !this.#list.hidden) this.#choose(Math.max(0, this.#active));
    else if (event.key === "Escape" && this.#input.value !== "") this.#clear();
    else return;
    event.preventDefault();
  }

  /** @param {number} n */
  #choose(n) {
    const choice = this.#offered[n];
    if (choice === undefined || (choice.count === 0 && !choice.isPicked)) return;
    this.#clear();
    this.#pick(choice.slug, !choice.isPicked);
  }

  #clear() {
    this.#input.value = "";
    this.#close();
  }

  /** @param {number} n */
  #activate(n) {
    this.#active = n;
    [...this.#list.children].forEach((option, place) => option.toggleAttribute("data-active", place === n));
    const active = this.#list.children[n];
    if (active === undefined) this.#input.removeAttribute("aria-activedescendant");
    else {
      this.#input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    }
  }

  /**
   * @param {Choice} choice
   * @param {number} n
   * @returns {HTMLElement}
   */
  #option({ label, count, isPicked }, n) {
    const option = document.createElement("li");
    option.id = `${this.#id}-${n}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", String(isPicked));
    if (count === 0 && !isPicked) option.setAttribute("aria-disabled", "true");
    const name = document.createElement("span");
    name.dir = "auto";
    name.textContent = label;
    const number = document.createElement("span");
    number.className = "sb-find-option-count";
    number.textContent = this.#say(count);
    option.append(name, " ", number);
    return option;
  }
}
