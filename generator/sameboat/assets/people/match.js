/**
 * Who is in whose boat, who can help whom: the same as `matching.py` does before caps, for somebody who may not have
 * joined. `tests/vectors/matching.json` holds both to it. All numbers are whole, so there is nothing to round.
 */

/**
 * @typedef {import("./index.js").Rules} Rules
 * @typedef {import("./index.js").Posting} Posting
 * @typedef {import("./index.js").Part} Part
 *
 * @typedef {object} Me
 * @property {number[]} languages their numbers; none where nobody said
 * @property {number | null} clock minutes ahead of UTC
 *
 * @typedef {object} Tick
 * @property {Part} part
 * @property {number} weight
 * @property {Posting} posting
 *
 * @typedef {object} Match
 * @property {number} number
 * @property {number} seat
 * @property {number[]} why numbers of ticks
 *
 * @typedef {"helpees" | "helpers" | "mutual" | "peers"} Kind
 */

/** @type {Kind[]} giving first */
export const KINDS = ["helpees", "helpers", "mutual", "peers"];
/** Reasons are bits of one number. */
export const MOST_TICKS = 30;
const DAY = 24 * 60;

/**
 * @typedef {object} Candidate
 * @property {number} seat
 * @property {number} number
 * @property {number} ease
 * @property {number} shared
 * @property {number} gives
 * @property {number} gets
 * @property {number} why bits
 */

/**
 * @param {{ rules: Rules, tongues: number[][], clocks: (number | null)[] }} manifest
 * @param {Me} me
 * @param {Tick[]} ticks
 * @returns {Record<Kind, Match[]>} the best first
 */
export function match({ rules, tongues, clocks }, me, ticks) {
  const languages = tongues.map((spoken) => easeOfLanguage(rules, me.languages, spoken));
  const hours = clocks.map((clock) => easeOfHours(rules, me.clock, clock));
  const { open, limited } = rules.openness;
  /** @type {Map<number, Candidate>} */
  const found = new Map();
  ticks.slice(0, MOST_TICKS).forEach(({ part, weight, posting }, tick) => {
    const sum = part === "offers" ? "gives" : part === "asks" ? "gets" : "shared";
    for (let n = 0; n < posting.seats.length; n++) {
      const seat = posting.seats[n];
      let each = found.get(seat);
      if (each === undefined) {
        const clock = posting.clocks[n];
        const ease = languages[posting.tongues[n]] * hours[clock >> 1] * (clock & 1 ? limited : open);
        each = { seat, number: posting.numbers[n], ease, shared: 0, gives: 0, gets: 0, why: 0 };
        found.set(seat, each);
      }
      each[sum] += weight;
      each.why |= 1 << tick;
    }
  });
  const everybody = [...found.values()];
  const lists = KINDS.map((kind) => [kind, best(everybody, (each) => score(rules, kind, each))]);
  return Object.fromEntries(lists);
}

/**
 * @param {Rules} rules
 * @param {Kind} kind
 * @param {Candidate} each
 * @returns {number} 0 for whoever does not suit
 */
function score({ topic }, kind, { shared, gives, gets, ease }) {
  if (kind === "peers") return shared * ease;
  if (kind === "mutual" && (gives === 0 || gets === 0)) return 0;
  const topics = (kind === "helpers" ? 0 : gives) + (kind === "helpees" ? 0 : gets);
  return topics === 0 ? 0 : (topic * topics + shared) * ease;
}

/**
 * @param {Candidate[]} everybody
 * @param {(each: Candidate) => number} scoreOf
 * @returns {Match[]}
 */
function best(everybody, scoreOf) {
  const scored = everybody.map((each) => ({ each, score: scoreOf(each) })).filter(({ score }) => score > 0);
  scored.sort((one, other) => other.score - one.score || one.each.seat - other.each.seat);
  return scored.map(({ each }) => ({ number: each.number, seat: each.seat, why: bitsOf(each.why) }));
}

/**
 * @param {number} bits
 * @returns {number[]}
 */
function bitsOf(bits) {
  const places = [];
  for (let place = 0; bits >> place !== 0; place++) if ((bits >> place) & 1) places.push(place);
  return places;
}

/**
 * @param {Rules} rules
 * @param {number[]} mine
 * @param {number[]} theirs
 * @returns {number}
 */
function easeOfLanguage({ language }, mine, theirs) {
  if (mine.length === 0 || theirs.length === 0) return language.unknown;
  return mine.some((each) => theirs.includes(each)) ? language.shared : language.none;
}

/**
 * @param {Rules} rules
 * @param {number | null} one
 * @param {number | null} other
 * @returns {number}
 */
function easeOfHours({ hours }, one, other) {
  if (one === null || other === null) return hours.unknown;
  const ahead = (((one - other) % DAY) + DAY) % DAY;
  const apart = Math.min(ahead, DAY - ahead);
  if (apart <= hours.close[0]) return hours.close[1];
  return apart <= hours.near[0] ? hours.near[1] : hours.far;
}
