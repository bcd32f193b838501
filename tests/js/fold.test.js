import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fold } from "../../generator/sameboat/assets/find/fold.js";

/** @type {[string, string][]} */
const vectors = JSON.parse(readFileSync(new URL("../vectors/fold.json", import.meta.url), "utf8"));

test("every text folds as it does in Python", () => {
  for (const [text, folded] of vectors) assert.equal(fold(text), folded, JSON.stringify(text));
});

test("what is folded stays as it is when folded again", () => {
  for (const [, folded] of vectors) assert.equal(fold(folded), folded);
});

test("a composed and a decomposed text fold to the same", () => {
  for (const [text, folded] of vectors) {
    assert.equal(fold(text.normalize("NFC")), folded);
    assert.equal(fold(text.normalize("NFD")), folded);
  }
});
