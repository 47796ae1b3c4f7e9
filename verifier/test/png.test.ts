/** PNGs in grey, row by row: every kind of pixel and filter; large and broken ones are refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { isStreamable, read } from '../src/png.ts';

type Chunk = readonly [string, Uint8Array];

/** A PNG of rows as they are packed: each with the number of its filter in front. */
function png(
  [width, height]: readonly [number, number],
  [depth, kind]: readonly [number, number],
  rows: readonly (readonly number[] | Uint8Array)[],
  more: readonly Chunk[] = [],
): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, kind], 8);
  const chunks: Chunk[] = [
    ['IHDR', head],
    ...more,
    ['IDAT', deflateSync(Buffer.concat(rows.map((row) => Uint8Array.from(row))))],
    ['IEND', new Uint8Array()],
  ];
  const signature = Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1');
  return new Uint8Array(Buffer.concat([signature, ...chunks.map(packed)]));
}

function packed([name, data]: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(0); // nobody looks at it
  return Buffer.concat([length, body, sum]);
}

const levels = async (file: Uint8Array<ArrayBuffer>) => [...(await read(file)).data];

test('every filter is taken off', async () => {
  const rows = [
    [0, 10, 20, 30],
    [1, 10, 10, 10],
    [2, 1, 1, 1],
    [3, 5, 5, 5],
    [4, 1, 1, 1],
  ];
  assert.deepEqual(
    await levels(png([3, 5], [8, 0], rows)),
    [10, 20, 30, 10, 20, 30, 11, 21, 31, 10, 20, 30, 11, 21, 31],
  );
});

test('every kind of pixel is brightness on white paper', async () => {
  const kinds: [number, number, number[], number[]][] = [
    [1, 0, [0, 0b10100000], [255, 0, 255]],
    [2, 0, [0, 0b00011000], [0, 85, 170]],
    [4, 0, [0, 0x0f, 0x80], [0, 255, 136]],
    [8, 2, [0, 255, 0, 0, 0, 255, 0, 0, 0, 255], [76, 150, 29]],
    [8, 4, [0, 0, 255, 0, 0, 0, 128], [0, 255, 127]],
    [8, 6, [0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255], [0, 255, 255]],
  ];
  for (const [depth, kind, row, expected] of kinds) {
    assert.deepEqual(await levels(png([3, 1], [depth, kind], [row])), expected, `${depth} ${kind}`);
  }
});

test('a palette is looked up, with what of it is transparent', async () => {
  const more: Chunk[] = [
    ['PLTE', Uint8Array.from([0, 0, 0, 255, 255, 255, 0, 0, 0])],
    ['tRNS', Uint8Array.from([255, 255, 0])],
  ];
  assert.deepEqual(await levels(png([3, 1], [2, 3], [[0, 0b00011000]], more)), [0, 255, 255]);
});

test('a page at 300 dots an inch may be read, a poster not', () => {
  assert.ok(isStreamable(png([2_481, 3_508], [8, 2], [])));
  assert.ok(!isStreamable(png([10_001, 1_000], [8, 0], [])));
});

test('a picture that ends early, or is damaged, is refused', async () => {
  const short = png([3, 2], [8, 0], [[0, 1, 2, 3]]);
  await assert.rejects(read(short));
  const damaged = png([3, 1], [8, 0], [[0, 1, 2, 3]]);
  damaged.set([0, 0, 0, 0], damaged.length - 24);
  await assert.rejects(read(damaged));
});

test('what is interlaced, has 16 bits, or is no PNG is none of it', () => {
  const plain = png([1, 1], [8, 0], [[0, 0]]);
  assert.ok(isStreamable(plain));
  const interlaced = plain.slice();
  interlaced[28] = 1;
  assert.ok(!isStreamable(interlaced));
  assert.ok(!isStreamable(png([1, 1], [16, 0], [[0, 0, 0]])));
  assert.ok(!isStreamable(Uint8Array.from([0xff, 0xd8])));
});
