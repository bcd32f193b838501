/** The page of a member, read as data: it is where their lists are published, and what they ticked. */

/**
 * @param {string} address
 * @returns {Promise<Document | null>} nothing where there is no such page
 */
export async function fetchPage(address) {
  const response = await fetch(address);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * @param {Document} page
 * @returns {Element | null} the part of it that says whom its owner might meet
 */
export function publishedIn(page) {
  return page.querySelector("section#people");
}

/**
 * What stands on a page, as slugs: the links of its lists lead to the page of each.
 * @param {Document} page
 * @param {import("./index.js").Manifest} manifest
 * @returns {Map<string, Set<string>>} by the name of the list
 */
export function ticksIn(page, { lists }) {
  const picked = new Map();
  for (const { name, most, hub, options } of lists) {
    const known = new Set(options.map(({ slug }) => slug));
    const place = page.getElementById(name.replaceAll("_", "-"));
    // The name of a list is its heading's; the list follows.
    const list = place?.matches("h2") ? place.nextElementSibling : place;
    const slugs = [...(list?.querySelectorAll("a[href]") ?? [])].flatMap((link) => {
      const found = new RegExp(`(?:^|/)${hub}/([^/]+)\\.html$`).exec(link.getAttribute("href") ?? "");
      return found && known.has(found[1]) ? [found[1]] : [];
    });
    if (slugs.length > 0) picked.set(name, new Set(slugs.slice(0, most)));
  }
  return picked;
}
