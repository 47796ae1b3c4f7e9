/**
 * A certificate to the digits of a code that holds it: the way back of compact.ts.
 *
 * Rules:
 * 1. The digits say exactly what the certificate says, under the signature that it carries: nothing can be added.
 * 2. They need not be those on the paper: a text can be packed in more than one way, and reads the same.
 *
 * Source: docs/developers/compact-form.md.
 */
import { concat, fromBase58, hex, utf8 } from './bytes.ts';
import { jcs } from './canonical.ts';
import { deflate } from './deflate.ts';
import { isObject, listed } from './json.ts';
import { JCS } from './proof.ts';
import { sha256 } from './sha2.ts';
import type { JsonObject } from './types.ts';

const FORMAT = 1;
const SCHEME = 'urn:uuid:';
const MOST_DIGITS = 1_700;

/**
 * The fewest digits that a dictionary gives; null for a document without the signature that codes carry (a badge),
 * without a dictionary, or too long for a code.
 */
export function digits(document: JsonObject, dictionaries: readonly Uint8Array[]): string | null {
  const proof = listed(document['proof']).find(
    (one) => isObject(one) && one['cryptosuite'] === JCS,
  );
  if (!isObject(proof)) return null;
  const { proofValue, ...options } = proof;
  const signature = fromBase58(String(proofValue).slice(1));
  const uuid = String(document['id']).slice(SCHEME.length).replaceAll('-', '');
  const identifier = Uint8Array.from(uuid.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  if (signature === null) return null;
  const text = utf8(jcs({ ...document, id: SCHEME, proof: options as JsonObject }));
  const packed = dictionaries.map((dictionary) => {
    const head = [Uint8Array.of(FORMAT), sha256(dictionary).subarray(0, 4)];
    return concat(...head, identifier, deflate(text, dictionary), signature);
  });
  const [least] = packed.sort((one, other) => one.length - other.length);
  const found = least === undefined ? '' : BigInt(`0x${hex(least)}`).toString();
  return found.length > 0 && found.length <= MOST_DIGITS ? found : null;
}
