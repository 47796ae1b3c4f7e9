/**
 * DEFLATE (RFC 1951) and gzip (RFC 1952), unpacked exactly: every bit is accounted for.
 *
 * Rules:
 * 1. The output is capped; reaching beyond the cap is an error at once, not a truncation.
 * 2. Codes that zlib refuses (over-subscribed, incomplete, out of range) are refused here.
 * 3. The caller learns how many bytes were consumed and whether the padding bits are zero.
 */

/** The bytes are not a DEFLATE stream or gzip member of the kind asked for. */
export class Damaged extends Error {}

export interface Options {
  /** The most bytes that may come out. */
  readonly limit: number;
  /** Bytes before the output, into which distances may reach. */
  readonly dictionary?: Uint8Array;
  /** Refuse stored blocks and incomplete literal codes, which zlib takes: the compact form does. */
  readonly strict: boolean;
}

export interface Inflated {
  readonly output: Uint8Array;
  /** The position after the last byte that holds a bit of the stream. */
  readonly end: number;
  /** Whether the bits of that byte after the last code are all zero. */
  readonly padded: boolean;
}

/** A canonical Huffman code: how many codes of each length, and the symbols in their order. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
export const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
export const LENGTH_BITS = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
export const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const END = 256;

/** Unpacks the DEFLATE stream that begins at `start`; throws Damaged. */
export function inflate(data: Uint8Array, start: number, options: Options): Inflated {
  const stream = new Stream(data, start, options);
  return stream.run();
}

class Stream {
  readonly #data: Uint8Array;
  readonly #options: Options;
  readonly #reach: number;
  #at: number;
  #held = 0;
  #bits = 0;
  #window: Uint8Array;
  #size: number;

  constructor(data: Uint8Array, start: number, options: Options) {
    const dictionary = options.dictionary ?? new Uint8Array();
    this.#data = data;
    this.#at = start;
    this.#options = options;
    this.#reach = dictionary.length;
    this.#size = dictionary.length;
    this.#window = new Uint8Array(dictionary.length + Math.min(options.limit, 4096));
    this.#window.set(dictionary);
  }

  run(): Inflated {
    let last = false;
    while (!last) {
      last = this.#take(1) === 1;
      const kind = this.#take(2);
      if (kind === 0 && !this.#options.strict) this.#copyStored();
      else if (kind === 1) this.#decode(FIXED, FIXED_DISTANCES);
      else if (kind === 2) this.#decode(...this.#readCodes());
      else throw new Damaged('a kind of block that is not allowed');
    }
    const output = this.#window.slice(this.#reach, this.#size);
    return { output, end: this.#at, padded: this.#held === 0 };
  }

  /** The next `count` bits, the first one lowest. */
  #take(count: number): number {
    while (this.#bits < count) {
      const byte = this.#data[this.#at];
      if (byte === undefined) throw new Damaged('the stream ends too early');
      this.#held |= byte << this.#bits;
      this.#at += 1;
      this.#bits += 8;
    }
    const value = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#bits -= count;
    return value;
  }

  /** Makes room for more bytes; more than the limit is an error before any is written. */
  #grow(count: number): void {
    const needed = this.#size + count;
    if (needed - this.#reach > this.#options.limit) throw new Damaged('more than the limit');
    if (needed <= this.#window.length) return;
    const most = this.#reach + this.#options.limit;
    const window = new Uint8Array(Math.min(Math.max(this.#window.length * 2, needed), most));
    window.set(this.#window);
    this.#window = window;
  }

  #put(byte: number): void {
    this.#grow(1);
    this.#window[this.#size] = byte;
    this.#size += 1;
  }

  #copyStored(): void {
    this.#held = 0;
    this.#bits = 0;
    const length = this.#take(16);
    if ((this.#take(16) ^ length) !== 0xffff) throw new Damaged('a stored block of unclear length');
    for (let left = length; left > 0; left -= 1) this.#put(this.#take(8));
  }

  #symbol(code: Code): number {
    let [value, first, index] = [0, 0, 0];
    for (let length = 1; length <= 15; length += 1) {
      value |= this.#take(1);
      const count = code.counts[length] as number;
      if (value - count < first) return code.symbols[index + (value - first)] as number;
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new Damaged('a code that stands for nothing');
  }

  #decode(literals: Code, distances: Code): void {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol === END) return;
      if (symbol < END) this.#put(symbol);
      else this.#repeat(symbol - END - 1, distances);
    }
  }

  #repeat(code: number, distances: Code): void {
    const shortest = LENGTHS[code];
    if (shortest === undefined) throw new Damaged('no such length');
    const length = shortest + this.#take(LENGTH_BITS[code] as number);
    const symbol = this.#symbol(distances);
    const nearest = DISTANCES[symbol];
    if (nearest === undefined) throw new Damaged('no such distance');
    const distance = nearest + this.#take(symbol < 2 ? 0 : (symbol >> 1) - 1);
    if (distance > this.#size) throw new Damaged('a distance before the start');
    this.#grow(length);
    const [window, start] = [this.#window, this.#size];
    for (let at = start; at < start + length; at += 1) window[at] = window[at - distance] as number;
    this.#size += length;
  }

  #readCodes(): [Code, Code] {
    const literals = this.#take(5) + 257;
    const distances = this.#take(5) + 1;
    const given = this.#take(4) + 4;
    if (literals > 286 || distances > 30) throw new Damaged('too many codes');
    const meta = new Uint8Array(19);
    for (const place of ORDER.slice(0, given)) meta[place] = this.#take(3);
    const lengths = this.#readLengths(makeCode(meta, false), literals + distances);
    if (lengths[END] === 0) throw new Damaged('no code for the end');
    return [
      makeCode(lengths.subarray(0, literals), !this.#options.strict),
      makeCode(lengths.subarray(literals), true),
    ];
  }

  #readLengths(code: Code, total: number): Uint8Array {
    const lengths = new Uint8Array(total);
    for (let at = 0; at < total;) {
      const symbol = this.#symbol(code);
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      if (symbol === 16 && at === 0) throw new Damaged('nothing to repeat');
      const value = symbol === 16 ? (lengths[at - 1] as number) : 0;
      const times =
        symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
      if (at + times > total) throw new Damaged('a repetition beyond the end');
      lengths.fill(value, at, at + times);
      at += times;
    }
    return lengths;
  }
}

/** A code from its lengths; `lone` allows an incomplete code of at most one bit, as zlib does. */
function makeCode(lengths: Uint8Array, lone: boolean): Code {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] as number) + 1;
  const unused = counts[0] as number;
  counts[0] = 0;
  let [left, longest] = [1, 0];
  for (let length = 1; length <= 15; length += 1) {
    left = left * 2 - (counts[length] as number);
    if (left < 0) throw new Damaged('codes that overlap');
    if (counts[length]) longest = length;
  }
  if (left > 0 && !(lone && longest <= 1)) throw new Damaged('codes that leave gaps');
  const symbols = new Uint16Array(lengths.length - unused);
  const places = new Uint16Array(17); // where the next symbol of each length goes
  for (let length = 1; length <= longest; length += 1) {
    places[length + 1] = (places[length] as number) + (counts[length] as number);
  }
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    const length = lengths[symbol] as number;
    if (length === 0) continue;
    const place = places[length] as number;
    symbols[place] = symbol;
    places[length] = place + 1;
  }
  return { counts, symbols };
}

const FIXED = makeCode(
  Uint8Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  ),
  false,
);
const FIXED_DISTANCES = makeCode(new Uint8Array(32).fill(5), false);
