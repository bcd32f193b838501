/** The control of a single value: a field to type in, a list to choose from, a box to tick. */
import { Copy } from "../find/template.js";
import { Combobox } from "./combobox.js";
import { tidy } from "./data.js";

/**
 * @typedef {import("./validate.js").SchemaNode} SchemaNode
 * @typedef {import("./data.js").Path} Path
 * @typedef {import("./data.js").Value} Value
 *
 * @typedef {object} Context what all parts of the form share
 * @property {(path: Path) => Value | undefined} get
 * @property {(path: Path, value: Value | undefined) => void} set
 * @property {import("../find/words.js").Words} words
 * @property {import("./choices.js").Choices} choices
 * @property {import("./places.js").Places} places
 * @property {(text: string) => void} say to those who listen
 * @property {() => string} handle
 * @property {string} uploading where photos are put; empty where nobody knows
 * @property {number} photoBytes how large a photo may be
 *
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {HTMLElement} focus what gets the focus, and what a label is for
 *
 * @typedef {"none" | "photo" | "flag" | "picks" | "checks" | "rows" | "groups" | "group" | "combobox" | "select" |
 *   "date" | "month" | "url" | "area" | "line-area" | "line"} Kind
 */

/** A list to choose from that is longer is looked up in by typing. */
const FEW = 12;
/** A line of text that may be longer needs more than one row to be seen as a whole. */
const LONG_LINE = 100;

/**
 * @param {SchemaNode} node
 * @returns {Kind} the control that fits what may be written there
 */
export function kindOf(node) {
  if (node["x-form"] === "none" || node["x-form"] === "photo") return node["x-form"];
  if (node.type === "boolean") return "flag";
  if (node.type === "array") return listKind(node.items ?? {});
  if (node.type === "object") return node.properties ? "group" : "none";
  if (isLookedUp(node)) return "combobox";
  if (node.enum) return "select";
  if (node.format === "date") return "date";
  if (node.format === "year-month") return "month";
  if (node.format === "https-url") return "url";
  if (node["x-markdown"]) return "area";
  return (node.maxLength ?? 0) > LONG_LINE ? "line-area" : "line";
}

/**
 * @param {SchemaNode} items
 * @returns {Kind}
 */
function listKind(items) {
  const kind = kindOf(items);
  if (kind === "group") return "groups";
  if (kind === "combobox" || items.format === "handle") return "picks";
  if (kind === "select") return "checks";
  return ["line", "line-area", "area", "url", "date", "month"].includes(kind) ? "rows" : "none";
}

/** @param {SchemaNode} node */
function isLookedUp(node) {
  const isLong = (node.enum?.length ?? 0) > FEW;
  return Boolean(node["x-vocabulary"]) || isLong || node.format === "timezone" || node.format === "language";
}

/**
 * @param {Path} path
 * @returns {string} an id for what stands at `path`
 */
