/**
 * Data Integrity proofs with Ed25519: `eddsa-jcs-2022` and `eddsa-rdfc-2022`.
 *
 * Rules:
 * 1. Signed is SHA-256 of the canonical proof options, then SHA-256 of the canonical document.
 * 2. The options are the proof without `proofValue`; if they have a `@context`, it is the beginning
 *    of the document's.
 * 3. Keys come from outside: who may sign what is decided in controller.ts.
 *
 * Source: https://www.w3.org/TR/vc-di-eddsa/
 */
import { concat, fromBase58, hex, utf8 } from './bytes.ts';
import { jcs } from './canonical.ts';
import { isSigned, publicKey } from './ed25519.ts';
import { listed, object } from './json.ts';
import { sha256 } from './sha2.ts';
import type { Canonize, Json, JsonObject } from './types.ts';

export const JCS = 'eddsa-jcs-2022';
export const RDFC = 'eddsa-rdfc-2022';

export type Key = NonNullable<ReturnType<typeof publicKey>>;

const ED25519 = 'ed01'; // multicodec ed25519-pub, as a varint
const seen = new Map<string, Key>();

/** The key that a `publicKeyMultibase` holds, or null when it is not a good one. */
export function decodeKey(multibase: string): Key | null {
  const known = seen.get(multibase);
  if (known) return known;
  const bytes = multibase.startsWith('z') ? fromBase58(multibase.slice(1)) : null;
  if (bytes?.length !== 34 || hex(bytes.subarray(0, 2)) !== ED25519) return null;
  const key = publicKey(bytes.subarray(2));
  if (key && seen.size < 1_000) seen.set(multibase, key);
  return key;
}

/** The document without the members named. */
export function without(document: JsonObject, name: string): JsonObject {
  return object(Object.fromEntries(Object.entries(document).filter(([member]) => member !== name)));
}

/** The 64 bytes that a proof signs; `document` is without proofs, or with those it follows. */
export async function signedBytes(
  document: JsonObject,
  proof: JsonObject,
  canonize: Canonize | null,
): Promise<Uint8Array> {
  const options = without(proof, 'proofValue');
  if (proof['cryptosuite'] === JCS) return concat(hash(jcs(options)), hash(jcs(document)));
  if (proof['cryptosuite'] !== RDFC || !canonize) throw new Error('a suite that is not known');
  const context = document['@context'] ?? null;
  const configuration = object({ ...options, '@context': context });
  return concat(hash(await canonize(configuration)), hash(await canonize(document)));
}

/** Whether a proof of a known cryptosuite holds over the document; never throws. */
export async function holds(
  document: JsonObject,
  proof: JsonObject,
  key: Key,
  canonize: Canonize | null,
): Promise<boolean> {
  const value = proof['proofValue'];
  const signature =
    typeof value === 'string' && value[0] === 'z' ? fromBase58(value.slice(1)) : null;
  if (signature?.length !== 64) return false;
  try {
    const agrees = contextAgrees(document, proof);
    return agrees && isSigned(await signedBytes(document, proof, canonize), signature, key);
  } catch {
    return false; // a document without a canonical form was never signed
  }
}

/** A certificate's digest in receipts: SHA-256 in hexadecimal over JCS without `proof`. */
export function identity(document: JsonObject): string {
  return hex(hash(jcs(without(document, 'proof'))));
}

function contextAgrees(document: JsonObject, proof: JsonObject): boolean {
  const theirs = listed(document['@context']);
  const mine = listed(proof['@context']);
  return (
    mine.length <= theirs.length && mine.every((item, at) => jcs(item) === jcs(theirs[at] as Json))
  );
}

function hash(text: string): Uint8Array {
  return sha256(utf8(text));
}
