/**
 * A PNG in grey, row by row: for large pictures in small files, such as a page scanned at 300 dots an inch. A browser
 * would keep four bytes for each pixel; here it is one.
 *
 * Rules:
 * 1. One row is unpacked at a time, and no picture of more than `MOST` pixels.
 * 2. What is transparent lies on white paper.
 * 3. Interlaced pictures and those with 16 bits are none of it.
 *
 * Source: https://www.w3.org/TR/png-3/, sections 7 (rows), 9 (filters), 11 (chunks).
 */
import { blank, fill, type Grey } from './grey.ts';

/** A page of A4 at 320 dots an inch. */
const MOST = 10_000_000;
const HEADER = 33;
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly channels: number;
  readonly isPalette: boolean;
}

/** True for a PNG that can be read row by row, in a browser that can unpack it. */
export function isStreamable(bytes: Uint8Array): boolean {
  return 'DecompressionStream' in globalThis && header(bytes) !== null;
}

/** The picture in a file that is streamable; throws for one that is broken. */
export async function read(bytes: Uint8Array<ArrayBuffer>): Promise<Grey> {
  const head = header(bytes) as Header;
  const { width, height, channels } = head;
  const picture = blank(width, height);
  const levels = palette(bytes, head);
  let y = 0;
  for await (const row of rows(bytes, head)) {
    const line = picture.data.subarray(y * width, (y + 1) * width);
    if (channels < 3) brighten(row, head, levels, line);
    else if (channels === 3) mix(row, line);
    else fill(picture, y, row);
    y += 1;
  }
  if (y < height) throw new Error('the picture ends early');
  return picture;
}

function header(bytes: Uint8Array): Header | null {
  if (bytes.length < HEADER || bytes[0] !== 0x89 || bytes[1] !== 0x50) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [depth, kind] = [view.getUint8(24), view.getUint8(25)];
  const channels = CHANNELS[kind];
  const isKnown = depth === 8 || ((kind === 0 || kind === 3) && [1, 2, 4].includes(depth));
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (!channels || !isKnown || view.getUint8(28) !== 0) return null;
  if (width * height === 0 || width * height > MOST) return null;
  return { width, height, depth, channels, isPalette: kind === 3 };
}

/** The chunks of a kind. */
function* chunks(bytes: Uint8Array<ArrayBuffer>, kind: string): Generator<Uint8Array<ArrayBuffer>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === kind)
      yield bytes.subarray(at + 8, at + 8 + length);
    at += 12 + length;
  }
}

/** The rows, unpacked and without their filters; each is good until the next is asked for. */
async function* rows(bytes: Uint8Array<ArrayBuffer>, head: Header): AsyncGenerator<Uint8Array> {
  const length = Math.ceil((head.width * head.channels * head.depth) / 8);
  const step = Math.max(1, (head.channels * head.depth) >> 3);
  let [row, above] = [new Uint8Array(length + 1), new Uint8Array(length + 1)];
  let [filled, done] = [0, 0];
  for await (const piece of unpacked(bytes)) {
    for (let at = 0; at < piece.length && done < head.height;) {
      const part = piece.subarray(at, at + length + 1 - filled);
      row.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled <= length) continue;
      unfilter(row, above, step);
      yield row.subarray(1);
      [row, above, filled, done] = [above, row, 0, done + 1];
    }
    if (done === head.height) return;
  }
}

async function* unpacked(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array> {
  const packed = new Blob([...chunks(bytes, 'IDAT')]).stream();
  const reader = packed.pipeThrough(new DecompressionStream('deflate')).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Takes the filter off a row; the first byte of both rows is the number of theirs. */
function unfilter(row: Uint8Array, above: Uint8Array, step: number): void {
  const filter = FILTERS[row[0] as number];
  if (filter === undefined) throw new Error('an unknown filter');
  filter(row, above, step);
}

type Filter = (row: Uint8Array, above: Uint8Array, step: number) => void;

// A loop for each: in one for all, each of millions of bytes would ask which filter it is.
const FILTERS: readonly Filter[] = [
  () => undefined,
  (row, _, step) => {
    for (let at = 1 + step; at < row.length; at += 1) row[at]! += row[at - step]!;
  },
  (row, above) => {
    for (let at = 1; at < row.length; at += 1) row[at]! += above[at]!;
  },
  (row, above, step) => {
    for (let at = 1; at <= step; at += 1) row[at]! += above[at]! >> 1;
    for (let at = 1 + step; at < row.length; at += 1)
      row[at]! += (row[at - step]! + above[at]!) >> 1;
  },
  (row, above, step) => {
    for (let at = 1; at <= step; at += 1) row[at]! += above[at]!;
    for (let at = 1 + step; at < row.length; at += 1)
      row[at]! += paeth(row[at - step]!, above[at]!, above[at - step]!);
  },
];

function paeth(left: number, up: number, corner: number): number {
  const [a, b] = [up - corner, left - corner]; // how far the guess is from left and from up
  const [near, far] = [Math.abs(a), Math.abs(b)];
  const last = Math.abs(a + b);
  return near <= far && near <= last ? left : far <= last ? up : corner;
}

/** The brightness of each value of a picture with one channel. */
function palette(bytes: Uint8Array<ArrayBuffer>, head: Header): Uint8Array {
  const count = 2 ** head.depth;
  const levels = blank(count, 1);
  if (!head.isPalette) return levels.data.map((_, value) => (value * 255) / (count - 1));
  const [colours] = chunks(bytes, 'PLTE');
  const [clear] = chunks(bytes, 'tRNS');
  const pixels = new Uint8Array(4 * count);
  for (let value = 0; value < count; value += 1) {
    pixels.set(colours?.subarray(3 * value, 3 * value + 3) ?? [], 4 * value);
    pixels[4 * value + 3] = clear?.[value] ?? 255;
  }
  fill(levels, 0, pixels);
  return levels.data;
}

/** A row of one channel, perhaps with transparency, as brightness. */
function brighten(row: Uint8Array, head: Header, levels: Uint8Array, line: Uint8Array): void {
  const { width, depth, channels } = head;
  const mask = 2 ** depth - 1;
  for (let x = 0; x < width; x += 1) {
    const bit = x * depth * channels;
    const value = ((row[bit >> 3] as number) >> (8 - depth - (bit & 7))) & mask;
    const level = levels[value] as number;
    const alpha = channels === 2 ? (row[2 * x + 1] as number) : 255;
    line[x] = alpha === 255 ? level : 255 + Math.round(((level - 255) * alpha) / 255);
  }
}

/** A row of red, green and blue as brightness, with the weights of `fill`. */
function mix(row: Uint8Array, line: Uint8Array): void {
  for (let x = 0, at = 0; x < line.length; x += 1, at += 3)
    line[x] = (306 * row[at]! + 601 * row[at + 1]! + 117 * row[at + 2]! + 512) >> 10;
}
