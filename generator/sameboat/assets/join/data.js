/** What a profile holds while it is written: plain data, and what in it counts as nothing. */

/**
 * @typedef {string | boolean | Value[] | {[key: string]: Value}} Value
 * @typedef {{[key: string]: Value}} Fields
 * @typedef {(string | number)[]} Path from the profile to a place inside it
 */

/**
 * @param {unknown} value
 * @returns {value is {[key: string]: Value}}
 */
export function isGroup(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @returns {boolean} whether nothing has been written there: an empty row of a form is no empty item of a file
 */
export function isBlank(value) {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.every(isBlank);
  return isGroup(value) && Object.values(value).every(isBlank);
}

/**
 * @template {Value | undefined} T
 * @param {T} value
 * @returns {T} the same without what is blank
 */
export function withoutBlanks(value) {
  if (Array.isArray(value)) return /** @type {T} */ (value.filter((item) => !isBlank(item)).map(withoutBlanks));
  if (!isGroup(value)) return value;
  const filled = Object.entries(value).filter(([, part]) => !isBlank(part));
  return /** @type {T} */ (Object.fromEntries(filled.map(([key, part]) => [key, withoutBlanks(part)])));
}

/**
 * @param {Value | undefined} holder
 * @param {Path} path
 * @returns {Value | undefined} what stands there
 */
export function valueAt(holder, path) {
  let value = holder;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isGroup(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

/**
 * Puts `value` at `path`, making the lists and groups on the way; undefined takes away what stands there.
 *
 * @param {Fields} fields
 * @param {Path} path of one step at least
 * @param {Value | undefined} value
 */
export function putAt(fields, path, value) {
  /** @type {any} */
  let holder = fields;
  path.slice(0, -1).forEach((step, n) => {
    const isList = typeof path[n + 1] === "number";
    const found = Object.hasOwn(holder, step) ? holder[step] : undefined;
    if (isList ? !Array.isArray(found) : !isGroup(found)) holder[step] = isList ? [] : {};
    holder = holder[step];
  });
  const last = path[path.length - 1];
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}

/**
 * @param {Path} path
 * @returns {string} the same as one word, for attributes and sets
 */
export function pathKey(path) {
  return path.join("/");
}

/**
 * @param {string} text as somebody typed or pasted it
 * @param {boolean} isOneLine
 * @returns {string} without the space around it, and with line breaks as files have them
 */
export function tidy(text, isOneLine) {
  if (isOneLine) return text.replace(/[\r\n\t\u0085\u2028\u2029]+/g, " ").replace(/^[\s\u0085]+|[\s\u0085]+$/g, "");
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replace(/^(?:[^\S\n]*\n)+|\s+$/g, "");
}
