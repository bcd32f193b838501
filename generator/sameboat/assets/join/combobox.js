/** A text field with a list below it that fits what is typed, after the ARIA pattern "combobox with a listbox". */
import { Copy } from "../find/template.js";
import { exactly, fitting } from "./choices.js";

/** More would not be read; typing a letter more shows others. */
const SHOWN = 80;

export class Combobox {
  #copy = new Copy("sb-join-combobox");
  #list = this.#copy.slot("list", HTMLElement);
  #options;
  #words;
  #onPick;
  #say;
  /** @type {import("./choices.js").Option[]} */
  #fit = [];
  #active = -1;

  /**
   * @param {object} parts
   * @param {string} parts.id
   * @param {import("./choices.js").Option[]} parts.options
   * @param {import("../find/words.js").Words} parts.words
   * @param {(text: string) => void} parts.say to those who listen
   * @param {(value: string) => void} parts.onPick called with an option's value, or with what was typed and is none
   */
  constructor({ id, options, words, say, onPick }) {
    this.input = this.#copy.slot("input", HTMLInputElement);
    this.input.id = id;
    this.#list.id = `${id}-list`;
    this.input.setAttribute("aria-controls", this.#list.id);
    this.input.placeholder = words.say("choose");
    this.#options = options;
    this.#words = words;
    this.#say = say;
    this.#onPick = onPick;
    this.input.addEventListener("input", () => this.#open(this.input.value));
    this.input.addEventListener("click", () => this.#open(""));
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.input.addEventListener("blur", () => this.#leave());
    // The field keeps the focus while the list is pressed.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => {
      const row = target instanceof Element ? target.closest("[role=option]") : null;
      const place = row ? [...this.#list.children].indexOf(row) : -1;
      if (place >= 0) this.#pick(place);
    });
  }

  get element() {
    return this.#copy.element;
  }

  /** @param {string} label of the list, for those who listen */
  set label(label) {
    this.#list.setAttribute("aria-label", label);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const isOpen = !this.#list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) this.#open(exactly(this.#options, this.input.value) ? "" : this.input.value);
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      // A form with one field would be sent.
      event.preventDefault();
      if (isOpen && this.#active >= 0) this.#pick(this.#active);
      else if (this.input.value.trim() !== "") this.#take();
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      this.#close();
    }
  }

  /** @param {string} typed */
  #open(typed) {
    this.#fit = fitting(this.#options, typed).slice(0, SHOWN);
    this.#active = -1;
    this.#list.replaceChildren(...this.#fit.map((option, place) => this.#row(option, place)));
    this.#list.hidden = this.#fit.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.input.removeAttribute("aria-activedescendant");
    if (this.#options.length > 0) {
      this.#say(this.#fit.length > 0 ? this.#words.sayCount("fits", this.#fit.length) : this.#words.say("noneFits"));
    }
  }

  /**
   * @param {import("./choices.js").Option} option
   * @param {number} place
   * @returns {HTMLElement}
   */
  #row(option, place) {
    const copy = new Copy("sb-join-option");
    copy.element.id = `${this.#list.id}-${place}`;
    copy.fill("label", option.label);
    copy.fill("detail", option.detail);
    return copy.element;
  }

  /** @param {number} step */
  #move(step) {
    if (this.#fit.length === 0) return;
    const rows = [...this.#list.children];
    rows[this.#active]?.setAttribute("aria-selected", "false");
    const start = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#active = (start + step + rows.length) % rows.length;
    const row = rows[this.#active];
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row.id);
  }

  #close() {
    this.#list.hidden = true;
    this.#active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} place */
  #pick(place) {
    const { value, label } = this.#fit[place];
    this.#close();
    this.input.value = label;
    this.#onPick(value);
  }

  #leave() {
    this.#close();
    this.#take();
  }

  #take() {
    const option = exactly(this.#options, this.input.value);
    if (option) this.input.value = option.label;
    this.#close();
    this.#onPick(option?.value ?? this.input.value.trim());
  }
}
