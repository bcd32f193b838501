/** Invented people, the same for the same seed. */

const NAMES = "Ada Łukasz Mei Zoë Søren Nguyễn Olga Ömer Kofi Ines Żaneta Rosa Adam Ana O'Brien 森はるか".split(" ");
const THINGS = "bread breadth trains tables talks tea Teeth code C++ coding cake bridges Ångström zine zines".split(" ");
const ZONES = ["Europe/Warsaw", "Asia/Tokyo", "America/Bogota"];

/** @type {import("./writing.js").FacetShape[]} */
export const SHAPES = [
  { name: "values", weight: 2, also: { "tea 1": ["infusion"] } },
  { name: "can_help_with", weight: 3 },
  { name: "languages", weight: 0 },
];

/**
 * @param {number} seed
 * @returns {(below: number) => number} the next number from 0 up to `below`
 */
export function dice(seed) {
  let state = seed >>> 0;
  return (below) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * @param {number} count
 * @param {number} [seed]
 * @returns {import("./writing.js").Person[]}
 */
export function inventPeople(count, seed = 1) {
  const roll = dice(seed);
  /** @param {string[]} list */
  const one = (list) => list[roll(list.length)];
  /** @param {number} n */
  const some = (n) => Array.from({ length: n }, () => one(THINGS)).join(" ");
  /** @param {number} most @param {number} options */
  const picks = (most, options) => [
    ...new Set(Array.from({ length: roll(most + 1) }, () => `${THINGS[roll(options)]} ${roll(2)}`)),
  ];
  return Array.from({ length: count }, () => ({
    name: `${one(NAMES)} ${one(NAMES)}`,
    tagline: some(roll(3)),
    bio: some(roll(6)),
    isPaused: roll(10) === 0,
    zone: roll(4) ? one(ZONES) : undefined,
    came: roll(3) ? roll(1000) : undefined,
    picks: { values: picks(3, 6), can_help_with: picks(4, 12), languages: picks(2, 3) },
  }));
}
