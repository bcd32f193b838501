/** What `find/index.json` says, and what is refused. `docs/manual/search.md` has every key of it. */

export const VERSION = 2;

/**
 * @typedef {object} Option one thing a facet offers; somebody has it
 * @property {string} slug
 * @property {string} label
 * @property {string[]} [also] other words for it
 * @property {string} [group]
 * @property {number} count members who have it
 *
 * @typedef {object} Facet
 * @property {string} name the property's name, and the parameter's in the address
 * @property {string} title
 * @property {boolean} searchable whether its options are many enough to be looked up
 * @property {number} weight how much a hit in a label counts: 3, 2, 1, or 0 for least
 * @property {boolean} many whether one may have several of its options
 * @property {Option[]} options
 *
 * @typedef {{ folder: string, starts: string[] }} Shards words in alphabetical order, and the first of each file
 *
 * @typedef {object} Manifest
 * @property {number} version
 * @property {"columns" | "postings"} encoding
 * @property {number} count
 * @property {Facet[]} facets
 * @property {string[]} zones
 * @property {string} base
 * @property {string} core
 * @property {string} [clock]
 * @property {string} [newest]
 * @property {string} guesses
 * @property {Shards} names
 * @property {Shards} texts
 * @property {{ folder: string, size: number }} cards
 * @property {{ folder: string, size: number, titles: string[] }} quotes
 * @property {{ folder: string }} [options]
 * @property {{ folder: string }} [records]
 * @property {{ folder: string, size: number, options: number[] }} [common] sets a file, and the numbers of the options
 *
 * @callback Fetch
 * @param {string} path seen from the manifest
 * @returns {Promise<Uint8Array>}
 */

/** An index that this code cannot read: of another version, or not an index at all. */
export class UnreadableIndex extends Error {}

/**
 * @param {Uint8Array} bytes
 * @returns {Manifest}
 */
export function readManifest(bytes) {
  const manifest = JSON.parse(new TextDecoder().decode(bytes));
  if (manifest?.version !== VERSION) {
    throw new UnreadableIndex(`the search index has version ${manifest?.version}, this page reads version ${VERSION}`);
  }
  return manifest;
}
