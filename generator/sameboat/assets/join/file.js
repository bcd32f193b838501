/** What is written becomes a file: in the order of the schema, without what is blank, and with an address to send it. */
import { isGroup, withoutBlanks } from "./data.js";
import { writeProfile } from "./yaml.js";

/**
 * @typedef {import("./data.js").Fields} Fields
 * @typedef {import("./data.js").Value} Value
 * @typedef {import("./validate.js").SchemaNode} SchemaNode
 *
 * @typedef {object} ForgeAddresses as `sameboat.forge` makes them
 * @property {string} adding
 * @property {string} filling
 * @property {string} editing
 * @property {string} removing
 * @property {string} uploading
 * @property {string} telling
 */

/**
 * @param {Fields} written
 * @param {Fields} published what it was; what has not changed stays exactly as it is
 * @param {SchemaNode} schema
 * @returns {Fields} what the file is to hold
 */
export function fieldsOf(written, published, schema) {
  const names = [...Object.keys(schema.properties ?? {}), ...Object.keys(published)];
  /** @type {Fields} */
  const fields = {};
  for (const name of new Set(names)) {
    const before = published[name];
    const now = Object.hasOwn(written, name) ? withoutBlanks(written[name]) : undefined;
    if (before !== undefined && isSame(withoutBlanks(before), now)) fields[name] = before;
    else if (now !== undefined && !isNothing(now)) fields[name] = inOrder(now, schema.properties?.[name]);
  }
  return fields;
}

/** @param {Value} value */
function isNothing(value) {
  return value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

/**
 * @param {Value | undefined} one
 * @param {Value | undefined} other
 */
function isSame(one, other) {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/**
 * @param {Value | undefined} value
 * @returns {Value | undefined} the same with the keys of its groups in one order
 */
function sorted(value) {
  if (Array.isArray(value)) return /** @type {Value[]} */ (value.map(sorted));
  if (!isGroup(value)) return value;
  return /** @type {Value} */ (Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])));
}

/**
 * @param {Value} value
 * @param {SchemaNode | undefined} node
 * @returns {Value} the same with the keys of its groups in the order of the schema
 */
function inOrder(value, node) {
  if (Array.isArray(value)) return value.map((item) => inOrder(item, node?.items));
  if (!isGroup(value)) return value;
  const keys = [...Object.keys(node?.properties ?? {}), ...Object.keys(value)];
  const own = [...new Set(keys)].filter((key) => Object.hasOwn(value, key));
  return Object.fromEntries(own.map((key) => [key, inOrder(value[key], node?.properties?.[key])]));
}

/**
 * @param {Fields} fields
 * @returns {string} the text of the file
 */
export function textOf(fields) {
  return writeProfile(fields);
}

/**
 * @param {ForgeAddresses} forge
 * @param {string} handle
 * @param {string} text
 * @param {number} most bytes that an address may have
 * @returns {{address: string, isFilled: boolean}} where the file can be made, with its text in it or to be pasted there
 */
export function newFileAddress(forge, handle, text, most) {
  const address = `${forge.adding}${encodeURIComponent(handle)}.yml`;
  const filled = `${address}${forge.filling}${encodeURIComponent(text)}`;
  const isFilled = forge.filling !== "" && filled.length <= most;
  return { address: isFilled ? filled : address, isFilled };
}
