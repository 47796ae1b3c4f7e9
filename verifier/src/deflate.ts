/**
 * DEFLATE (RFC 1951), written: one block in the fixed codes, with a preset dictionary.
 *
 * Rules:
 * 1. What each letter and each repetition costs is known beforehand, so the shortest way through the text is found, not
 *    guessed: from its end to its beginning, by what is left from there.
 * 2. The same text and dictionary give the same bytes.
 */
import { DISTANCES, LENGTH_BITS, LENGTHS } from './inflate.ts';

const SHORTEST = 3;
const LONGEST = 258;
const FARTHEST = 32_768;
const DISTANCE_CODE = 5; // bits
const END = 256;

/** A letter (no distance), or so many bytes again from so far back. */
interface Step {
  readonly length: number;
  readonly distance: number;
}

/** The stream of a text of a few kilobytes; distances may reach into the dictionary. */
export function deflate(text: Uint8Array, dictionary: Uint8Array): Uint8Array {
  const start = Math.max(0, dictionary.length - FARTHEST);
  const window = new Uint8Array(dictionary.length - start + text.length);
  window.set(dictionary.subarray(start));
  window.set(text, dictionary.length - start);
  const steps = shortest(window, dictionary.length - start);
  const out = new Bits();
  out.put(1, 1); // the last block
  out.put(1, 2); // in the fixed codes
  for (let at = dictionary.length - start; at < window.length;) {
    const step = steps[at] as Step;
    if (step.distance === 0) out.symbol(window[at] as number);
    else out.repetition(step);
    at += step.length;
  }
  out.symbol(END);
  return out.bytes();
}

/** The step to take at each place from `start` on. */
function shortest(window: Uint8Array, start: number): readonly Step[] {
  const costs = new Uint32Array(window.length + 1);
  const steps: Step[] = [];
  const places = chains(window);
  for (let at = window.length - 1; at >= start; at -= 1) {
    let best: Step = { length: 1, distance: 0 };
    let cost = ((window[at] as number) < 144 ? 8 : 9) + (costs[at + 1] as number);
    let tried = SHORTEST - 1;
    const most = Math.min(LONGEST, window.length - at);
    for (let from = places[at] as number; from >= 0; from = places[from] as number) {
      if (at - from > FARTHEST || tried >= most) break;
      const same = matching(window, from, at, most);
      for (let length = tried + 1; length <= same; length += 1) {
        const whole = price(length, at - from) + (costs[at + length] as number);
        if (whole < cost) [cost, best] = [whole, { length, distance: at - from }];
      }
      tried = Math.max(tried, same); // farther back the same length costs no less
    }
    costs[at] = cost;
    steps[at] = best;
  }
  return steps;
}

/** For each place the nearest one before it with the same three bytes, or -1. */
function chains(window: Uint8Array): Int32Array {
  const [before, last] = [new Int32Array(window.length).fill(-1), new Map<number, number>()];
  for (let at = 0; at + SHORTEST <= window.length; at += 1) {
    const [a, b, c] = window.subarray(at, at + SHORTEST) as unknown as [number, number, number];
    const key = (a << 16) | (b << 8) | c;
    before[at] = last.get(key) ?? -1;
    last.set(key, at);
  }
  return before;
}

function matching(window: Uint8Array, from: number, at: number, most: number): number {
  let length = 0;
  while (length < most && window[from + length] === window[at + length]) length += 1;
  return length;
}

/** The last entry of a table that is not above the value. */
function entry(table: readonly number[], value: number): number {
  let found = table.length - 1;
  while ((table[found] as number) > value) found -= 1;
  return found;
}

function price(length: number, distance: number): number {
  const code = entry(LENGTHS, length);
  const symbol = END + 1 + code;
  const reach = entry(DISTANCES, distance);
  return width(symbol) + (LENGTH_BITS[code] as number) + DISTANCE_CODE + further(reach);
}

/** How many bits follow a distance's code. */
function further(reach: number): number {
  return reach < 2 ? 0 : (reach >> 1) - 1;
}

function width(symbol: number): number {
  if (symbol < 144) return 8;
  return symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
}

/** Bits, the first one lowest in each byte. */
class Bits {
  readonly #bytes: number[] = [];
  #held = 0;
  #count = 0;

  put(value: number, bits: number): void {
    for (let at = 0; at < bits; at += 1) {
      this.#held |= ((value >> at) & 1) << this.#count;
      this.#count += 1;
      if (this.#count < 8) continue;
      this.#bytes.push(this.#held);
      [this.#held, this.#count] = [0, 0];
    }
  }

  /** A code of the fixed table, whose highest bit comes first (RFC 1951, 3.2.6). */
  symbol(symbol: number): void {
    if (symbol < 144) this.#code(0x30 + symbol, 8);
    else if (symbol < 256) this.#code(0x190 + symbol - 144, 9);
    else if (symbol < 280) this.#code(symbol - 256, 7);
    else this.#code(0xc0 + symbol - 280, 8);
  }

  repetition({ length, distance }: Step): void {
    const [code, reach] = [entry(LENGTHS, length), entry(DISTANCES, distance)];
    this.symbol(END + 1 + code);
    this.put(length - (LENGTHS[code] as number), LENGTH_BITS[code] as number);
    this.#code(reach, DISTANCE_CODE);
    this.put(distance - (DISTANCES[reach] as number), further(reach));
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#count > 0 ? [...this.#bytes, this.#held] : this.#bytes);
  }

  #code(code: number, bits: number): void {
    for (let at = bits - 1; at >= 0; at -= 1) this.put((code >> at) & 1, 1);
  }
}
