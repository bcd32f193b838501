/** Who somebody said they are, kept in their own browser and nowhere else, for today's hello. */

/**
 * @param {string} path of a page of the site: several communities may stand on one host
 * @returns {string}
 */
function keyOf(path) {
  return `sameboat:mine:${path.replace(/[^/]*$/, "")}`;
}

/**
 * @param {Storage | undefined} storage nothing where the browser keeps none
 * @param {string} path
 * @param {string} search `?…` as "my people" has it; nothing forgets
 */
export function keepMine(storage, path, search) {
  try {
    if (search === "") storage?.removeItem(keyOf(path));
    else storage?.setItem(keyOf(path), search);
  } catch {
    // A full or closed storage keeps nothing; the page itself still works.
  }
}

/**
 * @param {Storage | undefined} storage
 * @param {string} path
 * @returns {string} `?…`, or nothing
 */
export function keptMine(storage, path) {
  try {
    const kept = storage?.getItem(keyOf(path)) ?? "";
    return kept.startsWith("?") ? kept : "";
  } catch {
    return "";
  }
}
