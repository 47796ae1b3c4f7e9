import assert from 'node:assert/strict';
import { createPublicKey, randomBytes, verify as nodeVerify } from 'node:crypto';
import { test } from 'node:test';
import { keygen, Point, sign } from '@noble/ed25519';
import { concat } from '../src/bytes.ts';
import { isSigned, publicKey } from '../src/ed25519.ts';
import { sha512 } from '../src/sha2.ts';
import './helpers.ts';

const ORDER = Point.CURVE().n;
/** Encodings of the eight points of small order, canonical ones and not. */
const SMALL = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
const TORSION = Point.fromBytes(SMALL[6] as Uint8Array, true); // of order 8

function bytesOf(scalar: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((scalar >> BigInt(8 * at)) & 255n));
}

function number(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

test('signatures are accepted and changed ones refused, as Node does', () => {
  for (let round = 0; round < 40; round += 1) {
    const { secretKey, publicKey: bytes } = keygen();
    const message = randomBytes(64);
    const signature = Uint8Array.from(sign(message, secretKey));
    if (round % 2) signature[round] = (signature[round] as number) ^ (1 << (round % 8));
    const key = publicKey(bytes);
    assert.ok(key);
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes).toString('base64url') };
    const expected = nodeVerify(
      null,
      message,
      createPublicKey({ key: jwk, format: 'jwk' }),
      signature,
    );
    assert.deepEqual(
      [isSigned(message, signature, key), expected],
      [round % 2 === 0, round % 2 === 0],
    );
  }
});

test('keys of small order, in any encoding, are refused', () => {
  for (const bytes of SMALL) assert.equal(publicKey(bytes), null);
});

test('keys with a part of small order, not on the curve, or not canonical are refused', () => {
  const { publicKey: bytes } = keygen();
  const mixed = Point.fromBytes(bytes).add(TORSION).toBytes();
  assert.ok(publicKey(bytes));
  assert.equal(publicKey(mixed), null);
  assert.equal(publicKey(bytesOf(2n)), null);
  assert.equal(publicKey(new Uint8Array(32).fill(0xff)), null);
  assert.equal(publicKey(bytes.subarray(1)), null);
});

test('R with a part of small order, or not canonical, is refused though the equation with cofactor holds', () => {
  const [secret, nonce, message] = [123_456_789n, 987_654_321n, randomBytes(64)];
  const key = Point.BASE.multiply(secret);
  for (const extra of [TORSION, TORSION.double(), TORSION.double().double()]) {
    const r = Point.BASE.multiply(nonce).add(extra).toBytes();
    const k = number(sha512(concat(r, key.toBytes(), message))) % ORDER;
    const s = bytesOf((nonce + k * secret) % ORDER);
    assert.equal(isSigned(message, concat(r, s), key), false);
  }
  for (const r of SMALL) {
    const k = number(sha512(concat(r, key.toBytes(), message))) % ORDER;
    assert.equal(isSigned(message, concat(r, bytesOf((k * secret) % ORDER)), key), false);
  }
});

test('S has to be below the order of the group, and a signature has 64 bytes', () => {
  const { secretKey, publicKey: bytes } = keygen();
  const message = randomBytes(64);
  const signature = sign(message, secretKey);
  const key = publicKey(bytes);
  assert.ok(key && isSigned(message, signature, key));
  const s = number(signature.subarray(32)) + ORDER;
  assert.equal(isSigned(message, concat(signature.subarray(0, 32), bytesOf(s)), key), false);
  assert.equal(isSigned(message, signature.subarray(1), key), false);
  assert.equal(isSigned(message, concat(signature, Uint8Array.of(0)), key), false);
});
