/**
 * A profile as YAML, which the check reads back as the very same data. Its reader takes every plain word as text,
 * except `true` and `false`; other readers know more words and numbers, so those get quotes too.
 */
import { isGroup } from "./data.js";

/** @typedef {import("./data.js").Value} Value */

/** Begins with a letter or a digit, and holds nothing that ends a text or begins a comment. */
const PLAIN = /^[\p{L}\p{N}](?:[^\p{C}\p{Zl}\p{Zp}:#]|:(?! |$)|(?<! )#)*$/u;
const OTHER_THAN_TEXT = /^(?:true|false|yes|no|on|off|null|[yn]|[0-9][0-9_.,:]*(?:e[+-]?[0-9]+)?|0[xob][0-9a-f_]+)$/i;
/** Between the brackets of a list, commas and brackets part the items. */
const PARTING = /[,[\]{}]/;
const LONGEST_LIST = 90;

/**
 * @param {{[key: string]: Value}} fields
 * @returns {string} the file
 */
export function writeProfile(fields) {
  return Object.entries(fields)
    .map(([key, value]) => writeEntry(key, value, ""))
    .join("");
}

/**
 * @param {string} key
 * @param {Value} value
 * @param {string} indent
 * @returns {string} the lines of one key
 */
function writeEntry(key, value, indent) {
  const name = `${indent}${writeScalar(key)}:`;
  if (Array.isArray(value)) {
    const row = inOneRow(value);
    if (row !== undefined && name.length + row.length <= LONGEST_LIST) return `${name} ${row}\n`;
    return `${name}\n${value.map((item) => writeItem(item, `${indent}  `)).join("")}`;
  }
  if (isGroup(value)) {
    const parts = Object.entries(value).map(([inner, part]) => writeEntry(inner, part, `${indent}  `));
    return parts.length > 0 ? `${name}\n${parts.join("")}` : `${name} {}\n`;
  }
  return `${name} ${writeText(value, `${indent}  `)}\n`;
}

/**
 * @param {Value} value
 * @param {string} indent
 * @returns {string} the lines of one item
 */
function writeItem(value, indent) {
  if (isGroup(value) && Object.keys(value).length > 0) {
    // The first key stands on the line of the dash.
    const inner = `${indent}  `;
    const lines = Object.entries(value).map(([key, part]) => writeEntry(key, part, inner)).join("");
    return `${indent}- ${lines.slice(inner.length)}`;
  }
  if (isGroup(value)) return `${indent}- {}\n`;
  // A list in a list stands in a row, whatever its length: no profile of ours has one.
  if (Array.isArray(value)) return `${indent}- ${JSON.stringify(value)}\n`;
  return `${indent}- ${writeText(value, `${indent}  `)}\n`;
}

/**
 * @param {Value[]} items
 * @returns {string | undefined} short words between brackets; undefined where they are none
 */
function inOneRow(items) {
  const words = items.filter((item) => typeof item === "string").map(writeScalar);
  if (words.length < items.length || words.some((word) => PARTING.test(word) || word.includes(" "))) {
    return items.length === 0 ? "[]" : undefined;
  }
  return `[${words.join(", ")}]`;
}

/**
 * @param {string | boolean} value
 * @param {string} indent of the lines below the first
 * @returns {string}
 */
function writeText(value, indent) {
  if (typeof value === "boolean") return String(value);
  if (!canBeBlock(value)) return writeScalar(value);
  const lines = value.replace(/\n$/, "").split("\n");
  return `|${value.endsWith("\n") ? "" : "-"}\n${lines.map((line) => (line ? indent + line : "")).join("\n")}`;
}

/**
 * @param {string} text
 * @returns {boolean} whether it has several lines that a block keeps exactly as they are
 */
function canBeBlock(text) {
  return /^[^\s\p{C}]/u.test(text) && /[^\n]\n[^]/.test(text) && !/\n\n$|[^\S\n ]|[^\S\n]\n|\s$(?<!\n)|[^\P{C}\n]/u.test(text);
}

/**
 * @param {string} text
 * @returns {string} one scalar, on one line
 */
export function writeScalar(text) {
  const isPlain = PLAIN.test(text) && !/\s$/.test(text) && !OTHER_THAN_TEXT.test(text);
  // What JSON writes is YAML, too.
  return isPlain ? text : JSON.stringify(text);
}
