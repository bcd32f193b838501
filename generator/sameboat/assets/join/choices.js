/** What can be chosen in a place: the community's vocabularies, the words of an enum, time zones and languages. */
import { fold } from "../find/fold.js";

/**
 * @typedef {import("./validate.js").SchemaNode} SchemaNode
 *
 * @typedef {object} Option
 * @property {string} value as it stands in a file
 * @property {string} label as people read it
 * @property {string} detail a word more
 * @property {string} looksLike everything it can be looked up by, folded
 *
 * @typedef {object} Term
 * @property {string} slug
 * @property {string} label
 * @property {string} [description]
 * @property {string[]} [also]
 * @property {string} [group]
 */

export class Choices {
  #terms;
  #languages;
  #zones;
  /** @type {Map<string, Option[]>} */
  #made = new Map();

  /**
   * @param {Record<string, Term[]>} terms by vocabulary
   * @param {Record<string, string>} languages tag → name
   * @param {string[]} zones
   */
  constructor(terms, languages, zones) {
    this.#terms = terms;
    this.#languages = languages;
    this.#zones = zones;
  }

  /**
   * @param {SchemaNode} node
   * @returns {Option[]} all there are; none where anything can be written
   */
  of(node) {
    const vocabulary = node["x-vocabulary"];
    if (vocabulary) return this.#once(`terms ${vocabulary}`, () => (this.#terms[vocabulary] ?? []).map(fromTerm));
    if (node.enum) {
      const labels = node["x-labels"] ?? {};
      return node.enum.map((value) => makeOption(String(value), labels[String(value)] ?? String(value)));
    }
    if (node.format === "timezone") return this.#once("zones", () => this.#zones.map(fromZone));
    if (node.format !== "language") return [];
    return this.#once("languages", () =>
      Object.entries(this.#languages)
        .map(([tag, name]) => makeOption(tag, name, tag, [tag]))
        .sort((one, other) => one.label.localeCompare(other.label))
    );
  }

  /**
   * @param {SchemaNode} node
   * @param {string} value
   * @returns {string} what people read for it
   */
  label(node, value) {
    return this.of(node).find((option) => option.value === value)?.label ?? value;
  }

  /**
   * @param {string} key
   * @param {() => Option[]} make
   * @returns {Option[]}
   */
  #once(key, make) {
    const made = this.#made.get(key) ?? make();
    this.#made.set(key, made);
    return made;
  }
}

/**
 * @param {string} value
 * @param {string} label
 * @param {string} [detail]
 * @param {string[]} [also]
 * @returns {Option}
 */
function makeOption(value, label, detail = "", also = []) {
  return { value, label, detail, looksLike: ` ${[label, value, ...also].map(fold).join(" ")}` };
}

/** @param {Term} term */
function fromTerm({ slug, label, description = "", also = [], group = "" }) {
  return makeOption(slug, label, description || group, also);
}

/** @param {string} zone */
function fromZone(zone) {
  return makeOption(zone, zone);
}

/**
 * @param {Option[]} options
 * @param {string} typed
 * @returns {Option[]} those with a word that begins with what was typed; those that begin with it come first
 */
export function fitting(options, typed) {
  const query = fold(typed);
  if (query === "") return options;
  const fit = options.filter(({ looksLike }) => looksLike.includes(` ${query}`));
  const isFirst = (/** @type {Option} */ { looksLike }) => looksLike.startsWith(` ${query}`);
  return [...fit.filter(isFirst), ...fit.filter((option) => !isFirst(option))];
}

/**
 * @param {Option[]} options
 * @param {string} typed
 * @returns {Option | undefined} the one that was typed out
 */
export function exactly(options, typed) {
  const query = fold(typed);
  if (query === "") return undefined;
  return (
    options.find(({ value }) => value === typed.trim()) ??
    options.find(({ label, value }) => fold(label) === query || fold(value) === query)
  );
}
