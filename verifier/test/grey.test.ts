/** Pictures in grey: brightness, paper behind what is transparent, and smaller copies. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blank, fill, shrink } from '../src/grey.ts';

const pixel = (...bytes: number[]) => Uint8Array.from(bytes);

test('brightness is that of Rec. 601, whichever colour comes first', () => {
  const picture = blank(4, 1);
  fill(picture, 0, pixel(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255));
  assert.deepEqual([...picture.data], [76, 150, 29, 255]);
  fill(picture, 0, pixel(0, 0, 255, 255), 'BGRA');
  assert.equal(picture.data[0], 76);
});

test('what is transparent lies on white paper', () => {
  const picture = blank(2, 1);
  fill(picture, 0, pixel(0, 0, 0, 0, 0, 0, 0, 128));
  assert.deepEqual([...picture.data], [255, 127]);
});

test('pixels that do not fit are left out', () => {
  const picture = blank(1, 2);
  fill(picture, 1, new Uint8Array(400).fill(255));
  assert.deepEqual([...picture.data], [0, 255]);
});

test('a smaller copy holds the mean of what each pixel stands for', () => {
  const picture = { width: 4, height: 2, data: Uint8Array.from([0, 100, 8, 8, 100, 200, 8, 8]) };
  assert.deepEqual([...shrink(picture, 2).data], [100, 8]);
  assert.equal(shrink(picture, 4), picture);
});

test('no side of a smaller copy is lost', () => {
  const { width, height, data } = shrink(blank(4_000, 3), 100);
  assert.deepEqual([width, height, data.length], [100, 1, 100]);
});
