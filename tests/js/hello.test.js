import assert from "node:assert/strict";
import { test } from "node:test";
import { localDay, ordinal, peopleOf } from "../../generator/sameboat/assets/hello/days.js";

/** @param {number} count */
const file = (count) => ({
  version: 1,
  from: "2026-11-21",
  days: Array.from({ length: count }, (_, n) => [n]),
  people: Array.from({ length: count }, (_, n) => ({
    handle: `m${n}`,
    name: `M ${n}`,
    tagline: "",
    starters: ["one", "two"],
  })),
});

/** @param {string} day @param {number} [count] */
const handles = (day, count = 5) => peopleOf(file(count), day).map(({ handle }) => handle);

test("the reader's day is looked up in the file", () => {
  assert.deepEqual(handles("2026-11-21"), ["m0"]);
  assert.deepEqual(handles("2026-11-22"), ["m1"]);
  assert.deepEqual(handles("2026-11-25"), ["m4"]);
});

test("past its end the days come round again, without the yesterday it begins with", () => {
  assert.deepEqual(handles("2026-11-26"), ["m1"]);
  assert.deepEqual(handles("2026-11-29"), ["m4"]);
  assert.deepEqual(handles("2026-11-30"), ["m1"]);
});

test("a clock that is wrong gets the first day", () => {
  assert.deepEqual(handles("2001-01-01"), ["m0"]);
});

test("a file without days has nobody", () => {
  assert.deepEqual(peopleOf({ version: 1, from: "2026-11-21", days: [], people: [] }, "2026-11-22"), []);
});

test("the first lines take turns", () => {
  const lines = ["2026-11-22", "2026-11-23"].map((day) => peopleOf(file(5), day)[0].starter);
  assert.deepEqual(new Set(lines), new Set(["one", "two"]));
});

test("days are numbered as Python numbers them", () => {
  assert.equal(ordinal("1970-01-01"), 719163);
  assert.equal(ordinal("2026-11-22"), 739942);
});

test("the day is that of the reader's calendar", () => {
  assert.equal(localDay(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});
