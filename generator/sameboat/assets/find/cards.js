/** People who were found: a card each, with why they are there. Text nodes only. */
import { Copy } from "./template.js";

/**
 * @typedef {import("./reasons.js").Shown} Shown
 * @typedef {import("./reasons.js").Reason} Reason
 * @typedef {import("./mark.js").Part} Part
 * @typedef {import("./words.js").Words} Words
 */

/** As many as `outputs/boats.py` has; a handle has the same colour everywhere. */
/**
 * @param {Shown} shown
 * @param {string} address of a member's page, with `{handle}` in it
 * @param {Words} words
 * @returns {HTMLElement}
 */
export function makeCard({ handle, name, tagline, reasons }, address, words) {
  const copy = new Copy("sb-find-card");
  const link = copy.slot("name", HTMLAnchorElement);
  link.append(...marked(name));
  link.href = address.replace("{handle}", encodeURIComponent(handle));
  if (tagline.length === 0) copy.slot("tagline", HTMLElement).remove();
  else copy.slot("tagline", HTMLElement).append(...marked(tagline));
  const list = copy.slot("reasons", HTMLElement);
  if (reasons.length === 0) list.remove();
  else list.append(...reasons.map((reason) => makeReason(reason, words)));
  return copy.element;
}

/**
 * @param {Reason} reason
 * @param {Words} words
 * @returns {HTMLElement}
 */
function makeReason({ title, parts, isQuote }, words) {
  const item = document.createElement("li");
  const things = words.list(parts.length).map((piece) => {
    if (typeof piece === "string") return document.createTextNode(piece);
    const thing = document.createElement(isQuote ? "q" : "bdi");
    thing.dir = "auto";
    thing.append(...marked(parts[piece]));
    return thing;
  });
  const [before, after = ""] = words.say("reason", { title }).split("{things}");
  item.append(before, ...things, after);
  return item;
}

/**
 * @param {Part[]} parts
 * @returns {Node[]}
 */
function marked(parts) {
  return parts.map(([text, isMarked]) => {
    if (!isMarked) return document.createTextNode(text);
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}
