import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { constants, createDeflateRaw, deflateRawSync, gzipSync, inflateRawSync } from 'node:zlib';
import { bigEndian, concat, fromBase64url, utf8 } from '../src/bytes.ts';
import * as compact from '../src/compact.ts';
import { gunzip } from '../src/gzip.ts';
import { Damaged, inflate } from '../src/inflate.ts';
import { Malformed } from '../src/json.ts';
import { JCS } from '../src/proof.ts';
import * as status from '../src/status.ts';
import { certificate, computed, unsigned } from './helpers.ts';
import { digits, frame, pack, packBytes, template } from './pack.ts';

const DICTIONARY = utf8(JSON.stringify(unsigned()));
const SIGNED = await certificate(undefined, [JCS]);
const LOOSE = { limit: 1_000_000, strict: false };

function unpack(text: string): unknown {
  return compact.unpack(compact.unwrap(text), DICTIONARY);
}

/** What the bytes around a compressed text unpack to. */
function unpackText(text: string): unknown {
  const packed = deflateRawSync(text, { level: 9, dictionary: DICTIONARY });
  return compact.unpack(frame(SIGNED, DICTIONARY, packed), DICTIONARY);
}

function refused(text: string): boolean {
  try {
    const bytes = compact.unwrap(text);
    return !compact.isKnownFormat(bytes) || compact.unpack(bytes, DICTIONARY) === null;
  } catch (cause) {
    if (cause instanceof Malformed) return true;
    throw cause;
  }
}

function sample(length: number): Uint8Array {
  const letters = randomBytes(1 + randomInt(40));
  return Uint8Array.from({ length }, () => letters[randomInt(letters.length)] as number);
}

test('unpacking gives back the document that was packed, id and signature included', async () => {
  const document = await certificate(undefined, [JCS]);
  const [proof] = document['proof'] as unknown as [object];
  assert.deepEqual(JSON.parse(JSON.stringify(unpack(pack(document, DICTIONARY)))), {
    ...document,
    proof,
  });
});

test('inflate equals zlib over random data, dictionaries, levels and strategies', () => {
  const strategies = [
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FIXED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
  ];
  for (let round = 0; round < 1_500; round += 1) {
    const [data, dictionary] = [sample(randomInt(3_000)), sample(1 + randomInt(2_000))];
    const strategy = strategies[round % 4] as number;
    const packed = deflateRawSync(data, { level: randomInt(10), dictionary, strategy });
    const { output, end } = inflate(packed, 0, { ...LOOSE, dictionary });
    assert.deepEqual([Buffer.from(output).equals(data), end], [true, packed.length]);
  }
});

test('of damaged streams inflate accepts exactly those that zlib accepts', () => {
  let accepted = 0;
  for (let round = 0; round < 6_000; round += 1) {
    const data = sample(1 + randomInt(60));
    const packed = Buffer.from(deflateRawSync(data, { level: 9 }));
    const at = randomInt(Math.min(packed.length, 24));
    packed[at] = (packed[at] as number) ^ (1 << randomInt(8));
    const [ours, theirs] = [
      attempt(() => inflate(packed, 0, LOOSE).output),
      attempt(() => inflateRawSync(packed)),
    ];
    assert.deepEqual(
      ours && Buffer.from(ours).toString('hex'),
      theirs && theirs.toString('hex'),
      packed.toString('hex'),
    );
    accepted += ours ? 1 : 0;
  }
  assert.ok(accepted > 50, 'the comparison saw streams of both kinds');
});

test('a distance reaches to the first byte of the dictionary and not beyond it', () => {
  // One fixed block: repeat 4 bytes from 4 back (symbol 258, distance 3), end.
  const bits = '1' + '10' + '0000010' + '00011' + '0000000' + '00';
  const packed = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) =>
    parseInt([...byte].reverse().join(''), 2),
  );
  const dictionary = utf8('abcd');
  assert.deepEqual(inflate(packed, 0, { ...LOOSE, dictionary }), {
    output: dictionary,
    end: 3,
    padded: true,
  });
  assert.throws(
    () => inflate(packed, 0, { ...LOOSE, dictionary: dictionary.subarray(1) }),
    Damaged,
  );
});

