import assert from "node:assert/strict";
import { test } from "node:test";
import { Words } from "../../generator/sameboat/assets/find/words.js";

/**
 * @param {Record<string, string>} dataset
 * @param {string} language
 */
function words(dataset, language) {
  return new Words(/** @type {any} */ ({ dataset }), language);
}

test("words are filled in once, whatever is filled in", () => {
  const english = words({ drop: "Drop {label} ({facet})" }, "en");
  assert.equal(english.say("drop", { label: "{facet} $&", facet: "x" }), "Drop {facet} $& (x)");
});

test("a counted word has the form its language asks for, or else the common one", () => {
  const forms = { peopleOne: "{n} osoba", peopleFew: "{n} osoby", peopleMany: "{n} osób", peopleOther: "{n} osoby" };
  const polish = words(forms, "pl");
  assert.deepEqual([1, 2, 5].map((n) => polish.sayCount("people", n)), ["1 osoba", "2 osoby", "5 osób"]);
  const english = words({ peopleNone: "Nobody", peopleOne: "{n} person", peopleOther: "{n} people" }, "en");
  assert.deepEqual([0, 1, 1234].map((n) => english.sayCount("people", n)), ["Nobody", "1 person", "1,234 people"]);
  assert.equal(words({ peopleOther: "{n} people" }, "pl").sayCount("people", 2), "2 people");
});

test("nobody is nobody, and ten people are not, whatever a language calls their form", () => {
  const forms = { peopleNone: "Neviena", peopleZero: "{n} cilvēku", peopleOne: "{n} cilvēks", peopleOther: "{n} cilvēki" };
  const latvian = words(forms, "lv");
  assert.deepEqual([0, 1, 2, 10].map((n) => latvian.sayCount("people", n)), [
    "Neviena", "1 cilvēks", "2 cilvēki", "10 cilvēku",
  ]);
});

test("a page without a language, or with one nobody knows, still counts", () => {
  for (const language of ["", "not a tag", "tlh"]) {
    assert.equal(words({ xOther: "{n}" }, language).sayCount("x", 3), "3");
  }
});

test("a value that is read the other way keeps what stands beside it in its place", () => {
  const words = new Words(/** @type {any} */ ({ dataset: { without: "Without “{label}”: {people}" } }), "en");
  assert.equal(words.say("without", { label: "خبز", people: "4" }), "Without “\u2068خبز\u2069”: 4");
  assert.equal(words.say("without", { label: "bread", people: "4" }), "Without “bread”: 4");
});
