/** A profile against the member schema: what the check would say of it, on the place that is wrong. */
import { isBlank, isGroup } from "./data.js";
import { formatChecks } from "./formats.js";
import { faultFinder } from "./hidden.js";

/**
 * @typedef {import("./data.js").Value} Value
 * @typedef {import("./data.js").Path} Path
 *
 * @typedef {object} SchemaNode a part of the member schema, with its vocabularies in it
 * @property {string | string[]} [type]
 * @property {string} [title]
 * @property {string} [description]
 * @property {Value[]} [examples]
 * @property {Value} [default]
 * @property {Value[]} [enum]
 * @property {Value} [const]
 * @property {Record<string, SchemaNode>} [properties]
 * @property {Record<string, SchemaNode | boolean>} [patternProperties]
 * @property {SchemaNode | boolean} [additionalProperties]
 * @property {SchemaNode | boolean} [propertyNames]
 * @property {string[]} [required]
 * @property {Record<string, string[]>} [dependentRequired]
 * @property {Record<string, SchemaNode | boolean>} [dependentSchemas]
 * @property {number} [minProperties]
 * @property {number} [maxProperties]
 * @property {SchemaNode} [items]
 * @property {SchemaNode | boolean} [contains]
 * @property {number} [minContains]
 * @property {number} [maxContains]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 * @property {boolean} [uniqueItems]
 * @property {number} [minLength]
 * @property {number} [maxLength]
 * @property {string} [pattern]
 * @property {string} [format]
 * @property {(SchemaNode | boolean)[]} [allOf]
 * @property {(SchemaNode | boolean)[]} [anyOf]
 * @property {(SchemaNode | boolean)[]} [oneOf]
 * @property {SchemaNode | boolean} [not]
 * @property {SchemaNode | boolean} [if]
 * @property {SchemaNode | boolean} [then]
 * @property {SchemaNode | boolean} [else]
 * @property {string} [x-vocabulary]
 * @property {Record<string, string>} [x-labels]
 * @property {boolean} [x-markdown]
 * @property {boolean} [x-hidden]
 * @property {string} [x-form]
 * @property {string} [x-pattern-words]
 *
 * @typedef {object} Problem
 * @property {Path} path
 * @property {string} key of the words for it
 * @property {Record<string, string>} values for what stands between braces in those words
 * @property {boolean} [isDoubt] whether the check takes it all the same
 *
 * @typedef {object} Rules
 * @property {import("./formats.js").FormatRules} formats
 * @property {import("./hidden.js").HiddenRules} hidden
 * @property {import("./alphabets.js").AlphabetRules} alphabets
 */

export class Validator {
  #schema;
  #formats;
  #findFault;
  /** @type {Map<string, RegExp | undefined>} */
  #patterns = new Map();

  /**
   * @param {SchemaNode} schema
   * @param {Rules} rules
   */
  constructor(schema, rules) {
    this.#schema = schema;
    this.#formats = formatChecks(rules.formats);
    this.#findFault = faultFinder(rules.hidden, rules.alphabets);
  }

  /**
   * @param {Value} fields a profile; what is blank in it counts as absent
   * @returns {Problem[]} one a place at most
   */
  check(fields) {
    const found = [...this.#faults(this.#schema, fields, []), ...this.#textFaults(fields, [])];
    const places = new Set();
    return found.filter(({ path, key }) => {
      // Two keys may be missing from one group, and each is to be told.
      const place = key === "missingKey" ? `${path.join("/")} ${key}` : path.join("/");
      if (places.has(place)) return false;
      places.add(place);
      return true;
    });
  }

  /**
   * @param {SchemaNode | boolean | undefined} node
   * @param {Value} value
   * @returns {boolean}
   */
  isValid(node, value) {
    return node === undefined || this.#faults(node, value, []).length === 0;
  }

  /**
   * @param {SchemaNode | boolean} node
   * @param {Value} value
   * @param {Path} path
   * @returns {Problem[]}
   */
  #faults(node, value, path) {
    if (typeof node === "boolean") return node ? [] : [problem(path, "wrongForm", {})];
    if (!isOfType(value, node.type)) return [problem(path, "wrongForm", named(node, path))];
    if (node.enum && !node.enum.some((option) => isEqual(option, value))) {
      return [problem(path, "unknownChoice", { ...named(node, path), value: shown(value) })];
    }
    if (node.const !== undefined && !isEqual(node.const, value)) {
      return [problem(path, "wrongForm", named(node, path))];
    }
    const own =
      typeof value === "string"
        ? this.#textNodeFaults(node, value, path)
        : Array.isArray(value)
          ? this.#listFaults(node, value, path)
          : isGroup(value)
            ? this.#groupFaults(node, value, path)
            : [];
    return own.length > 0 || this.#fitsCombined(node, value) ? own : [problem(path, "wrongForm", named(node, path))];
  }

