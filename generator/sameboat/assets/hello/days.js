/** Which day it is for the reader, and who comes up on it. */

/**
 * @typedef {object} Greeted
 * @property {string} handle
 * @property {string} name
 * @property {string} tagline
 * @property {string[]} starters first lines to borrow
 *
 * @typedef {object} Days `hello/days.json`
 * @property {number} version
 * @property {string} from the first day, `YYYY-MM-DD`
 * @property {number[][]} days numbers of the people of each day, from the first on
 * @property {Greeted[]} people
 */

export const VERSION = 1;
const DAY = 86_400_000;
/** Days since the first of January of the year 1, as Python counts them, of the first of January 1970. */
const ORDINAL = 719_163;

/**
 * @param {Date} moment
 * @returns {string} the date on the reader's own calendar, `YYYY-MM-DD`
 */
export function localDay(moment) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/**
 * @param {string} day `YYYY-MM-DD`
 * @returns {number} the days from the beginning of the calendar to it, as `date.toordinal` in Python gives them
 */
export function ordinal(day) {
  return Date.parse(`${day}T00:00:00Z`) / DAY + ORDINAL;
}

/**
 * Who comes up on `day`. The file begins with yesterday and ends when its last day does; where the site has not been
 * built since, its days come round again.
 * @param {Days} file
 * @param {string} day
 * @returns {{ handle: string, name: string, tagline: string, starter: string }[]}
 */
export function peopleOf(file, day) {
  const number = ordinal(day) - ordinal(file.from);
  const ahead = Math.max(1, file.days.length - 1);
  const place = number < file.days.length ? Math.max(number, 0) : 1 + ((number - 1) % ahead);
  return (file.days[place] ?? []).map((person) => {
    const { handle, name, tagline, starters } = file.people[person];
    return { handle, name, tagline, starter: starters[ordinal(day) % starters.length] };
  });
}

/**
 * The people of a day out of `pool`: three or two, everybody once in as many days as that takes.
 * @template T
 * @param {T[]} pool in any order that stays
 * @param {number} day counted from any
 * @returns {T[]}
 */
export function turn(pool, day) {
  const days = Math.max(1, Math.ceil(pool.length / 3));
  const place = day % days;
  return pool.slice(Math.floor((place * pool.length) / days), Math.floor(((place + 1) * pool.length) / days));
}
