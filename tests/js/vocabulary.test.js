import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../generator/sameboat/assets/find/fold.js";
import { Vocabulary } from "../../generator/sameboat/assets/find/vocabulary.js";

/**
 * @param {string[]} texts
 * @param {string} prefix
 */
function find(texts, prefix) {
  const vocabulary = new Vocabulary(texts.map(fold));
  const { from, whole, to } = vocabulary.find(fold(prefix));
  return { whole: [...vocabulary.rows.slice(from, whole)], begun: [...vocabulary.rows.slice(whole, to)] };
}

test("rows with the whole word come first, then rows with a word that begins so", () => {
  assert.deepEqual(find(["bread", "breadth", "my bread", "abread", ""], "bread"), { whole: [0, 2], begun: [1] });
});

test("a row that says a word twice is there once", () => {
  assert.deepEqual(find(["tea and tea"], "tea"), { whole: [0], begun: [] });
});

test("a word before the first, between two and after the last is nowhere", () => {
  for (const word of ["a", "cat", "zebra"]) assert.deepEqual(find(["bread", "dough"], word), { whole: [], begun: [] });
});

test("nothing is found where there are no words", () => {
  assert.deepEqual(find(["", ""], "a"), { whole: [], begun: [] });
});

test("in a script without spaces a word is found in the middle", () => {
  assert.deepEqual(find(["田中太郎", "鈴木花子"], "太郎"), { whole: [0], begun: [] });
  assert.deepEqual(find(["ภาษาไทย", "webデザイン"], "ไทย"), { whole: [0], begun: [] });
  assert.deepEqual(find(["ภาษาไทย", "webデザイン"], "デザ"), { whole: [], begun: [1] });
});

test("a Korean name is found while its last syllable is being typed", () => {
  for (const typed of ["ㄱ", "기", "김", "김미", "김민수"]) {
    const { whole, begun } = find(["김민수"], typed);
    assert.deepEqual([...whole, ...begun], [0], typed);
  }
});