test('output stops at the limit: a bomb costs no more than it', () => {
  const bomb = deflateRawSync(new Uint8Array(64_000_000), { level: 9 });
  const started = computed();
  assert.throws(() => inflate(bomb, 0, { limit: 32_768, strict: true }), Damaged);
  assert.ok(computed() - started < 200);
});

test('a stored block is no part of the compact form', async () => {
  const document = await certificate(undefined, [JCS]);
  const stored = deflateRawSync(template(document), { level: 0 });
  assert.ok(refused(digits(frame(document, DICTIONARY, stored))));
});

test('padding bits that are set, and bytes after the end, are refused', async () => {
  const document = await certificate(undefined, [JCS]);
  const packed = deflateRawSync(template(document), { level: 9, dictionary: DICTIONARY });
  const { end } = inflate(packed, 0, { dictionary: DICTIONARY, limit: 32_768, strict: true });
  assert.equal(end, packed.length);
  const longer = concat(packed, Uint8Array.of(0));
  assert.ok(refused(digits(frame(document, DICTIONARY, longer))));
  const last = packed.at(-1) as number;
  const padded = Array.from({ length: 8 }, (_, bit) =>
    Uint8Array.from(packed).fill(last | (0x80 >> bit), -1),
  );
  const different = padded.filter((bytes) => bytes.at(-1) !== last);
  assert.ok(different.every((bytes) => refused(digits(frame(document, DICTIONARY, bytes)))));
});

test('a flush leaves an empty stored block in the stream, which is refused', async () => {
  const document = await certificate(undefined, [JCS]);
  const text = template(document);
  const flushed = await new Promise<Buffer>((resolve) => {
    const deflater = createDeflateRaw({ level: 9, dictionary: DICTIONARY });
    const pieces: Buffer[] = [];
    deflater
      .on('data', (piece: Buffer) => pieces.push(piece))
      .on('end', () => resolve(Buffer.concat(pieces)));
    deflater.write(text.slice(0, 50));
    deflater.flush(constants.Z_SYNC_FLUSH, () => deflater.end(text.slice(50)));
  });
  assert.ok(refused(digits(frame(document, DICTIONARY, flushed))));
});

test('a text that is not in canonical form is refused', async () => {
  const document = await certificate(undefined, [JCS]);
  const loose = ` ${template(document)}`;
  for (const text of [
    loose,
    template(document).replace('"id":"urn:uuid:"', '"id":"urn:uuid:x"'),
    '{}',
    '[]',
  ]) {
    const packed = deflateRawSync(text, { level: 9, dictionary: DICTIONARY });
    assert.ok(refused(digits(frame(document, DICTIONARY, packed))));
  }
});

test('a lone surrogate, which has no canonical form, is refused in texts and in names', () => {
  const whole = template(SIGNED);
  for (const [plain, escaped] of [
    ['Jane Q. Doe', 'Jane \\ud800 Doe'],
    ['Jane Q. Doe', 'Jane \\udc00\\ud800'],
    ['"name":', '"name\\udfff":'],
  ] as const) {
    const text = whole.replaceAll(plain, escaped);
    assert.notEqual(text, whole);
    assert.throws(() => unpackText(text), Malformed, escaped);
  }
});

test('a code carries the one cryptosuite that its form is made for', () => {
  const whole = template(SIGNED);
  for (const suite of ['"eddsa-rdfc-2022"', '"eddsa-jcs-2023"', 'null']) {
    const text = whole.replace('"eddsa-jcs-2022"', suite);
    assert.throws(() => unpackText(text), /cryptosuite/, suite);
  }
  assert.throws(() => unpackText(whole.replace('"cryptosuite":"eddsa-jcs-2022",', '')), Malformed);
  assert.ok(unpackText(whole));
});

