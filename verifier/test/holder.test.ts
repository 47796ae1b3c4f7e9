/** What the holder's page does with a certificate: packed, baked, linked; and what it finds out about it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bakePng, bakeSvg } from '../src/bake.ts';
import { fromPng, fromSvg } from '../src/badge.ts';
import { utf8 } from '../src/bytes.ts';
import * as compact from '../src/compact.ts';
import { deflate } from '../src/deflate.ts';
import { inflate } from '../src/inflate.ts';
import { jcs } from '../src/canonical.ts';
import { embedded, linkedin } from '../src/outward.ts';
import { digits } from '../src/packing.ts';
import { RDFC } from '../src/proof.ts';
import type { Facts } from '../src/types.ts';
import { certificate } from './helpers.ts';
import { pack, packBytes, template } from './pack.ts';

const DICTIONARY = utf8(
  '"https://certs.example.org/schemes/ndt/2026-1/" "Ultrasonic testing"'.repeat(9),
);

function unpacked(stream: Uint8Array, dictionary: Uint8Array): string {
  const found = inflate(stream, 0, { dictionary, limit: 32_768, strict: true });
  assert.ok(found.padded && found.end === stream.length);
  return new TextDecoder().decode(found.output);
}

test('what is packed comes out again, whatever it is', () => {
  for (const text of ['', 'a', 'ab'.repeat(700), 'Zoë 名 محمد '.repeat(40), '\u0000'.repeat(999)])
    for (const dictionary of [new Uint8Array(), DICTIONARY, utf8('x'.repeat(40_000) + text)])
      assert.equal(unpacked(deflate(utf8(text), dictionary), dictionary), text);
});

test('random bytes come out again', () => {
  let seed = 17024;
  const next = () => (seed = (seed * 48_271) % 2_147_483_647) % 256;
  for (let round = 0; round < 20; round += 1) {
    const bytes = Uint8Array.from({ length: 37 * round }, () => next() % (round % 3 ? 256 : 4));
    const { output } = inflate(deflate(bytes, DICTIONARY), 0, {
      dictionary: DICTIONARY,
      limit: 32_768,
      strict: true,
    });
    assert.deepEqual(output, bytes);
  }
});

test('a certificate is packed as tightly as zlib packs it, and reads the same', async () => {
  const document = await certificate();
  const dictionary = utf8(template(await certificate()).slice(40));
  const found = digits(document, [DICTIONARY, dictionary]) as string;
  assert.ok(found.length <= pack(document, dictionary).length + 2, found.length.toString());
  const read = compact.unpack(compact.unwrap(found), dictionary);
  assert.equal(jcs(read), jcs(compact.unpack(packBytes(document, dictionary), dictionary)));
});

test('what cannot be in a code has no digits', async () => {
  assert.equal(digits(await certificate(undefined, [RDFC]), [DICTIONARY]), null);
  assert.equal(digits(await certificate(), []), null);
  const long = await certificate((one) => {
    one['name'] = Array.from({ length: 900 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(
      '',
    );
  });
  assert.equal(digits(long, [DICTIONARY]), null);
});

const PNG = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ),
  (one) => one.charCodeAt(0),
);
const SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>';

test('a baked picture gives the credential back, byte for byte', () => {
  const credential = '{"name": "Zoë ]]> <b> 名"}\n';
  const png = bakePng(PNG, utf8(credential));
  assert.deepEqual(fromPng(png), [credential]);
  assert.deepEqual(
    [png.subarray(0, 33), png.subarray(-37)],
    [PNG.subarray(0, 33), PNG.subarray(33)],
  );
  const svg = new TextDecoder().decode(bakeSvg(utf8(SVG), utf8(credential)));
  assert.deepEqual(fromSvg(svg), [credential]);
});

test('nothing is baked into what is no plain picture', () => {
  const credential = utf8('{}');
  for (const odd of [new Uint8Array(), utf8('GIF8'), PNG.subarray(0, 33), bakePng(PNG, credential)])
    assert.throws(() => bakePng(odd, credential));
  const baked = new TextDecoder().decode(bakeSvg(utf8(SVG), credential));
  for (const odd of ['', '<html/>', '<svg/>', `<!DOCTYPE svg>${SVG}`, baked])
    assert.throws(() => bakeSvg(utf8(odd), credential));
});

test('LinkedIn is given what it asks for, and nothing else', () => {
  const facts = {
    scheme: 'Testing (non-destructive) & more',
    issuer: 'Northmere',
    number: 'NDT/2026-1',
    from: '2026-01-15',
    until: '2031-12-14',
  } as Facts;
  const start = 'https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME';
  const dates = 'issueYear=2026&issueMonth=1&expirationYear=2031&expirationMonth=12';
  const name = 'name=Testing%20%28non-destructive%29%20%26%20more';
  assert.equal(
    linkedin(facts, '', ''),
    `${start}&${name}&organizationName=Northmere&${dates}&certId=NDT%2F2026-1`,
  );
  assert.equal(
    linkedin(facts, '77', 'https://a.example/b/x/'),
    `${start}&${name}&organizationId=77&${dates}&certUrl=https%3A%2F%2Fa.example%2Fb%2Fx%2F&certId=NDT%2F2026-1`,
  );
});

test('the code for other websites has no markup but its own', () => {
  assert.equal(
    embedded('https://a.example/', 'https://b.example/?"><script>'),
    '<script type="module" src="https://a.example/v/status.js"></script>\n' +
      '<certpress-status src="https://b.example/?&quot;&gt;&lt;script&gt;"></certpress-status>',
  );
});
