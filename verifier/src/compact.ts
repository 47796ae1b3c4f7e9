/**
 * The digits of a QR code to the certificate that they hold, exactly one way.
 *
 * Source: docs/developers/compact-form.md. The order of the checks: digits, length, format byte,
 * dictionary; then everything else is "malformed".
 */
import { base58, bigEndian, hex } from './bytes.ts';
import { jcs } from './canonical.ts';
import { Damaged, inflate } from './inflate.ts';
import { decode, isObject, Malformed, object, parse } from './json.ts';
import { JCS } from './proof.ts';
import type { JsonObject } from './types.ts';

const DIGITS = /^[1-9][0-9]{0,1699}$/;
const FORMAT = 1;
const HEAD = 21; // format, dictionary, UUID
const SIGNATURE = 64;
const SHORTEST = 86;
const TEXT_LIMIT = 32_768;

/** The bytes that the digits stand for; throws Malformed. */
export function unwrap(digits: string): Uint8Array {
  if (!DIGITS.test(digits)) throw new Malformed('not 1 to 1,700 digits without a leading zero');
  const bytes = bigEndian(BigInt(digits));
  if (bytes.length < SHORTEST) throw new Malformed('too short');
  return bytes;
}

/** Whether the format byte is one that this release reads. */
export function isKnownFormat(bytes: Uint8Array): boolean {
  return bytes[0] === FORMAT;
}

/** The first eight hexadecimal digits of the dictionary's SHA-256. */
export function dictionaryId(bytes: Uint8Array): string {
  return hex(bytes.subarray(1, 5));
}

/** The certificate in the bytes, with its id and signature put back; throws Malformed. */
export function unpack(bytes: Uint8Array, dictionary: Uint8Array): JsonObject {
  const text = decode(inflateAll(bytes.subarray(HEAD, bytes.length - SIGNATURE), dictionary));
  const template = parse(text, TEXT_LIMIT);
  if (jcs(template) !== text) throw new Malformed('not in canonical form');
  const proof = template['proof'];
  if (template['id'] !== 'urn:uuid:') throw new Malformed('an id that is not left out');
  if (!isObject(proof) || 'proofValue' in proof) throw new Malformed('not one unsigned proof');
  if (proof['cryptosuite'] !== JCS) throw new Malformed(`a cryptosuite other than ${JCS}`);
  const signature = bytes.subarray(bytes.length - SIGNATURE);
  return object({
    ...template,
    id: `urn:uuid:${uuid(bytes.subarray(5, HEAD))}`,
    proof: object({ ...proof, proofValue: `z${base58(signature)}` }),
  });
}

function inflateAll(data: Uint8Array, dictionary: Uint8Array): Uint8Array {
  try {
    const { output, end, padded } = inflate(data, 0, {
      dictionary,
      limit: TEXT_LIMIT,
      strict: true,
    });
    if (end !== data.length || !padded) throw new Malformed('something after the last code');
    return output;
  } catch (cause) {
    if (cause instanceof Damaged) throw new Malformed(cause.message);
    throw cause;
  }
}

function uuid(bytes: Uint8Array): string {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