  /**
   * @param {SchemaNode} node
   * @param {Value} value
   * @returns {boolean} whether it fits the schemas that are joined by words such as anyOf
   */
  #fitsCombined(node, value) {
    /** @param {SchemaNode | boolean} part */
    const fits = (part) => this.isValid(part, value);
    return (
      (node.allOf ?? []).every(fits) &&
      (!node.anyOf || node.anyOf.some(fits)) &&
      (!node.oneOf || node.oneOf.filter(fits).length === 1) &&
      (node.not === undefined || !fits(node.not)) &&
      (node.if === undefined || this.isValid(fits(node.if) ? node.then : node.else, value))
    );
  }

  /**
   * @param {SchemaNode} node
   * @param {string} text
   * @param {Path} path
   * @returns {Problem[]}
   */
  #textNodeFaults(node, text, path) {
    const length = [...text].length;
    if (node.maxLength !== undefined && length > node.maxLength) {
      return [problem(path, "tooLong", { ...named(node, path), length: String(length), limit: String(node.maxLength) })];
    }
    if (node.minLength !== undefined && length < node.minLength) return [problem(path, "emptyValue", named(node, path))];
    const fault = node.format && this.#formats[node.format]?.(text);
    if (fault) return [problem(path, fault, { ...named(node, path), value: shown(text) })];
    if (node.pattern !== undefined && !this.#matches(node.pattern, text)) {
      const words = node["x-pattern-words"];
      return [problem(path, words ? "patternWords" : "wrongForm", { ...named(node, path), value: shown(text), words: words ?? "" })];
    }
    return [];
  }

  /**
   * @param {string} pattern
   * @param {string} text
   * @returns {boolean}
   */
  #matches(pattern, text) {
    if (!this.#patterns.has(pattern)) this.#patterns.set(pattern, compile(pattern));
    // What this browser cannot compile, the check looks at.
    return this.#patterns.get(pattern)?.test(text) ?? true;
  }

  /**
   * @param {SchemaNode} node
   * @param {Value[]} list
   * @param {Path} path
   * @returns {Problem[]}
   */
  #listFaults(node, list, path) {
    const items = list.flatMap((item, place) => (isBlank(item) ? [] : [{ item, place }]));
    /** @type {Problem[]} */
    const found = [];
    const { maxItems, minItems } = node;
    if (maxItems !== undefined && items.length > maxItems) {
      found.push(problem(path, "tooMany", { ...named(node, path), count: String(items.length), limit: String(maxItems) }));
    } else if (minItems !== undefined && items.length > 0 && items.length < minItems) {
      found.push(problem(path, "tooFew", { ...named(node, path), least: String(minItems) }));
    }
    if (node.uniqueItems) {
      items.forEach(({ item, place }, n) => {
        if (!items.slice(0, n).some((earlier) => isEqual(earlier.item, item))) return;
        found.push(problem([...path, place], "repeatedItem", { ...named(node, path), value: shown(item) }));
      });
    }
    if (node.contains !== undefined) {
      const fitting = items.filter(({ item }) => this.isValid(node.contains, item)).length;
      const isEnough = fitting >= (node.minContains ?? 1) && fitting <= (node.maxContains ?? Infinity);
      if (!isEnough) found.push(problem(path, "wrongForm", named(node, path)));
    }
    const inside = node.items;
    if (inside) for (const { item, place } of items) found.push(...this.#faults(inside, item, [...path, place]));
    return found;
  }

  /**
   * @param {SchemaNode} node
   * @param {{[key: string]: Value}} group
   * @param {Path} path
   * @returns {Problem[]}
   */
  #groupFaults(node, group, path) {
    const filled = Object.entries(group).filter(([, value]) => !isBlank(value));
    const keys = filled.map(([key]) => key);
    const demanded = keys.flatMap((key) => node.dependentRequired?.[key] ?? []);
    /** @type {Problem[]} */
    const found = [];
    for (const key of new Set([...(node.required ?? []), ...demanded])) {
      if (keys.includes(key)) continue;
      const wanted = node.properties?.[key]?.title ?? key;
      const isWhole = path.length === 0;
      const values = { ...named(node, path), key: wanted };
      found.push(problem([...path, key], isWhole ? "missingField" : "missingKey", values));
    }
    for (const [key, value] of filled) {
      const part = node.properties?.[key];
      if (part) found.push(...this.#faults(part, value, [...path, key]));
      const patterns = Object.entries(node.patternProperties ?? {}).filter(([pattern]) => this.#matches(pattern, key));
      for (const [, inner] of patterns) found.push(...this.#faults(inner, value, [...path, key]));
      if (!part && patterns.length === 0 && node.additionalProperties !== undefined) {
        const isTaken = this.isValid(node.additionalProperties, value);
        if (!isTaken) found.push(problem([...path, key], "unknownKey", { ...named(node, path), key }));
      }
      const dependent = node.dependentSchemas?.[key];
      const isMet = this.isValid(node.propertyNames, key) && this.isValid(dependent, group);
      if (!isMet) found.push(problem([...path, key], "wrongForm", named(node, path)));
    }
    const tooFew = node.minProperties !== undefined && keys.length < node.minProperties;
    const tooMany = node.maxProperties !== undefined && keys.length > node.maxProperties;
    return tooFew || tooMany ? [...found, problem(path, "wrongForm", named(node, path))] : found;
  }

  /**
   * @param {Value} value
   * @param {Path} path
   * @returns {Problem[]} what in the texts is not what it looks like
   */
  #textFaults(value, path) {
    if (typeof value === "string") {
      const fault = this.#findFault(value);
      return fault ? [{ path, key: fault.key, values: fault.values, isDoubt: fault.isDoubt }] : [];
    }
    if (Array.isArray(value)) return value.flatMap((item, place) => this.#textFaults(item, [...path, place]));
    if (!isGroup(value)) return [];
    return Object.entries(value).flatMap(([key, part]) => this.#textFaults(part, [...path, key]));
  }
}

/**
 * @param {Path} path
 * @param {string} key
 * @param {Record<string, string>} values
 * @returns {Problem}
 */
function problem(path, key, values) {
  return { path, key, values };
}

/**
 * @param {SchemaNode} node
 * @param {Path} path
 * @returns {{name: string}} what the place is called
 */
function named(node, path) {
  const key = [...path].reverse().find((step) => typeof step === "string");
  return { name: node.title ?? String(key ?? "") };
}

/**
 * @param {Value} value
 * @returns {string} as it was written, shortened for a sentence
 */
function shown(value) {
  const letters = [...String(value)];
  return letters.length <= 60 ? letters.join("") : `${letters.slice(0, 57).join("")}…`;
}

/**
 * @param {Value} value
 * @param {string | string[] | undefined} type
 * @returns {boolean}
 */
function isOfType(value, type) {
  if (type === undefined) return true;
  const own = Array.isArray(value) ? "array" : isGroup(value) ? "object" : typeof value;
  return Array.isArray(type) ? type.includes(own) : type === own;
}

/**
 * @param {Value} one
 * @param {Value} other
 * @returns {boolean}
 */
function isEqual(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, place) => isEqual(item, other[place]));
  }
  if (isGroup(one) && isGroup(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => key in other && isEqual(one[key], other[key]));
  }
  return one === other;
}

/**
 * @param {string} pattern
 * @returns {RegExp | undefined}
 */
function compile(pattern) {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}
