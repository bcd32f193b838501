/** Lists that are chosen, not written: what is chosen stands above a field to look others up in, or boxes are ticked. */
import { Copy } from "../find/template.js";
import { Combobox } from "./combobox.js";
import { idOf } from "./controls.js";

/**
 * @typedef {import("./controls.js").Context} Context
 * @typedef {import("./controls.js").Control} Control
 * @typedef {import("./validate.js").SchemaNode} SchemaNode
 * @typedef {import("./data.js").Path} Path
 */

/**
 * @param {Context} context
 * @param {Path} path
 * @returns {string[]}
 */
function chosenAt(context, path) {
  const list = context.get(path);
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @param {string} title
 * @returns {Control}
 */
export function buildPicks(context, node, path, title) {
  const items = node.items ?? {};
  const element = document.createElement("div");
  const chips = document.createElement("ul");
  chips.className = "sb-join-chips";
  chips.setAttribute("role", "list");
  chips.setAttribute("aria-label", title);
  const options = context.choices.of(items);
  const unknown = document.createElement("p");
  unknown.className = "sb-join-error";
  unknown.hidden = true;
  unknown.textContent = context.words.say("noneFits");

  /** @param {string[]} list */
  const put = (list) => {
    context.places.touch(path);
    context.set(path, list.length > 0 ? list : undefined);
    show();
  };
  const combobox = new Combobox({
    id: idOf(path),
    options,
    words: context.words,
    say: context.say,
    onPick: (value) => {
      const list = chosenAt(context, path);
      // What is in no list stays in the field, where one sees that it is not among the chosen.
      const isOption = options.some((option) => option.value === value);
      const isUnknown = !isOption && Boolean(items["x-vocabulary"] || items.enum);
      unknown.hidden = value === "" || !isUnknown;
      if (value === "" || isUnknown) {
        context.places.touch(path);
        context.set(path, context.get(path));
        return;
      }
      combobox.input.value = "";
      put(list.includes(value) ? list : [...list, value]);
    },
  });
  combobox.label = title;
  combobox.input.setAttribute("aria-label", title);
  combobox.input.placeholder = options.length > 0 ? context.words.say("choose") : "";

  const show = () => {
    const list = chosenAt(context, path);
    chips.hidden = list.length === 0;
    chips.replaceChildren(
      ...list.map((value) => {
        const chip = new Copy("sb-join-chip");
        const label = context.choices.label(items, value);
        chip.fill("label", label);
        const drop = chip.slot("drop", HTMLButtonElement);
        drop.setAttribute("aria-label", context.words.say("remove", { title: label }));
        drop.addEventListener("click", () => {
          put(chosenAt(context, path).filter((other) => other !== value));
          combobox.input.focus();
        });
        return chip.element;
      })
    );
  };
  show();
  element.append(chips, combobox.element, unknown);
  return { element, focus: combobox.input };
}

/**
 * @param {Context} context
 * @param {SchemaNode} node
 * @param {Path} path
 * @returns {Control}
 */
export function buildChecks(context, node, path) {
  const element = document.createElement("div");
  element.className = "sb-join-checks";
  const options = context.choices.of(node.items ?? {});
  const boxes = options.map(({ value, label }, n) => {
    const copy = new Copy("sb-join-check");
    const box = copy.slot("box", HTMLInputElement);
    box.id = n === 0 ? idOf(path) : `${idOf(path)}--${n}`;
    box.value = value;
    box.checked = chosenAt(context, path).includes(value);
    copy.fill("label", label);
    element.append(copy.element);
    return box;
  });
  element.addEventListener("change", () => {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    // Those that were there keep their order, and what the list no longer has stays.
    const kept = chosenAt(context, path).filter((value) => !options.some((option) => option.value === value) || ticked.includes(value));
    const list = [...kept, ...ticked.filter((value) => !kept.includes(value))];
    context.places.touch(path);
    context.set(path, list.length > 0 ? list : undefined);
  });
  return { element, focus: boxes[0] ?? element };
}
