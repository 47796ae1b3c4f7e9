/**
 * Status lists: whether a list may be believed, and the bit of one certificate.
 *
 * Source: docs/developers/verification.md, step 5; https://www.w3.org/TR/vc-bitstring-status-list/
 */
import { fromBase64url } from './bytes.ts';
import * as controller from './controller.ts';
import { gunzip } from './gzip.ts';
import { Damaged } from './inflate.ts';
import { listed, Malformed, object, parse } from './json.ts';
import * as proof from './proof.ts';
import { instant, isBadge, LIST_LIMIT, match, wholeSecond } from './shape.ts';
import type { Code, JsonObject, ListFolder, Memory, Purpose } from './types.ts';

const STEP = 16_384;
const LARGEST = 131_072;

export interface Entry {
  readonly purpose: Purpose;
  /** The folder of its list: the purpose, for badges `badges`. */
  readonly folder: ListFolder;
  readonly index: number;
  readonly address: string;
}

/** A list whose signature was seen to hold under a key. */
interface Signed {
  readonly list: JsonObject;
  readonly signer: proof.Key;
  readonly bits: Uint8Array | null;
}

/** What was seen in bytes before: several certificates are checked against the same lists. */
const seen = new WeakMap<Uint8Array, Signed>();

/** What a list is checked against. */
export interface Surroundings {
  readonly base: string;
  readonly issuer: string;
  readonly controller: controller.Controller;
  readonly now: number;
  readonly memory: Memory;
}

/** A list that was read; `problem` is why it is not believed, or null. */
export interface Reading {
  readonly problem: Code | null;
  /** The list's own words once its signature holds; empty before. */
  readonly validFrom: string;
  readonly validUntil: string;
  /** The bitstring of a list whose signature holds; else null. */
  readonly bits: Uint8Array | null;
}

/** The status entries of a document whose shape was checked: three of a certificate, one of a badge. */
export function entries(document: JsonObject): Entry[] {
  const members = listed(document['credentialStatus']) as readonly JsonObject[];
  return members.map((member) => entry(member, isBadge(document)));
}

function entry(member: JsonObject, ofBadge: boolean): Entry {
  const purpose = member['statusPurpose'] as Purpose;
  return {
    purpose,
    folder: ofBadge ? 'badges' : purpose,
    index: Number(member['statusListIndex']),
    address: member['statusListCredential'] as string,
  };
}

/** Whether an entry's list is one of the lists of its folder under `base`. */
export function isOwnList({ address, folder }: Entry, base: string): boolean {
  const place = `${base}status/${folder}/`;
  return address.startsWith(place) && /^[1-9][0-9]{0,5}\.json$/.test(address.slice(place.length));
}

/** Checks the bytes that were loaded for an address, steps 3 to 8. */
export async function read(
  bytes: Uint8Array,
  address: string,
  purpose: Purpose,
  around: Surroundings,
): Promise<Reading> {
  const none = { validFrom: '', validUntil: '', bits: null };
  const list = seen.get(bytes)?.list ?? parseList(bytes);
  if (!list) return { ...none, problem: 'status.malformed' };
  if (!isTheOne(list, address, purpose, around.issuer))
    return { ...none, problem: 'status.mismatch' };
  const bits = await signedBits(bytes, list, around);
  if (bits === undefined) return { ...none, problem: 'status.signature_invalid' };
  return {
    problem: freshness(list, address, around) ?? (bits ? null : 'status.malformed'),
    validFrom: list['validFrom'] as string,
    validUntil: list['validUntil'] as string,
    bits,
  };
}

/** The bit at an index, most significant first; null outside the list. */
export function bit(bits: Uint8Array, index: number): boolean | null {
  const byte = bits[index >> 3];
  return byte === undefined ? null : (byte & (0x80 >> (index & 7))) !== 0;
}

/** The bitstring that an `encodedList` holds, or null when it is not one of an exact length. */
export function decode(encoded: string): Uint8Array | null {
  const packed = fromBase64url(encoded.slice(1));
  if (!packed) return null;
  try {
    const bits = gunzip(packed, LARGEST);
    return bits.length > 0 && bits.length % STEP === 0 ? bits : null;
  } catch (cause) {
    if (cause instanceof Damaged) return null;
    throw cause;
  }
}

function parseList(bytes: Uint8Array): JsonObject | null {
  try {
    const list = parse(bytes, LIST_LIMIT);
    match(list, 'list');
    const [first, second] = list['proof'] as readonly [JsonObject, JsonObject];
    const isChain =
      first['cryptosuite'] === proof.RDFC &&
      first['id'] !== undefined &&
      first['previousProof'] === undefined &&
      second['cryptosuite'] === proof.JCS &&
      second['previousProof'] === first['id'];
    return isChain ? list : null;
  } catch (cause) {
    if (cause instanceof Malformed) return null;
    throw cause;
  }
}

function isTheOne(list: JsonObject, address: string, purpose: Purpose, issuer: string): boolean {
  const subject = list['credentialSubject'] as JsonObject;
  return (
    list['issuer'] === issuer &&
    list['id'] === address &&
    subject['id'] === `${address}#list` &&
    subject['statusPurpose'] === purpose
  );
}

/**
 * The bitstring of a list whose signature holds, null when it is none; else undefined. The second proof
 * stands over the list together with the first, so it alone decides. Whether its key may sign is asked
 * each time, the signature of the same bytes under the same key once.
 */
async function signedBits(
  bytes: Uint8Array,
  list: JsonObject,
  around: Surroundings,
): Promise<Uint8Array | null | undefined> {
  const [first, second] = list['proof'] as readonly [JsonObject, JsonObject];
  const signer = controller.find(around.controller, second, 'status');
  if (typeof signer === 'string') return undefined;
  const known = seen.get(bytes);
  if (known?.signer === signer) return known.bits;
  const holds = await proof.holds(object({ ...list, proof: [first] }), second, signer, null);
  if (!holds) return undefined;
  const bits = decode((list['credentialSubject'] as JsonObject)['encodedList'] as string);
  seen.set(bytes, { list, signer, bits });
  return bits;
}

function freshness(list: JsonObject, address: string, around: Surroundings): Code | null {
  const from = instant(list['validFrom'] as string);
  if (from > around.now) return 'status.not_yet_valid';
  if (instant(list['validUntil'] as string) < wholeSecond(around.now)) return 'status.expired';
  const newest = Date.parse(around.memory.newest[address] ?? '');
  return from < newest ? 'status.older_than_seen' : null;
}