export function idOf(path) {
  return `sb-join-at-${path.join("-")}`;
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @param {Value | undefined} example
 * @returns {Control}
 */
export function buildControl(context, node, path, example) {
  const kind = kindOf(node);
  if (kind === "combobox") return buildCombobox(context, node, path);
  if (kind === "select") return buildSelect(context, node, path);
  const isLine = kind === "line" || kind === "line-area";
  const field = document.createElement(kind === "area" || kind === "line-area" ? "textarea" : "input");
  field.id = idOf(path);
  field.dir = kind === "url" || kind === "date" || kind === "month" ? "ltr" : "auto";
  if (field instanceof HTMLInputElement) {
    field.type = kind === "date" || kind === "month" || kind === "url" ? kind : "text";
    field.autocomplete = "off";
    if (node.format === "handle") field.autocapitalize = "none";
  } else {
    field.rows = kind === "area" ? 6 : 2;
  }
  if (typeof example === "string" && kind !== "date") field.placeholder = example;
  const value = context.get(path);
  field.value = typeof value === "string" ? value : "";
  field.addEventListener("input", () => {
    const text = tidy(field.value, isLine || kind === "url");
    context.set(path, text === "" ? undefined : text);
  });
  field.addEventListener("blur", () => touched(context, path));
  if (kind === "month" && field instanceof HTMLInputElement) {
    return { element: withThisMonth(context, path, field), focus: field };
  }
  if (kind === "line-area") {
    field.addEventListener("keydown", (event) => {
      if (event instanceof KeyboardEvent && event.key === "Enter") event.preventDefault();
    });
  }
  return { element: field, focus: field };
}

/**
 * @param {Context} context
 * @param {Path} path
 */
export function touched(context, path) {
  context.places.touch(path);
  // Setting what is there already makes the form say what it thinks of it.
  context.set(path, context.get(path));
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @returns {Control}
 */
function buildCombobox(context, node, path) {
  const combobox = new Combobox({
    id: idOf(path),
    options: context.choices.of(node),
    words: context.words,
    say: context.say,
    onPick: (value) => {
      context.places.touch(path);
      context.set(path, value === "" ? undefined : value);
    },
  });
  combobox.label = node.title ?? "";
  const value = context.get(path);
  if (typeof value === "string") combobox.input.value = context.choices.label(node, value);
  if (node.format !== "timezone") return { element: combobox.element, focus: combobox.input };
  return { element: withOwnZone(context, node, path, combobox), focus: combobox.input };
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @param {Combobox} combobox
 * @returns {HTMLElement} the combobox, and beside it the zone that this machine is in
 */
function withOwnZone(context, node, path, combobox) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!context.choices.of(node).some(({ value }) => value === zone)) return combobox.element;
  return besideButton(combobox.element, context.words.say("myZone", { zone }), () => {
    combobox.input.value = zone;
    context.places.touch(path);
    context.set(path, zone);
  });
}

/**
 * @param {Context} context
 * @param {Path} path
 * @param {HTMLInputElement} field
 * @returns {HTMLElement} the field, and beside it the month we are in
 */
function withThisMonth(context, path, field) {
  return besideButton(field, context.words.say("now"), () => {
    field.value = new Date().toISOString().slice(0, "2026-11".length);
    context.places.touch(path);
    context.set(path, field.value);
  });
}

/**
 * @param {HTMLElement} field
 * @param {string} text
 * @param {() => void} onClick
 * @returns {HTMLElement}
 */
function besideButton(field, text, onClick) {
  const element = document.createElement("div");
  element.className = "sb-join-beside";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", onClick);
  element.append(field, button);
  return element;
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @returns {Control}
 */
function buildSelect(context, node, path) {
  const select = document.createElement("select");
  select.id = idOf(path);
  const value = context.get(path);
  // What is understood where nothing is written stands in for "nothing".
  const isUnderstood = typeof node.default === "string" && value !== node.default;
  const options = context.choices.of(node).filter((option) => !(isUnderstood && option.value === node.default));
  const nothing = isUnderstood ? context.choices.label(node, String(node.default)) : context.words.say("nothing");
  select.append(new Option(nothing, ""));
  for (const option of options) select.append(new Option(option.label, option.value));
  // What a list no longer has is shown all the same: only so can one see what is wrong.
  if (typeof value === "string" && value && !options.some((option) => option.value === value)) {
    select.append(new Option(value, value));
  }
  select.value = typeof value === "string" ? value : "";
  select.addEventListener("change", () => {
    context.places.touch(path);
    context.set(path, select.value === "" ? undefined : select.value);
  });
  return { element: select, focus: select };
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @returns {Control} a box to tick, with its label
 */
export function buildFlag(context, node, path) {
  const copy = new Copy("sb-join-check");
  const box = copy.slot("box", HTMLInputElement);
  box.id = idOf(path);
  copy.fill("label", node.title ?? "");
  const value = context.get(path);
  box.checked = typeof value === "boolean" ? value : node.default === true;
  box.addEventListener("change", () => {
    context.places.touch(path);
    context.set(path, box.checked === (node.default === true) ? undefined : box.checked);
  });
  return { element: copy.element, focus: box };
}
