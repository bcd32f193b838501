/**
 * The shuffle of the day: an order of members that changes with the date, so that nobody is always first.
 * Equal to `sameboat.text.shuffle_key` in Python; `tests/vectors/shuffle.json` holds both to it.
 */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
const UTF8 = new TextEncoder();

/**
 * @param {string} text
 * @param {number} [start] the hash of what stands before `text`
 * @returns {number} FNV-1a, 32 bits, over the UTF-8 bytes
 */
export function fnv1a(text, start = OFFSET) {
  let hash = start;
  for (const byte of UTF8.encode(text)) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/**
 * @param {Date} moment
 * @returns {string} its date in UTC, `YYYY-MM-DD`
 */
export function dayOf(moment) {
  return moment.toISOString().slice(0, 10);
}

/**
 * @param {string[]} handles in alphabetical order
 * @param {string} day `YYYY-MM-DD`
 * @returns {Uint32Array} numbers of the handles, in the order of that day
 */
export function shuffleOfTheDay(handles, day) {
  const start = fnv1a(`${day}:`);
  return byKey(handles.length, (member) => fnv1a(handles[member], start));
}

/**
 * The same for members of whom only the number is known: fetching a hundred thousand handles to shuffle them would
 * take longer than everything else.
 * @param {number} count
 * @param {string} day `YYYY-MM-DD`
 * @returns {Uint32Array} the numbers from 0 up to `count`, in the order of that day
 */
export function numbersOfTheDay(count, day) {
  const start = fnv1a(day);
  return byKey(count, (member) => scatter(start ^ Math.imul(member + 1, 0x9e3779b1)));
}

/**
 * The last steps of MurmurHash3: each bit of a number decides about every bit of the outcome.
 * @param {number} bits
 * @returns {number}
 */
function scatter(bits) {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * @param {number} count
 * @param {(member: number) => number} keyOf 32 bits
 * @returns {Uint32Array}
 */
function byKey(count, keyOf) {
  // Hash and number together fit into the 53 bits of a double, and numbers sort ten times faster than objects.
  const keys = Float64Array.from({ length: count }, (_, member) => keyOf(member) * 2 ** 21 + member);
  return Uint32Array.from(keys.sort(), (key) => key % 2 ** 21);
}
