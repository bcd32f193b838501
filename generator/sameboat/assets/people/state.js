/** Who somebody says they are, and the same as the query of an address: `?values=craft,humour&clock=60`. */

/**
 * @typedef {import("./index.js").Manifest} Manifest
 *
 * @typedef {object} State
 * @property {string} handle of a member, or nothing
 * @property {ReadonlyMap<string, ReadonlySet<string>>} picked slugs by the name of their list; languages, too
 * @property {number | null} clock minutes ahead of UTC, where hours matter
 */

const HANDLE = /^[a-z0-9](?:-?[a-z0-9]){0,38}$/;
const FURTHEST = 14 * 60;

/** @type {State} */
export const NOBODY = { handle: "", picked: new Map(), clock: null };

/**
 * @param {Manifest} manifest
 * @returns {{ name: string, most: number, options: { slug: string }[] }[]} everything that can be ticked
 */
export function ticksOf({ lists, languages }) {
  return [...lists, { ...languages, most: 8 }];
}

/**
 * @param {string} text
 * @returns {string} the handle in it, however somebody writes theirs; nothing where there can be none
 */
export function asHandle(text) {
  const handle = text.trim().replace(/^@/, "").toLowerCase();
  return HANDLE.test(handle) ? handle : "";
}

/**
 * @param {string} search `?…`, or nothing
 * @param {Manifest} manifest
 * @returns {State} without what nobody knows, and without more than may be ticked
 */
export function readState(search, manifest) {
  const parameters = new URLSearchParams(search);
  const picked = new Map();
  for (const { name, most, options } of ticksOf(manifest)) {
    const known = new Set(options.map(({ slug }) => slug));
    const slugs = (parameters.get(name) ?? "").split(",").filter((slug) => known.has(slug));
    if (slugs.length > 0) picked.set(name, new Set(slugs.slice(0, most)));
  }
  const clock = parameters.get("clock") ?? "";
  const isClock = /^-?\d{1,3}$/.test(clock) && Math.abs(Number(clock)) <= FURTHEST;
  return { handle: asHandle(parameters.get("handle") ?? ""), picked, clock: isClock ? Number(clock) : null };
}

/**
 * @param {State} state
 * @param {Manifest} manifest
 * @returns {string} `?…`, or nothing; the same for the same state whatever was ticked first
 */
export function writeState({ handle, picked, clock }, manifest) {
  const parameters = handle === "" ? [] : [`handle=${handle}`];
  for (const { name, options } of ticksOf(manifest)) {
    const slugs = options.map(({ slug }) => slug).filter((slug) => picked.get(name)?.has(slug));
    if (slugs.length > 0) parameters.push(`${encodeURIComponent(name)}=${slugs.map(encodeURIComponent).join(",")}`);
  }
  if (clock !== null) parameters.push(`clock=${clock}`);
  return parameters.length > 0 ? `?${parameters.join("&")}` : "";
}

/**
 * @param {State} state
 * @param {string} name
 * @param {string} slug
 * @param {boolean} isPicked
 * @returns {State}
 */
export function withPick(state, name, slug, isPicked) {
  const slugs = new Set(state.picked.get(name));
  if (isPicked) slugs.add(slug);
  else slugs.delete(slug);
  const picked = new Map(state.picked);
  if (slugs.size > 0) picked.set(name, slugs);
  else picked.delete(name);
  return { ...state, picked };
}
