/** What stands there when nobody fits: which word nobody says, and which wish to leave out. */
import { part } from "./template.js";

/**
 * @typedef {import("./ways.js").Ways} Ways
 * @typedef {import("./ways.js").Drop} Drop
 * @typedef {import("./state.js").State} State
 * @typedef {import("./words.js").Words} Words
 */

export class EmptyView {
  #place = part("sb-find-empty", HTMLElement);
  #why = part("sb-find-why", HTMLElement);
  #drops = part("sb-find-drops", HTMLElement);
  #dropsTitle = part("sb-find-drops-title", HTMLElement);
  #words;
  #go;

  /**
   * @param {Words} words
   * @param {(state: State) => void} go
   */
  constructor(words, go) {
    this.#words = words;
    this.#go = go;
  }

  /** @param {Ways | undefined} ways nothing where somebody fits */
  show(ways) {
    this.#place.hidden = ways === undefined;
    if (ways === undefined) return;
    const unknown = ways.unknown.flatMap(({ word, meant }) => {
      const line = document.createElement("p");
      line.textContent = this.#words.say("unknown", { word });
      if (meant.length === 0) return [line];
      const question = document.createElement("p");
      question.append(this.#words.say("meant"), " ");
      for (const each of meant) {
        question.append(this.#button(this.#words.say("option", { label: each.word, people: this.#people(each.count) }), each.state), " ");
      }
      return [line, question];
    });
    if (unknown.length > 0) this.#why.replaceChildren(...unknown);
    else {
      const line = document.createElement("p");
      line.textContent = this.#words.say("nobody");
      this.#why.replaceChildren(line);
    }
    this.#dropsTitle.hidden = ways.drops.length === 0;
    this.#drops.replaceChildren(
      ...ways.drops.map((drop) => {
        const item = document.createElement("li");
        item.append(this.#button(this.#dropWords(drop), drop.state));
        return item;
      })
    );
  }

  /** @param {Drop} drop */
  #dropWords({ kind, label, title, count }) {
    const people = this.#people(count);
    if (kind === "facet") return this.#words.say("withoutFacet", { facet: title, people });
    if (kind === "awake") return this.#words.say("withoutAwake", { people });
    return this.#words.say("without", { label, people });
  }

  /** @param {number} count */
  #people(count) {
    return this.#words.sayCount("people", count);
  }

  /**
   * @param {string} text
   * @param {State} state
   * @returns {HTMLButtonElement}
   */
  #button(text, state) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sb-find-way";
    button.textContent = text;
    button.addEventListener("click", () => this.#go(state));
    return button;
  }
}
