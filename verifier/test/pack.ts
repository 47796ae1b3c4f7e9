/** The compact form, written: what builder/certpress/compact.py does, for tests. */
import { deflateRawSync } from 'node:zlib';
import { concat, fromBase58, hex } from '../src/bytes.ts';
import { jcs } from '../src/canonical.ts';
import { sha256 } from '../src/sha2.ts';
import { JCS } from '../src/proof.ts';
import type { JsonObject } from '../src/types.ts';

/** The text that is compressed: without the UUID and without the signature. */
export function template(document: JsonObject): string {
  const { proofValue: _, ...proof } = jcsProof(document);
  return jcs({ ...document, id: 'urn:uuid:', proof: proof as JsonObject });
}

export function packBytes(document: JsonObject, dictionary: Uint8Array): Uint8Array {
  const packed = deflateRawSync(template(document), { level: 9, dictionary });
  return frame(document, dictionary, packed);
}

/** The bytes around some compressed ones. */
export function frame(
  document: JsonObject,
  dictionary: Uint8Array,
  packed: Uint8Array,
): Uint8Array {
  const uuid = Buffer.from(String(document['id']).slice(9).replaceAll('-', ''), 'hex');
  const signature = fromBase58(String(jcsProof(document)['proofValue']).slice(1)) as Uint8Array;
  return concat(Uint8Array.of(1), sha256(dictionary).subarray(0, 4), uuid, packed, signature);
}

export function pack(document: JsonObject, dictionary: Uint8Array): string {
  return digits(packBytes(document, dictionary));
}

export function digits(bytes: Uint8Array): string {
  return BigInt(`0x${hex(bytes)}`).toString();
}

function jcsProof(document: JsonObject): JsonObject {
  const proofs = [document['proof']].flat() as JsonObject[];
  return proofs.find((one) => one['cryptosuite'] === JCS) as JsonObject;
}
