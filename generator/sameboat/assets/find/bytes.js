/** Reading the bytes of the index; `docs/manual/search.md` says what stands where. */
import { inflate } from "./inflate.js";

/** Bytes of a gzip file up to which opening it here is quicker than asking the browser to. */
const SMALL = 8192;
/** Where a gzip file says whether there is a name or a comment in it. */
const FLAGS = 3;

const TEXT = new TextDecoder();

/** A place in some bytes that moves on as one reads. */
export class Bytes {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.place = 0;
  }

  /** @returns {number} groups of seven bits, the lowest first */
  varint() {
    const { bytes } = this;
    let byte = bytes[this.place++];
    if (byte < 0x80) return byte;
    let number = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[this.place++];
      number |= (byte & 0x7f) << shift;
    }
    return number >>> 0;
  }

  /**
   * @param {number} count
   * @returns {Uint32Array}
   */
  varints(count) {
    const numbers = new Uint32Array(count);
    for (let n = 0; n < count; n++) numbers[n] = this.varint();
    return numbers;
  }

  /** @returns {Uint32Array} rising numbers, written as distances with their count before them */
  rising() {
    const numbers = new Uint32Array(this.varint());
    let last = 0;
    for (let n = 0; n < numbers.length; n++) numbers[n] = last += this.varint();
    return numbers;
  }

  /**
   * @param {number} length
   * @returns {Uint8Array}
   */
  take(length) {
    this.place += length;
    return this.bytes.subarray(this.place - length, this.place);
  }
}

/**
 * @param {Bytes} bytes all lower bytes, then all upper ones
 * @param {number} count
 * @returns {Uint16Array}
 */
export function twoBytes(bytes, count) {
  const low = bytes.take(count);
  const high = bytes.take(count);
  return Uint16Array.from(low, (byte, n) => byte | (high[n] << 8));
}

/** Sorted words with a value each. */
export class Dictionary {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    const reader = new Bytes(bytes);
    const count = reader.varint();
    let buffer = new Uint8Array(256);
    /** @type {string[]} */
    this.words = new Array(count);
    for (let n = 0; n < count; n++) {
      const shared = reader.varint();
      const added = reader.varint();
      if (shared + added > buffer.length) {
        const longer = new Uint8Array(2 * (shared + added));
        longer.set(buffer);
        buffer = longer;
      }
      buffer.set(reader.take(added), shared);
      this.words[n] = TEXT.decode(buffer.subarray(0, shared + added));
    }
    this.starts = new Uint32Array(count + 1);
    for (let n = 0; n < count; n++) this.starts[n + 1] = this.starts[n] + reader.varint();
    this.values = bytes.subarray(reader.place);
  }

  /**
   * @param {number} n
   * @returns {Bytes} the value of word n
   */
  value(n) {
    return new Bytes(this.values.subarray(this.starts[n], this.starts[n + 1]));
  }

  /**
   * @param {string} word
   * @returns {number} where it stands, or would
   */
  placeOf(word) {
    return lowerBound(this.words, word);
  }
}

/**
 * @param {string[]} words sorted
 * @param {string} word
 * @returns {number} the first that is not before it
 */
export function lowerBound(words, word) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param {Uint8Array} bytes one gzip file, or the same as some server has already opened it
 * @returns {Promise<Uint8Array>}
 */
export async function unzip(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  if (bytes.length <= SMALL && bytes[FLAGS] === 0) return inflate(bytes);
  const stream = new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
