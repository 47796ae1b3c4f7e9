/** The parts of a certificate that have to agree with each other, after each has its form. */
import { listed, Malformed } from './json.ts';
import { instant, isBadge } from './shape.ts';
import type { Json, JsonObject, Purpose } from './types.ts';

const PURPOSES: readonly Purpose[] = ['revocation', 'suspension', 'refresh'];

/** Checks a document that matches the profile; throws Malformed with the place that disagrees. */
export function agree(document: JsonObject): void {
  const subject = document['credentialSubject'] as JsonObject;
  const [first] = subject['identifier'] as unknown as readonly [JsonObject];
  const achievement = subject['achievement'] as JsonObject;
  const criteria = achievement['criteria'] as JsonObject;
  const from = instant(document['validFrom'] as string);
  const agreements: readonly (readonly [string, boolean])[] = [
    ['/validUntil', from <= instant(document['validUntil'] as string)],
    ['/credentialStatus', entriesAgree(document)],
    [
      '/credentialSubject/identifier/0',
      first['identityType'] === 'name' && first['identityHash'] === subject['name'],
    ],
    ['/credentialSubject/achievement/criteria', criteria['id'] === achievement['id']],
    ['/proof', proofsAgree(document['proof'] as Json)],
  ];
  for (const [path, holds] of agreements) {
    if (!holds) throw new Malformed(`${path}: does not agree with the rest of the certificate`);
  }
}

/** The RDFC suite takes the document's contexts and would not see a proof's own. */
function proofsAgree(proofs: Json): boolean {
  const all = listed(proofs) as readonly JsonObject[];
  return all.every((one) => one['cryptosuite'] !== 'eddsa-rdfc-2022' || !('@context' in one));
}

function entriesAgree(document: JsonObject): boolean {
  const entries = listed(document['credentialStatus']) as readonly JsonObject[];
  const purposes = isBadge(document) ? ['suspension'] : PURPOSES;
  return entries.every(
    (entry, at) =>
      entry['statusPurpose'] === purposes[at] &&
      entry['statusListIndex'] === entries[0]?.['statusListIndex'] &&
      entry['id'] ===
        `${String(entry['statusListCredential'])}#${String(entry['statusListIndex'])}`,
  );
}
