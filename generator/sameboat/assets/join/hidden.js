/**
 * Text that is not what it looks like: hidden characters, towers of marks, one word in two alphabets. The same rules as
 * `sameboat.hidden` in Python, where the reasons stand and from where the patterns come.
 */
import { Alphabets } from "./alphabets.js";

/**
 * @typedef {object} HiddenRules as `sameboat.hidden.browser_rules` makes them
 * @property {string} invisible
 * @property {string} rightToLeft
 * @property {string} directionMarks
 * @property {string} brailleBlank
 * @property {string} lowMarks
 * @property {string[]} kinds
 * @property {number} mostMarks
 * @property {number} mostOwnMarks
 * @property {Record<string, string>} names
 *
 * @typedef {object} Fault
 * @property {number} start
 * @property {string} key of the words for it
 * @property {Record<string, string>} values for what stands between braces in those words
 * @property {boolean} isDoubt whether it may be meant
 */

/** The words of each kind of invisible character, in the order of the rules. */
const KINDS = ["faultControl", "faultTurning", "faultDirection", "faultLost", "faultLeftover", "faultBox", "faultHidden"];
const DOUBTFUL = ["faultLost", "faultLeftover", "faultBox"];
const BRAILLE = /[\u2801-\u28ff]/u;

/**
 * @param {HiddenRules} rules
 * @param {import("./alphabets.js").AlphabetRules} alphabetRules
 * @returns {(text: string) => Fault | undefined} finds the first thing in a text that is an error; where there is none,
 *   the first that is in doubt
 */
export function faultFinder(rules, alphabetRules) {
  const alphabets = new Alphabets(alphabetRules);
  const invisible = new RegExp(rules.invisible, "gu");
  const [rightToLeft, directionMark, brailleBlank] = [rules.rightToLeft, rules.directionMarks, rules.brailleBlank].map(
    (pattern) => new RegExp(pattern, "u")
  );
  const low = new RegExp(rules.lowMarks, "gu");
  const kinds = rules.kinds.map((pattern) => new RegExp(pattern, "u"));

  /**
   * @param {string} text
   * @returns {Fault[]}
   */
  function invisibleFaults(text) {
    const [isTurned, isDrawn] = [rightToLeft.test(text), BRAILLE.test(text)];
    return [...text.matchAll(invisible)].flatMap(({ 1: character, index }) => {
      if (!character || (isTurned && directionMark.test(character)) || (isDrawn && brailleBlank.test(character))) {
        return [];
      }
      const key = KINDS[kinds.findIndex((kind) => kind.test(text.slice(index)))];
      return [{ start: index, key, values: { character: named(character) }, isDoubt: DOUBTFUL.includes(key) }];
    });
  }

  /** @param {string} character */
  function named(character) {
    const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return rules.names[point] ? `U+${point}, ${rules.names[point]}` : `U+${point}`;
  }

  /**
   * @param {string} text
   * @returns {Fault[]}
   */
  function stackedFaults(text) {
    return [...text.matchAll(/\p{M}+/gu)].flatMap(({ 0: marks, index }) => {
      const count = [...marks].length;
      const isHigh = (marks.match(low) ?? []).length > rules.mostMarks || count > rules.mostOwnMarks;
      const start = Math.max(0, index - 1);
      return isHigh ? [{ start, key: "faultMarks", values: { count: String(count) }, isDoubt: false }] : [];
    });
  }

  /**
   * @param {string} text
   * @returns {Fault[]}
   */
  function mixedFaults(text) {
    return alphabets.mixedWords(text).map(({ start, word, scripts, odd, oddScript, isDoubt }) => {
      const letters = [...word];
      const shown = letters.length <= 40 ? word : `${letters.slice(0, 37).join("")}…`;
      const point = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      const values = { word: shown, scripts: scripts.join(" & "), odd, script: oddScript, point: `U+${point}` };
      return { start, key: "faultMixed", values, isDoubt };
    });
  }

  return (text) => {
    if (/^[\n -~]*$/.test(text)) return undefined;
    const faults = [...invisibleFaults(text), ...stackedFaults(text), ...mixedFaults(text)];
    const errors = faults.filter(({ isDoubt }) => !isDoubt);
    return (errors.length > 0 ? errors : faults).sort((one, other) => one.start - other.start)[0];
  };
}
