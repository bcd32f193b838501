import assert from "node:assert/strict";
import { test } from "node:test";
import { markIn, says } from "../../generator/sameboat/assets/find/mark.js";

/**
 * @param {string} text
 * @param {string[]} words folded
 * @param {string[]} [close]
 * @param {boolean} [isName]
 */
function marked(text, words, close = [], isName = false) {
  return markIn(text, words.map((word) => ({ word, close })), isName)
    .map(([part, isMarked]) => (isMarked ? `[${part}]` : part))
    .join("");
}

test("what was typed of a word is marked as it was written", () => {
  assert.equal(marked("Żółć, Żaneta and zan", ["zan"]), "Żółć, [Żan]eta and [zan]");
  assert.equal(marked("Straße", ["stras"]), "[Straß]e");
  assert.equal(marked("Z\u0307aneta", ["zane"]), "[Z\u0307ane]ta");
});

test("nothing is marked inside a word, where nothing is found", () => {
  assert.equal(marked("a loaf of bread", ["oaf", "read"]), "a loaf of bread");
});

test("marks that meet are one, and longer ones swallow shorter ones", () => {
  assert.equal(marked("bread", ["br", "bread"]), "[bread]");
  assert.equal(marked("森はるか", ["はる", "るか"]), "森[はるか]");
});

test("a word put together of parts is marked whole", () => {
  assert.equal(marked("Kate O’Brien", ["obrien"]), "Kate [O’Brien]");
  assert.equal(marked("I write C++ daily", ["cplusplus"]), "I write [C++] daily");
});

test("a word that was mistyped is marked whole where it is the one that was meant", () => {
  assert.equal(marked("Tadeusz Wróbel", ["wrobek"], ["wrobel"]), "Tadeusz [Wróbel]");
});

test("one letter is marked at the beginning of a name, and elsewhere only where it stands alone", () => {
  assert.equal(marked("Ana Rosa", ["r"], [], true), "Ana [R]osa");
  assert.equal(marked("R and rum", ["r"]), "[R] and rum");
  assert.ok(!says("rum", { word: "r", close: [] }));
});

test("a text without words, and none at all, are left alone", () => {
  assert.deepEqual(markIn("", [{ word: "a", close: [] }]), []);
  assert.equal(marked("… !", ["a"]), "… !");
});

test("what a hyphen ties together is marked as one word", () => {
  const sought = ["e", "mail"].map((word) => ({ word, close: [], joined: ["email"] }));
  assert.deepEqual(markIn("my Emails", sought), [["my ", false], ["Email", true], ["s", false]]);
  assert.ok(sought.every((each) => says("E-Mail", each)));
  assert.ok(!sought.some((each) => says("female", each)));
});
