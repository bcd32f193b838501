/**
 * Opens small gzip files at once (RFC 1951, RFC 1952). A browser opens large ones faster, but it takes longer to be asked
 * than a card takes to be opened, and a search may need forty.
 */

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289,
  16385, 24577,
];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST = 15;
const HEADER = 10;
const END_OF_BLOCK = 256;
/** No byte of a gzip file can stand for more of what it holds. */
const MOST_SQUEEZED = 1032;

/** @typedef {{ counts: Uint16Array, symbols: Uint16Array }} Code how many codes have each length, and what they mean */

const FIXED = codeOf(Uint8Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8)));
const FIXED_DISTANCES = codeOf(new Uint8Array(30).fill(5));

/**
 * @param {Uint8Array} bytes a gzip file without a name in it
 * @returns {Uint8Array}
 * @throws {RangeError} where it is none
 */
export function inflate(bytes) {
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.length - 4, true);
  if (size > bytes.length * MOST_SQUEEZED) throw new RangeError("a broken gzip file");
  const reader = new Bits(bytes, HEADER);
  const found = new Uint8Array(size);
  let end = 0;
  for (let isLast = 0; !isLast; ) {
    isLast = reader.take(1);
    const kind = reader.take(2);
    if (kind === 0) {
      const stored = reader.stored();
      found.set(stored, end);
      end += stored.length;
    } else if (kind === 1) end = block(reader, found, end, FIXED, FIXED_DISTANCES);
    else if (kind === 2) end = block(reader, found, end, ...readCodes(reader));
    else throw new RangeError("a broken gzip file");
  }
  if (end !== size) throw new RangeError("a broken gzip file");
  return found;
}

class Bits {
  /**
   * @param {Uint8Array} bytes
   * @param {number} place of the first byte
   */
  constructor(bytes, place) {
    this.bytes = bytes;
    this.place = place;
    this.held = 0;
    this.count = 0;
  }

  /**
   * @param {number} count
   * @returns {number} the next bits, the first one lowest
   */
  take(count) {
    while (this.count < count) {
      if (this.place === this.bytes.length) throw new RangeError("a gzip file that ends too soon");
      this.held |= this.bytes[this.place++] << this.count;
      this.count += 8;
    }
    const bits = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return bits;
  }

  /** @returns {Uint8Array} bytes that stand there as they are, behind how many they are */
  stored() {
    this.held = this.count = 0;
    const length = this.bytes[this.place] | (this.bytes[this.place + 1] << 8);
    this.place += 4 + length;
    return this.bytes.subarray(this.place - length, this.place);
  }

  /**
   * @param {Code} code
   * @returns {number}
   */
  symbol({ counts, symbols }) {
    let code = 0;
    let first = 0;
    let before = 0;
    for (let length = 1; length <= LONGEST; length++) {
      code |= this.take(1);
      if (code - first < counts[length]) return symbols[before + code - first];
      before += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new RangeError("a broken gzip file");
  }
}

/**
 * @param {Uint8Array} lengths by symbol, the length of its code, 0 for none
 * @returns {Code}
 */
function codeOf(lengths) {
  const counts = new Uint16Array(LONGEST + 1);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const places = new Uint16Array(LONGEST + 1);
  for (let length = 1; length < LONGEST; length++) places[length + 1] = places[length] + counts[length];
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length > 0) symbols[places[length]++] = symbol;
  });
  return { counts, symbols };
}

/**
 * @param {Bits} reader
 * @returns {[Code, Code]} of letters and lengths, and of distances
 */
function readCodes(reader) {
  const letters = reader.take(5) + 257;
  const distances = reader.take(5) + 1;
  const known = reader.take(4) + 4;
  const ofLengths = new Uint8Array(ORDER.length);
  for (let n = 0; n < known; n++) ofLengths[ORDER[n]] = reader.take(3);
  const code = codeOf(ofLengths);
  const lengths = new Uint8Array(letters + distances);
  for (let n = 0; n < lengths.length; ) {
    const symbol = reader.symbol(code);
    if (symbol < 16) lengths[n++] = symbol;
    else {
      const repeated = symbol === 16 ? lengths[n - 1] : 0;
      const times = symbol === 16 ? 3 + reader.take(2) : symbol === 17 ? 3 + reader.take(3) : 11 + reader.take(7);
      lengths.fill(repeated, n, n + times);
      n += times;
    }
  }
  return [codeOf(lengths.subarray(0, letters)), codeOf(lengths.subarray(letters))];
}

/**
 * @param {Bits} reader
 * @param {Uint8Array} found filled up to `end`
 * @param {number} end
 * @param {Code} letters
 * @param {Code} distances
 * @returns {number} the new end
 */
function block(reader, found, end, letters, distances) {
  for (;;) {
    const symbol = reader.symbol(letters);
    if (symbol === END_OF_BLOCK) return end;
    if (end >= found.length) throw new RangeError("a gzip file that is longer than it says");
    if (symbol < END_OF_BLOCK) {
      found[end++] = symbol;
      continue;
    }
    const length = LENGTHS[symbol - 257] + reader.take(LENGTH_BITS[symbol - 257]);
    const kind = reader.symbol(distances);
    const distance = DISTANCES[kind] + reader.take(DISTANCE_BITS[kind]);
    for (let stop = end + length; end < stop; end++) found[end] = found[end - distance];
  }
}
