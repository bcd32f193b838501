import assert from "node:assert/strict";
import { test } from "node:test";
import { constants, gzipSync } from "node:zlib";
import { unzip } from "../../generator/sameboat/assets/find/bytes.js";
import { inflate } from "../../generator/sameboat/assets/find/inflate.js";
import { dice } from "./invented.js";

/**
 * @param {(below: number) => number} roll
 * @param {number} size
 * @param {number} kinds how many different bytes
 */
function bytes(roll, size, kinds) {
  return Uint8Array.from({ length: size }, () => roll(kinds));
}

test("what zlib packs is unpacked to what it was, however it was packed", () => {
  const roll = dice(5);
  const words = ["bread ", "night train ", "森下", "Łukasz, ", "stage fright and "];
  for (let round = 0; round < 60; round++) {
    const text = Array.from({ length: round * 9 }, () => words[roll(words.length)]).join("");
    for (const content of [new TextEncoder().encode(text), bytes(roll, round * 40, 256), bytes(roll, round * 40, 3)]) {
      for (const level of [0, 1, 5, 9]) {
        for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY]) {
          assert.deepEqual(inflate(gzipSync(content, { level, strategy })), new Uint8Array(content));
        }
      }
    }
  }
});

test("a file that is cut off or broken is refused, and nobody waits for its end", () => {
  const roll = dice(6);
  const packed = gzipSync(bytes(roll, 900, 7));
  for (let round = 0; round < 400; round++) {
    const broken = Uint8Array.from(packed);
    broken[10 + roll(broken.length - 18)] ^= 1 << roll(8);
    try {
      assert.equal(inflate(broken).length, 900);
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
    }
  }
  assert.throws(() => inflate(packed.subarray(0, 40)), RangeError);
});

test("a large file, and one that a server has opened already, are read as well", async () => {
  const content = bytes(dice(7), 90_000, 256);
  assert.deepEqual(await unzip(gzipSync(content)), content);
  assert.deepEqual(await unzip(content.fill(1, 0, 2)), content);
});
