import assert from "node:assert/strict";
import { test } from "node:test";
import { closeWords, forgiven } from "../../generator/sameboat/assets/find/typos.js";
import { dice } from "./invented.js";

test("one typo is forgiven from five letters on, two from nine", () => {
  assert.deepEqual(["four", "fives", "eightlet", "nineletrs"].map(forgiven), [0, 1, 1, 2]);
});

test("what is close is what a plain table of distances says, for whole words and beginnings", () => {
  const roll = dice(3);
  /** @param {number} most */
  const word = (most) => Array.from({ length: 1 + roll(most) }, () => "abc"[roll(3)]).join("");
  for (let round = 0; round < 400; round++) {
    const words = [...new Set(Array.from({ length: 30 }, () => word(7)))].sort();
    const typed = word(7);
    const most = 1 + roll(2);
    const expected = words.flatMap((each, n) => {
      const ends = distances(each, typed);
      const whole = ends[each.length];
      const begun = Math.min(...ends);
      if (whole <= most) return [{ n, typos: whole, isWhole: true }];
      return begun <= most ? [{ n, typos: begun, isWhole: false }] : [];
    });
    assert.deepEqual(closeWords(words, typed, most), expected, `${typed} ${most} in ${words}`);
  }
});

test("endless words do no harm", () => {
  assert.deepEqual(closeWords(["a".repeat(100)], "a".repeat(100), 2), []);
  assert.deepEqual(closeWords(["b".repeat(100)], "aaaaa", 1), []);
  assert.deepEqual(closeWords([`aaaab${"b".repeat(100)}`], "aaaaa", 1).length, 1);
});

/**
 * @param {string} word
 * @param {string} typed
 * @returns {number[]} by the length of a beginning of the word, the typos between it and all of what was typed
 */
function distances(word, typed) {
  /** @type {number[][]} */
  const table = [];
  for (let i = 0; i <= word.length; i++) {
    table[i] = [];
    for (let j = 0; j <= typed.length; j++) {
      if (i === 0 || j === 0) table[i][j] = i + j;
      else {
        const exchanged = table[i - 1][j - 1] + Number(word[i - 1] !== typed[j - 1]);
        table[i][j] = Math.min(exchanged, table[i - 1][j] + 1, table[i][j - 1] + 1);
        const isSwapped = i > 1 && j > 1 && word[i - 1] === typed[j - 2] && word[i - 2] === typed[j - 1];
        if (isSwapped) table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
      }
    }
  }
  return table.map((row) => row[typed.length]);
}
