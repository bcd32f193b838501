/** What somebody is looking for, and the same as the query of an address: `?q=bread&values=curiosity,kindness`. */

/**
 * @typedef {import("./manifest.js").Facet} Facet
 *
 * @typedef {"" | "newest" | "name"} Sort best fits first, and between equals the shuffle of the day; or by this alone
 *
 * @typedef {object} State
 * @property {string} q what was typed
 * @property {ReadonlyMap<string, ReadonlySet<string>>} picked slugs by facet name; only facets with something picked
 * @property {ReadonlySet<string>} all facets of whose picks all are wanted, not any
 * @property {boolean} isAwake whether only people are wanted where it is day
 * @property {Sort} sort
 */

const LONGEST_QUERY = 200;
/** Parameters of our own; a facet of such a name has a dot behind it. */
const TAKEN = new Set(["q", "all", "awake", "sort"]);
/** @type {Sort[]} */
const SORTS = ["newest", "name"];

/** @type {State} */
export const NOTHING_WANTED = { q: "", picked: new Map(), all: new Set(), isAwake: false, sort: "" };

/**
 * @param {State} state
 * @returns {boolean}
 */
export function wantsNothing({ q, picked, isAwake }) {
  return q.trim() === "" && picked.size === 0 && !isAwake;
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
 * @param {State} state
 * @param {string} facet its name
 * @param {boolean} isAll whether all of its picks are wanted
 * @returns {State}
 */
export function withAll(state, facet, isAll) {
  const all = new Set(state.all);
  if (isAll) all.add(facet);
  else all.delete(facet);
  return { ...state, all };
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
    const slugs = splitKnown(parameters.getAll(parameterOf(name)).join(","), known);
    if (slugs.size > 0) picked.set(name, slugs);
  }
  const wanted = new Set((parameters.get("all") ?? "").split(","));
  const many = facets.filter(({ name, many }) => many && wanted.has(name));
  return {
    q: tidy(parameters.get("q") ?? ""),
    picked,
    all: new Set(many.map(({ name }) => name)),
    isAwake: parameters.get("awake") === "now",
    sort: SORTS.find((sort) => sort === parameters.get("sort")) ?? "",
  };
}

/**
 * The shortest address for a state, the same for the same state whatever was picked first.
 * @param {State} state
 * @param {Facet[]} facets
 * @returns {string} `?…`, or nothing
 */
export function writeState({ q, picked, all, isAwake, sort }, facets) {
  const words = tidy(q);
  const parameters = words === "" ? [] : [new URLSearchParams({ q: words }).toString()];
  for (const { name, options } of facets) {
    const slugs = options.map(({ slug }) => slug).filter((slug) => picked.get(name)?.has(slug));
    if (slugs.length > 0) {
      parameters.push(`${encodeURIComponent(parameterOf(name))}=${slugs.map(encodeURIComponent).join(",")}`);
    }
  }
  const whole = facets.map(({ name }) => name).filter((name) => all.has(name));
  if (whole.length > 0) parameters.push(`all=${whole.map(encodeURIComponent).join(",")}`);
  if (isAwake) parameters.push("awake=now");
  if (sort !== "") parameters.push(`sort=${sort}`);
  return parameters.length > 0 ? `?${parameters.join("&")}` : "";
}

/**
 * @param {string} name of a facet
 * @returns {string} its parameter; `addresses.search` in Python has the same
 */
function parameterOf(name) {
  return TAKEN.has(name) ? `${name}.` : name;
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
