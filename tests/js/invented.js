/** An invented index of any size, the same for the same seed. */
import { fold } from "../../generator/sameboat/assets/find/fold.js";

const NAMES = "Ada Łukasz Mei Zoë Søren Nguyễn Olga Ömer Kofi Ines Żaneta Rosa Adam Ana".split(" ");
const THINGS = "bread breadth trains tables talks tea Teeth code coding cake bridges Ångström zine zines".split(" ");

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
 * @param {number} count members
 * @param {number} [seed]
 * @returns {import("../../generator/sameboat/assets/find/index.js").RawIndex}
 */
export function inventIndex(count, seed = 1) {
  const roll = dice(seed);
  /** @param {string[]} list */
  const one = (list) => list[roll(list.length)];
  /** @param {number} n */
  const some = (n) => Array.from({ length: n }, () => one(THINGS)).join(" ");
  const shapes = [
    { name: "values", weight: 2, options: 6, most: 3 },
    { name: "can_help_with", weight: 3, options: 20, most: 5 },
    { name: "languages", weight: 0, options: 3, most: 2 },
  ];
  const everybody = Array.from({ length: count }, (_, member) => member);
  const facets = shapes.map((shape) => ({
    name: shape.name,
    title: shape.name,
    searchable: true,
    weight: shape.weight,
    options: Array.from({ length: shape.options }, (_, n) => ({
      slug: `${shape.name[0]}-${n}`,
      label: `${one(THINGS)} ${n}`,
      also: n % 3 === 0 ? [one(THINGS)] : [],
      count: 0,
    })),
  }));
  const picks = Object.fromEntries(
    shapes.map(({ name, options, most }) => [
      name,
      everybody.map(() => Array.from({ length: roll(most + 1) }, () => roll(options))),
    ])
  );
  facets.forEach(({ name, options }) =>
    picks[name].forEach((list) => new Set(list).forEach((n) => options[n].count++))
  );
  const name = everybody.map(() => `${one(NAMES)} ${one(NAMES)}`);
  return {
    version: 1,
    count,
    facets,
    members: {
      handle: everybody.map((member) => `m-${String(member).padStart(6, "0")}`),
      name,
      tagline: everybody.map(() => some(roll(3))),
      facets: picks,
      text: {
        1: everybody.map(() => fold(some(roll(6)))),
        2: everybody.map(() => fold(some(roll(3)))),
        3: name.map(fold),
      },
      paused: everybody.map(() => roll(10) === 0),
    },
  };
}
