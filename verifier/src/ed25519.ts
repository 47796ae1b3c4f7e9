/**
 * Ed25519 (RFC 8032) with the one rule on which this page and the Python package agree for every
 * odd case: a key is a canonical encoding of a point of prime order, and R is exactly S·B − k·A.
 *
 * Since A has prime order, S·B − k·A has too: comparing bytes refuses every R that is not canonical
 * or has a part of small order.
 */
import { Point } from '@noble/ed25519';
import { concat } from './bytes.ts';
import { sha512 } from './sha2.ts';

/** The point that 32 bytes encode, if they are a good key; else null. */
export function publicKey(bytes: Uint8Array): Point | null {
  try {
    const point = Point.fromBytes(bytes, false);
    return !point.isSmallOrder() && point.isTorsionFree() ? point : null;
  } catch {
    return null;
  }
}

/** Whether the 64 bytes are the key's signature over the message. */
export function isSigned(message: Uint8Array, signature: Uint8Array, key: Point): boolean {
  if (signature.length !== 64) return false;
  const order = Point.CURVE().n;
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  if (s >= order) return false;
  const k = littleEndian(sha512(concat(r, key.toBytes(), message))) % order;
  const point = combine(s, Point.BASE, k, key.negate());
  return !point.is0() && point.toBytes().every((byte, at) => byte === r[at]);
}

/** s·P + k·Q, four bits of both at a time. Nothing here is secret, so time may tell the numbers. */
function combine(s: bigint, p: Point, k: bigint, q: Point): Point {
  const [ps, qs] = [multiples(p), multiples(q)];
  let sum = Point.ZERO;
  for (let shift = 252n; shift >= 0n; shift -= 4n) {
    sum = sum.double().double().double().double();
    sum = sum
      .add(ps[Number((s >> shift) & 15n)] as Point)
      .add(qs[Number((k >> shift) & 15n)] as Point);
  }
  return sum;
}

/** The point taken 0 to 15 times. */
function multiples(point: Point): readonly Point[] {
  const all = [Point.ZERO];
  for (let times = 1; times < 16; times += 1) all.push((all[times - 1] as Point).add(point));
  return all;
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
