/** The one field that the schema has not: the login that the file is named after. */
import { Copy, part } from "../find/template.js";

const FORMAT = { title: "", type: "string", format: "handle" };

export class HandleField {
  #copy = new Copy("sb-join-field");
  #input = document.createElement("input");
  #taken = document.createElement("p");
  #parts;
  /** @type {Map<string, boolean>} handles that were asked for → whether they have a profile */
  #known = new Map();

  /**
   * @param {object} parts
   * @param {import("../find/words.js").Words} parts.words
   * @param {import("./places.js").Places} parts.places
   * @param {import("./validate.js").Validator} parts.validator
   * @param {string} parts.value
   * @param {boolean} parts.isFixed whether it is the handle of a profile that is changed
   * @param {(handle: string) => Promise<boolean>} parts.isTaken
   * @param {(handle: string) => string} parts.editAddress
   * @param {() => void} parts.onChange
   */
  constructor(parts) {
    this.#parts = parts;
    const { words, places } = parts;
    const input = this.#input;
    input.type = "text";
    input.id = "sb-join-handle";
    input.dir = "ltr";
    input.autocomplete = "username";
    input.autocapitalize = "none";
    input.spellcheck = false;
    input.value = parts.value;
    input.readOnly = parts.isFixed;
    input.setAttribute("aria-required", "true");
    this.#copy.fill("label", words.say("handleTitle"));
    this.#copy.slot("label", HTMLLabelElement).htmlFor = input.id;
    const help = this.#copy.slot("help", HTMLElement);
    help.id = `${input.id}-help`;
    help.textContent = words.say("handleHelp");
    this.#taken.hidden = true;
    this.#copy.slot("control", HTMLElement).append(input, this.#taken);
    places.add(["@handle"], { control: input, error: this.#copy.slot("error", HTMLElement), help: help.id });
    part("sb-join-handle-place", HTMLElement).replaceChildren(this.#copy.element);
    input.addEventListener("input", () => parts.onChange());
    input.addEventListener("blur", () => {
      input.value = this.value;
      places.touch(["@handle"]);
      parts.onChange();
      void this.#ask();
    });
  }

  get value() {
    return this.#input.value.trim().replace(/^@/, "").toLowerCase();
  }

  set value(handle) {
    this.#input.value = handle;
    this.#taken.hidden = true;
  }

  focus() {
    this.#input.focus();
  }

  /** @returns {import("./validate.js").Problem[]} */
  problems() {
    const { value } = this;
    const path = ["@handle"];
    if (value === "") return [{ path, key: "handleMissing", values: {} }];
    if (!this.#parts.validator.isValid(FORMAT, value)) return [{ path, key: "formatHandle", values: { value } }];
    return this.#known.get(value) ? [{ path, key: "handleTaken", values: { name: value } }] : [];
  }

  /** Looks up whether somebody is here under that name: their file would be overwritten. */
  async #ask() {
    const { value } = this;
    const { isFixed, isTaken, validator, editAddress, words, onChange } = this.#parts;
    if (isFixed || value === "" || !validator.isValid(FORMAT, value)) return;
    // Without an answer nothing is said; the forge would refuse a second file of that name.
    if (!this.#known.has(value)) this.#known.set(value, await isTaken(value).catch(() => false));
    if (value !== this.value) return;
    const link = document.createElement("a");
    link.href = editAddress(value);
    link.textContent = words.say("handleEdit");
    this.#taken.replaceChildren(link);
    this.#taken.hidden = !this.#known.get(value);
    onChange();
  }
}
