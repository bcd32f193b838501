/** What somebody is looking for, and the same as the query of an address: `?q=bread&values=curiosity,kindness`. */

/**
 * @typedef {import("./index.js").Facet} Facet
 *
 * @typedef {object} State
 * @property {string} q what was typed
 * @property {ReadonlyMap<string, ReadonlySet<string>>} picked slugs by facet name; only facets with something picked
 */

const LONGEST_QUERY = 200;

/** @type {State} */
export const NOTHING_WANTED = { q: "", picked: new Map() };

/**
 * @param {State} state
 * @returns {boolean}
 */
export function wantsNothing({ q, picked }) {
  return q.trim() === "" && picked.size === 0;
}

/**
 * @param {State} state
 * @param {string} q
 * @returns {State}
 */
export function withQuery(state, q) {
  return { ...state, q };
}

/**
 * @param {State} state
 * @param {string} facet its name
 * @param {string} slug
 * @param {boolean} isPicked
 * @returns {State}
 */
export function withPick(state, facet, slug, isPicked) {
  const slugs = new Set(state.picked.get(facet));
  if (isPicked) slugs.add(slug);
  else slugs.delete(slug);
  const picked = new Map(state.picked);
  if (slugs.size > 0) picked.set(facet, slugs);
  else picked.delete(facet);
  return { ...state, picked };
}

/**
 * What an address asks for. Parameters and slugs that the index does not know are left out.
 * @param {string} search `?…`, or nothing
 * @param {Facet[]} facets
 * @returns {State}
 */
export function readState(search, facets) {
  const parameters = new URLSearchParams(search);
  const picked = new Map();
  for (const { name, options } of facets) {
    const known = new Set(options.map(({ slug }) => slug));
    const slugs = splitKnown(parameters.getAll(name).join(","), known);
    if (slugs.size > 0) picked.set(name, slugs);
  }
  return { q: tidy(parameters.get("q") ?? ""), picked };
}

/**
 * The shortest address for a state, the same for the same state whatever was picked first.
 * @param {State} state
 * @param {Facet[]} facets
 * @returns {string} `?…`, or nothing
 */
export function writeState({ q, picked }, facets) {
  const words = tidy(q);
  const parameters = words === "" ? [] : [new URLSearchParams({ q: words }).toString()];
  for (const { name, options } of facets) {
    const slugs = options.map(({ slug }) => slug).filter((slug) => picked.get(name)?.has(slug));
    if (slugs.length > 0) parameters.push(`${encodeURIComponent(name)}=${slugs.map(encodeURIComponent).join(",")}`);
  }
  return parameters.length > 0 ? `?${parameters.join("&")}` : "";
}

/**
 * @param {string} q
 * @returns {string}
 */
function tidy(q) {
  return q.replace(/\s+/g, " ").trim().slice(0, LONGEST_QUERY).trim();
}

/**
 * Splits at commas, but not inside a slug: a choice that a community listed in its schema may hold a comma itself.
 * @param {string} list
 * @param {Set<string>} known
 * @returns {Set<string>} the known slugs of the list
 */
function splitKnown(list, known) {
  const pieces = list.split(",");
  const most = Math.max(1, ...Array.from(known, (slug) => slug.split(",").length));
  const slugs = new Set();
  for (let from = 0; from < pieces.length; from++) {
    for (let to = from + most; to > from; to--) {
      const slug = pieces.slice(from, to).join(",");
      if (!known.has(slug)) continue;
      slugs.add(slug);
      from = to - 1;
      break;
    }
  }
  return slugs;
}
