import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dayOf, fnv1a, numbersOfTheDay, shuffleOfTheDay } from "../../generator/sameboat/assets/find/shuffle.js";

/** @type {{ hashes: [string, number][], orders: { day: string, handles: string[], shuffled: string[] }[],
 *   numbers: { day: string, count: number, shuffled: number[] }[] }} */
const vectors = JSON.parse(readFileSync(new URL("../vectors/shuffle.json", import.meta.url), "utf8"));

test("every text has the hash it has in Python", () => {
  for (const [text, hash] of vectors.hashes) assert.equal(fnv1a(text), hash, text);
});

test("every day has the order it has in Python", () => {
  for (const { day, handles, shuffled } of vectors.orders) {
    assert.deepEqual(Array.from(shuffleOfTheDay(handles, day), (member) => handles[member]), shuffled);
  }
});

test("every day has the order of numbers it has in Python", () => {
  for (const { day, count, shuffled } of vectors.numbers) assert.deepEqual([...numbersOfTheDay(count, day)], shuffled);
});

test("a day begins at midnight in UTC", () => {
  assert.equal(dayOf(new Date("2026-01-01T23:59:59-02:00")), "2026-01-02");
  assert.equal(dayOf(new Date("2026-01-01T00:00:00Z")), "2026-01-01");
});
