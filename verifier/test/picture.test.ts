import assert from 'node:assert/strict';
import { test } from 'node:test';
import { depth, isBaseline, isDrawing, isPlain, size, type } from '../src/picture.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
    ),
  );
const zeros = (length: number) => Array.from({ length }, () => 0);

/** Headers of pictures of 700 by 500 pixels. */
const HEADERS: Record<string, Buffer> = {
  png: bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 2, 188, 0, 0, 1, 244]),
  jpeg: bytes('\xff\xd8\xff\xe0', [0, 4, 1, 1], '\xff\xff\xc2', [0, 11, 8, 1, 244, 2, 188]),
  gif: bytes(
    'GIF89a',
    [1, 0, 1, 0, 0, 0, 0],
    '!\xf9',
    [1, 7, 0],
    ',',
    [188, 1, 0, 0, 0, 1, 244, 1],
  ),
  'webp, lossy': bytes('RIFF....WEBPVP8 ', zeros(10), [188, 2, 244, 1]),
  'webp, lossless': bytes('RIFF....WEBPVP8L', zeros(4), '/', [187, 194, 124, 0]),
  'webp, extended': bytes('RIFF....WEBPVP8X', zeros(8), [187, 2, 0, 243, 1, 0]),
  bmp: bytes('BM', zeros(12), [40, 0, 0, 0], [188, 2, 0, 0], [12, 254, 255, 255]),
  avif: bytes(zeros(4), 'ftypavif', zeros(8), 'ispe', zeros(4), [0, 0, 2, 188, 0, 0, 1, 244]),
};

for (const [kind, header] of Object.entries(HEADERS)) {
  test(`the size of a picture is read from its header: ${kind}`, () => {
    assert.deepEqual(size(header), { width: 700, height: 500 });
  });

  test(`a picture that ends within its header has no size: ${kind}`, () => {
    for (let end = 0; end < header.length; end += 1)
      assert.equal(size(header.subarray(0, end)), null);
  });
}

/** A JPEG's frame and scan headers: the kind of frame, the sampling of each component, how many the scan has. */
const jpeg = (frame: number, sampling: number[], scan: number) =>
  bytes(
    '\xff\xd8\xff',
    [frame, 0, 8 + 3 * sampling.length, 8, 1, 0, 1, 0, sampling.length],
    sampling.flatMap((one, at) => [at + 1, one, 0]),
    [0xff, 0xc4, 0, 3, 0],
    [0xff, 0xda, 0, 12, scan],
    zeros(12),
  );

test('what decoding takes for each pixel is known from the header', () => {
  const png = (depth: number, interlace: number) =>
    bytes('\x89PNG\r\n\x1a\n', zeros(16), [depth, 2, 0, 0, interlace]);
  assert.deepEqual([depth(png(8, 0)), depth(png(16, 0)), depth(png(16, 1))], [5, 9, 13]);
  assert.equal(depth(jpeg(0xc0, [0x22, 0x11, 0x11], 3)), 5);
  assert.equal(depth(jpeg(0xc0, [0x22, 0x11, 0x11], 1)), 8); // in several scans
  assert.equal(depth(jpeg(0xc2, [0x22, 0x11, 0x11], 3)), 8);
  assert.equal(depth(jpeg(0xc2, [0x11, 0x11, 0x11], 1)), 11);
  assert.equal(depth(HEADERS['avif'] as Buffer), 11);
  assert.equal(depth(HEADERS['webp, lossy'] as Buffer), 9);
});

test('only a JPEG that comes row by row can be decoded smaller', () => {
  assert.ok(isBaseline(jpeg(0xc0, [0x22, 0x11, 0x11], 3)));
  for (const odd of [jpeg(0xc2, [0x11], 1), jpeg(0xc0, [0x11, 0x11, 0x11], 1), HEADERS['png']])
    assert.ok(!isBaseline(odd as Buffer));
  const whole = jpeg(0xc0, [0x22, 0x11, 0x11], 3);
  for (let end = 0; end < 24; end += 1) {
    const part = whole.subarray(0, end);
    assert.ok(size(part) === null || !isBaseline(part), `${end}`);
  }
});

test('a file’s media type is told from its bytes', () => {
  for (const [kind, header] of Object.entries(HEADERS))
    assert.equal(type(header), `image/${kind.split(',')[0]}`);
});

const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#fff" d="M0 0h9z"/></svg>';

test('a drawing of filled paths is plain, whatever its title', () => {
  assert.ok(isDrawing(Buffer.from(`\ufeff ${QR}`)));
  assert.ok(isPlain(QR));
  const titled = QR.replace('><', '><title>A &amp; B > C</title><');
  assert.ok(isPlain(`\ufeff<?xml version="1.0" encoding="UTF-8"?>\n${titled}\n`));
});

test('a drawing that could be made to grow is not plain', () => {
  const more = (text: string) => QR.replace('</svg>', `${text}</svg>`);
  for (const odd of [
    more('<use href="#a"/>'),
    more('<image href="data:,"/>'),
    more('<filter/>'),
    more('<style>*{}</style>'),
    more('<script/>'),
    more('<foreignObject/>'),
    more('<animate/>'),
    more('<path d="M0 0"/>'.repeat(20)),
    more('<path d="M0 0" stroke-dasharray="0.0001"/>'),
    more('<path fill="url(#a)" d=""/>'),
    more('<path d="&a;"/>'),
    more('<!-- -->'),
    more('<path d="<use"/>'),
    `<!DOCTYPE svg [<!ENTITY a "b">]>${QR}`,
    `<?xml-stylesheet href="a.css"?>${QR}`,
    more(' '.repeat(200_000)),
    `x${QR}`,
  ])
    assert.ok(!isPlain(odd), odd.slice(0, 200));
});
