/** How the profile will look: its card in a list, and below it what its page will say. */
import { Copy, part } from "../find/template.js";
import { isBlank, isGroup } from "./data.js";

/**
 * @typedef {import("./data.js").Fields} Fields
 * @typedef {import("./data.js").Value} Value
 * @typedef {import("./validate.js").SchemaNode} SchemaNode
 */

/** As many as `outputs/boats.py` has, and by the same sign. */
const HUES = 8;

export class Preview {
  #card = part("sb-join-card", HTMLElement);
  #page = part("sb-join-page", HTMLElement);
  #file = part("sb-join-filename", HTMLElement);
  #yaml = part("sb-join-yaml", HTMLElement);
  #schema;
  #choices;
  #words;

  /**
   * @param {SchemaNode} schema
   * @param {import("./choices.js").Choices} choices
   * @param {import("../find/words.js").Words} words
   */
  constructor(schema, choices, words) {
    this.#schema = schema;
    this.#choices = choices;
    this.#words = words;
  }

  /**
   * @param {string} handle
   * @param {Fields} fields
   * @param {string} text of the file
   */
  show(handle, fields, text) {
    this.#card.className = `sb-card b${parseInt(handle.at(-1) ?? "0", 36) % HUES}`;
    for (const slot of this.#card.querySelectorAll("[data-slot]")) {
      const name = slot.getAttribute("data-slot") ?? "";
      const value = fields[name];
      const placeholder = name === "name" ? this.#words.say("madeUp") : "";
      slot.textContent = typeof value === "string" && value ? value : placeholder;
    }
    this.#file.textContent = `${handle || "…"}.yml`;
    this.#yaml.textContent = text;
    const shown = new Set([...this.#card.querySelectorAll("[data-slot]")].map((slot) => slot.getAttribute("data-slot")));
    const sections = Object.entries(this.#schema.properties ?? {})
      .filter(([name, node]) => !shown.has(name) && !node["x-hidden"] && node["x-form"] !== "photo" && !isBlank(fields[name]))
      .map(([name, node]) => this.#section(node, fields[name]));
    this.#page.replaceChildren(...sections);
  }

  /**
   * @param {SchemaNode} node
   * @param {Value} value
   * @returns {HTMLElement}
   */
  #section(node, value) {
    const copy = new Copy("sb-join-shown");
    copy.fill("title", node.title ?? "");
    const items = Array.isArray(value) ? value : [value];
    const inside = Array.isArray(value) ? node.items : node;
    const list = copy.slot("items", HTMLElement);
    list.className = items.some((item) => isGroup(item) || String(item).length > 40) ? "sb-join-lines" : "sb-join-words";
    list.replaceChildren(...items.filter((item) => !isBlank(item)).map((item) => this.#item(inside ?? {}, item)));
    return copy.element;
  }

  /**
   * @param {SchemaNode} node
   * @param {Value} value
   * @returns {HTMLElement}
   */
  #item(node, value) {
    const item = document.createElement("li");
    if (!isGroup(value)) {
      item.dir = "auto";
      item.textContent = this.#shown(node, value);
      return item;
    }
    Object.entries(node.properties ?? {})
      .filter(([key]) => !isBlank(value[key]))
      .forEach(([key, part], n) => {
        const words = document.createElement(n === 0 ? "strong" : "span");
        words.dir = "auto";
        words.textContent = this.#shown(part, value[key]);
        item.append(...(n === 0 ? [] : [" "]), words);
      });
    return item;
  }

  /**
   * @param {SchemaNode} node
   * @param {Value} value
   * @returns {string}
   */
  #shown(node, value) {
    return typeof value === "boolean" ? `${node.title}: ${value}` : this.#choices.label(node, String(value));
  }
}