test('digits have one accepted form', () => {
  for (const text of [
    '',
    '0',
    '00',
    '01',
    '-1',
    '1 ',
    '１',
    '1e5',
    '9'.repeat(1_701),
    '9'.repeat(10),
  ]) {
    assert.throws(() => compact.unwrap(text), Malformed, text.slice(0, 20));
  }
});

test('every truncation is refused', async () => {
  const bytes = packBytes(await certificate(undefined, [JCS]), DICTIONARY);
  for (let length = 1; length < bytes.length; length += 1) {
    assert.ok(refused(digits(bytes.subarray(0, length))), `${length} bytes`);
  }
});

test('of single-digit changes, those that unpack give another certificate', async () => {
  const document = await certificate(undefined, [JCS]);
  const text = pack(document, DICTIONARY);
  const same = JSON.stringify(unpack(text));
  for (let at = 0; at < text.length; at += 1) {
    const digit = String((Number(text[at]) + 1 + randomInt(9)) % 10);
    const changed = text.slice(0, at) + digit + text.slice(at + 1);
    const result = attempt(() => unpack(changed));
    assert.notEqual(JSON.stringify(result), same, changed);
  }
});

test('gunzip takes one member of an exact length and nothing after it', () => {
  const data = new Uint8Array(16_384).fill(7);
  const packed = Uint8Array.from(gzipSync(data));
  assert.deepEqual(gunzip(packed, 16_384), data);
  const broken = [
    concat(packed, Uint8Array.of(0)),
    concat(packed, packed),
    packed.subarray(0, -1),
    packed.subarray(1),
    Uint8Array.from(packed, (byte, at) => (at === packed.length - 1 ? byte ^ 1 : byte)),
    Uint8Array.from(packed, (byte, at) => (at === packed.length - 5 ? byte ^ 1 : byte)),
    Uint8Array.from(packed, (byte, at) => (at === 3 ? 0xff : byte)),
  ];
  for (const bytes of broken) assert.throws(() => gunzip(bytes, 16_384), Damaged);
  assert.throws(() => gunzip(packed, 16_383), Damaged);
});

test('a list unpacks to a multiple of 16,384 bytes up to 131,072, or not at all', () => {
  const decode = (length: number) =>
    status.decode(`u${gzipSync(new Uint8Array(length)).toString('base64url')}`)?.length;
  for (const length of [16_384, 32_768, 131_072]) assert.equal(decode(length), length);
  for (const length of [0, 1, 16_383, 16_385, 147_456, 5_000_000])
    assert.equal(decode(length), undefined);
});

test('bits are read most significant first, and none outside the list', () => {
  const bits = Uint8Array.of(0b1000_0001, 0b0100_0000);
  const set = Array.from({ length: 16 }, (_, index) => status.bit(bits, index) === true);
  assert.deepEqual(
    set.flatMap((isSet, index) => (isSet ? [index] : [])),
    [0, 7, 9],
  );
  assert.equal(status.bit(bits, 16), null);
});

test('base64url has one form: no padding, no stray bits, no other letters', () => {
  assert.deepEqual(fromBase64url('AQID'), Uint8Array.of(1, 2, 3));
  assert.deepEqual(fromBase64url('AQ'), Uint8Array.of(1));
  for (const text of ['A', 'AR', 'AQ==', 'AQ+', 'A Q', 'AQJ']) {
    assert.equal(fromBase64url(text), null, text);
  }
  for (let round = 0; round < 300; round += 1) {
    const bytes = randomBytes(round);
    assert.deepEqual(fromBase64url(bytes.toString('base64url')), Uint8Array.from(bytes));
  }
});

test('a number has the shortest bytes', () => {
  assert.deepEqual(bigEndian(0x0102n), Uint8Array.of(1, 2));
  assert.deepEqual(bigEndian(0xfffn), Uint8Array.of(0x0f, 0xff));
});

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
