/** The fields of the form, made from the schema: label, help, example, limit and the control that fits. */
import { Copy } from "../find/template.js";
import { buildControl, buildFlag, idOf, kindOf } from "./controls.js";
import { isBlank, isGroup, valueAt } from "./data.js";
import { buildChecks, buildPicks } from "./lists.js";
import { buildPhoto } from "./photo.js";

/**
 * @typedef {import("./controls.js").Context} Context
 * @typedef {import("./validate.js").SchemaNode} SchemaNode
 * @typedef {import("./data.js").Path} Path
 * @typedef {import("./data.js").Value} Value
 *
 * @typedef {object} Surroundings
 * @property {string} [title] in place of the schema's
 * @property {Value} [example]
 * @property {boolean} [isRequired]
 */

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @param {Surroundings} [surroundings]
 * @returns {HTMLElement | undefined} undefined where there is nothing to fill in
 */
export function buildField(context, node, path, surroundings = {}) {
  const kind = kindOf(node);
  const example = surroundings.example ?? node.examples?.[0];
  const title = surroundings.title ?? node.title ?? String(path[path.length - 1]);
  const all = { ...surroundings, example, title };
  if (kind === "none") return undefined;
  if (kind === "group") return buildGroup(context, node, path, all);
  if (kind === "groups" || kind === "rows") return buildList(context, node, path, all);
  if (kind === "picks" || kind === "checks") {
    const group = fieldset(node, path, title);
    const make = kind === "picks" ? buildPicks : buildChecks;
    const { element, focus } = make(context, node, path, title);
    group.inside.append(element);
    register(context, path, group, focus);
    return group.element;
  }
  if (kind === "flag") return buildFlagField(context, node, path);
  return buildSingle(context, node, path, all);
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @param {Surroundings} surroundings
 * @returns {HTMLElement}
 */
function buildSingle(context, node, path, { title = "", example, isRequired }) {
  const copy = new Copy("sb-join-field");
  const isPhoto = kindOf(node) === "photo";
  const { element, focus } = isPhoto ? buildPhoto(context, path, example) : buildControl(context, node, path, example);
  copy.element.dataset.kind = kindOf(node);
  copy.fill("label", title);
  copy.slot("label", HTMLLabelElement).htmlFor = focus.id;
  if (isRequired) focus.setAttribute("aria-required", "true");
  fillHelp(copy, node, path);
  copy.slot("control", HTMLElement).append(element);
  if (node.maxLength && (focus instanceof HTMLTextAreaElement || kindOf(node) === "line")) {
    countLetters(context, copy.slot("count", HTMLElement), node.maxLength, path, focus);
  }
  register(context, path, partsOf(copy), focus);
  return copy.element;
}

/**
 * @param {Context} context
 * @param {HTMLElement} place
 * @param {number} limit
 * @param {Path} path
 * @param {HTMLElement} field
 */
function countLetters(context, place, limit, path, field) {
  const show = () => {
    const text = context.get(path);
    const length = typeof text === "string" ? [...text].length : 0;
    // Only where it begins to matter: nobody counts letters while there is room.
    place.hidden = length < limit * 0.6;
    place.textContent = context.words.say("count", { n: context.words.number(length), limit: context.words.number(limit) });
  };
  field.addEventListener("input", show);
  show();
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @returns {HTMLElement}
 */
function buildFlagField(context, node, path) {
  const copy = new Copy("sb-join-field");
  const { element, focus } = buildFlag(context, node, path);
  // The box has its label beside it.
  copy.slot("label", HTMLElement).remove();
  fillHelp(copy, node, path);
  copy.slot("help", HTMLElement).before(element);
  register(context, path, partsOf(copy), focus);
  return copy.element;
}

/**
 * @param {Copy} copy
 * @param {SchemaNode} node
 * @param {Path} path
 */
function fillHelp(copy, node, path) {
  const help = copy.slot("help", HTMLElement);
  help.id = `${idOf(path)}-help`;
  help.textContent = node.description ?? "";
  help.hidden = !node.description;
}

/**
 * @typedef {object} Parts of a field; what is built inside it has slots of the same names, so they are looked up first
 * @property {HTMLElement} help
 * @property {HTMLElement} error
 */

/**
 * @param {Copy} copy
 * @returns {Parts}
 */
function partsOf(copy) {
  return { help: copy.slot("help", HTMLElement), error: copy.slot("error", HTMLElement) };
}

/**
 * @param {Context} context
 * @param {Path} path
 * @param {Parts} parts
 * @param {HTMLElement} control
 */
function register(context, path, { help, error }, control) {
  context.places.add(path, { control, error, help: help.hidden ? "" : help.id });
}

/**
 * @param {SchemaNode} node
 * @param {Path} path
 * @param {string} title
 * @returns {Parts & {element: HTMLElement, inside: HTMLElement}}
 */
function fieldset(node, path, title) {
  const copy = new Copy("sb-join-group");
  copy.element.id = `${idOf(path)}-group`;
  copy.fill("label", title);
  fillHelp(copy, node, path);
  return { ...partsOf(copy), element: copy.element, inside: copy.slot("inside", HTMLElement) };
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @param {Surroundings} surroundings
 * @returns {HTMLElement}
 */
function buildGroup(context, node, path, { title = "", example }) {
  const group = fieldset(node, path, title);
  group.element.tabIndex = -1;
  for (const [key, part] of Object.entries(node.properties ?? {})) {
    const field = buildField(context, part, [...path, key], {
      example: valueAt(example, [key]),
      isRequired: node.required?.includes(key),
    });
    if (field) group.inside.append(field);
  }
  register(context, path, group, group.element);
  return group.element;
}

/**
 * A list whose items are written one by one: each has a row, and a button makes one more.
 *
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @param {Surroundings} surroundings
 * @returns {HTMLElement}
 */
function buildList(context, node, path, { title = "", example, isRequired }) {
  const group = fieldset(node, path, title);
  const rows = document.createElement("div");
  const add = document.createElement("button");
  add.type = "button";
  add.className = "sb-join-add";
  add.id = `${idOf(path)}-add`;
  add.textContent = context.words.say("addShort");
  add.setAttribute("aria-label", context.words.say("add", { title }));
  group.inside.append(rows, add);
  const items = node.items ?? {};

  const count = () => listAt(context, path).length;
  const isFull = () => node.maxItems !== undefined && count() >= node.maxItems;
  const showRows = () => {
    rows.replaceChildren(
      ...listAt(context, path).map((_, place) => buildRow(context, items, [...path, place], numbered(place), valueAt(example, [place]), remove))
    );
    add.hidden = isFull();
  };
  /** @param {number} place */
  const numbered = (place) => context.words.say("numbered", { title, n: context.words.number(place + 1) });
  /** @param {number} place */
  const remove = (place) => {
    const left = listAt(context, path).filter((_, n) => n !== place);
    context.places.touch(path);
    context.set(path, left.length > 0 ? left : undefined);
    showRows();
    add.focus();
  };
  add.addEventListener("click", () => {
    const place = count();
    context.set(path, [...listAt(context, path), kindOf(items) === "group" ? {} : ""]);
    showRows();
    const first = rows.children[place]?.querySelector("input, textarea, select");
    if (first instanceof HTMLElement) first.focus();
  });
  if (isRequired && count() === 0) context.set(path, [kindOf(items) === "group" ? {} : ""]);
  showRows();
  register(context, path, group, add);
  return group.element;
}

/**
 * @param {Context} context
 * @param {Path} path
 * @returns {Value[]}
 */
function listAt(context, path) {
  const list = context.get(path);
  return Array.isArray(list) ? list : [];
}

/**
 * @param {Context} context
 * @param {SchemaNode} items
 * @param {Path} path
 * @param {string} title
 * @param {Value | undefined} example
 * @param {(place: number) => void} remove
 * @returns {HTMLElement}
 */
function buildRow(context, items, path, title, example, remove) {
  const row = new Copy("sb-join-row");
  const inside = row.slot("inside", HTMLElement);
  const button = row.slot("remove", HTMLButtonElement);
  button.textContent = context.words.say("removeShort");
  button.setAttribute("aria-label", context.words.say("remove", { title }));
  button.addEventListener("click", () => remove(Number(path[path.length - 1])));
  const field = buildField(context, { ...items, description: undefined }, path, { title, example });
  if (field) inside.append(field);
  return row.element;
}

/**
 * The fields of a whole profile: those it needs, and the others; what has several parts is folded away until somebody
 * wants it.
 *
 * @param {Context} context
 * @param {SchemaNode} schema
 * @param {HTMLElement} needed
 * @param {HTMLElement} optional
 */
export function buildFields(context, schema, needed, optional) {
  /** @type {HTMLElement[][]} */
  const [first, others] = [[], []];
  for (const [name, node] of Object.entries(schema.properties ?? {})) {
    const isRequired = schema.required?.includes(name) ?? false;
    const field = buildField(context, node, [name], { isRequired });
    if (!field) continue;
    if (isRequired) first.push(field);
    else others.push(field.matches("fieldset") ? folded(context, node, [name], field) : field);
  }
  needed.replaceChildren(...first);
  optional.replaceChildren(...others);
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @param {HTMLElement} field
 * @returns {HTMLElement}
 */
function folded(context, node, path, field) {
  const copy = new Copy("sb-join-fold");
  copy.fill("title", node.title ?? "");
  copy.slot("inside", HTMLElement).append(field);
  const details = copy.element;
  if (details instanceof HTMLDetailsElement) {
    const value = context.get(path);
    details.open = !isBlank(value) || (isGroup(value) && Object.keys(value).length > 0);
  }
  return details;
}
