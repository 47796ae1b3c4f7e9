/** The parts of a certificate that have to agree with each other, after each has its form. */
import { Malformed } from './json.ts';
import { instant } from './shape.ts';
import type { JsonObject } from './types.ts';

const PURPOSES = ['revocation', 'suspension', 'refresh'];

/** Checks a document that matches the profile; throws Malformed with the place that disagrees. */
export function agree(document: JsonObject): void {
  const subject = document['credentialSubject'] as JsonObject;
  const [first] = subject['identifier'] as unknown as readonly [JsonObject];
  const achievement = subject['achievement'] as JsonObject;
  const criteria = achievement['criteria'] as JsonObject;
  const from = instant(document['validFrom'] as string);
  const agreements: readonly (readonly [string, boolean])[] = [
    ['/validUntil', from <= instant(document['validUntil'] as string)],
    ['/credentialStatus', entriesAgree(document['credentialStatus'] as unknown as JsonObject[])],
    [
      '/credentialSubject/identifier/0',
      first['identityType'] === 'name' && first['identityHash'] === subject['name'],
    ],
    ['/credentialSubject/achievement/criteria', criteria['id'] === achievement['id']],
    ['/proof', proofsAgree(document['proof'] as JsonObject | readonly JsonObject[])],
  ];
  for (const [path, holds] of agreements) {
    if (!holds) throw new Malformed(`${path}: does not agree with the rest of the certificate`);
  }
}

/** The RDFC suite takes the document's contexts and would not see a proof's own. */
function proofsAgree(proofs: JsonObject | readonly JsonObject[]): boolean {
  const all = (Array.isArray(proofs) ? proofs : [proofs]) as readonly JsonObject[];
  return all.every((one) => one['cryptosuite'] !== 'eddsa-rdfc-2022' || !('@context' in one));
}

function entriesAgree(entries: readonly JsonObject[]): boolean {
  return entries.every(
    (entry, at) =>
      entry['statusPurpose'] === PURPOSES[at] &&
      entry['statusListIndex'] === entries[0]?.['statusListIndex'] &&
      entry['id'] ===
        `${String(entry['statusListCredential'])}#${String(entry['statusListIndex'])}`,
  );
}
