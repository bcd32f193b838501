import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { indexWords, joinedWords, queryWords } from "../../generator/sameboat/assets/find/tokens.js";

/** @type {[string, string[], string[]][]} */
const vectors = JSON.parse(readFileSync(new URL("../vectors/tokens.json", import.meta.url), "utf8"));

test("every query has the words it has in Python", () => {
  for (const [text, words] of vectors) assert.deepEqual(queryWords(text), words, JSON.stringify(text));
});

test("every text is found by the words it is found by in Python", () => {
  for (const [text, , words] of vectors) {
    assert.deepEqual(new Set(indexWords(text)), new Set(words), JSON.stringify(text));
  }
});

test("each word of a query for a text is among the words it is found by, or begins one", () => {
  for (const [text] of vectors) {
    const found = indexWords(text);
    for (const word of queryWords(text)) assert.ok(found.some((each) => each.startsWith(word)), `${text}: ${word}`);
  }
});

test("words between hyphens are joined as in Python", () => {
  /** @type {[string, Record<string, string[]>][]} */
  const joined = JSON.parse(readFileSync(new URL("../vectors/joined.json", import.meta.url), "utf8"));
  for (const [text, words] of joined) assert.deepEqual(Object.fromEntries(joinedWords(text)), words, text);
});
