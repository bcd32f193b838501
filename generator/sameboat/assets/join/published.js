/** Profiles as they are published, read from the site's own API. */
import { unzip } from "../find/bytes.js";

/**
 * @typedef {object} Shard
 * @property {string} url
 * @property {string} first
 * @property {string} last
 */

/**
 * @param {string} api the address of its entrance
 * @param {string} handle
 * @returns {Promise<import("./data.js").Fields | undefined>} the fields of that member; undefined where there is none
 */
export async function readPublished(api, handle) {
  const entrance = await readJson(api);
  const shard = entrance.shards.find((/** @type {Shard} */ { first, last }) => first <= handle && handle <= last);
  if (!shard) return undefined;
  const { members } = await readJson(new URL(shard.url, new URL(api, document.location.href)).href);
  const member = members.find((/** @type {{handle: string}} */ each) => each.handle === handle);
  if (!member) return undefined;
  const { handle: _, ...fields } = member;
  return fields;
}

/**
 * @param {string} address
 * @returns {Promise<any>}
 */
export async function readJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  // The shards of a large community are gzip files.
  const bytes = await unzip(new Uint8Array(await answer.arrayBuffer()));
  return JSON.parse(new TextDecoder().decode(bytes));
}
