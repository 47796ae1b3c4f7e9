/** What a certificate says, taken from a document whose shape was checked. */
import { identity } from './proof.ts';
import type { Accreditation, Facts, JsonObject } from './types.ts';

const DAY = 10; // the calendar day is the first ten characters of an instant

/** The facts of a certificate, for people to read once its signature holds. */
export function facts(document: JsonObject): Facts {
  const subject = member(document, 'credentialSubject');
  const achievement = member(subject, 'achievement');
  const issuer = member(document, 'issuer');
  const identifiers = members(subject, 'identifier');
  const spellings = identifiers.filter((one) => one['identityType'] === 'name');
  const birth = identifiers.find((one) => one['identityType'] === 'ext:dateOfBirth');
  return {
    id: text(document, 'id'),
    number: text(subject, 'licenseNumber'),
    name: text(subject, 'name'),
    nameLatin: spellings[1] ? text(spellings[1], 'identityHash') : '',
    dateOfBirth: birth ? text(birth, 'identityHash') : '',
    scheme: text(achievement, 'name'),
    schemeCode: text(achievement, 'humanCode'),
    edition: text(achievement, 'version'),
    schemeUrl: text(achievement, 'id'),
    scope: members(achievement, 'alignment').map((item) => ({
      code: text(item, 'targetCode'),
      name: text(item, 'targetName'),
    })),
    conditions: text(subject, 'narrative'),
    from: text(document, 'validFrom').slice(0, DAY),
    until: text(document, 'validUntil').slice(0, DAY),
    authorisedBy: text(issuer, 'official'),
    accreditation: accreditation(document),
    issuer: text(issuer, 'name'),
    issuerUrl: text(issuer, 'url'),
    telephone: text(issuer, 'phone'),
    digest: identity(document),
  };
}

/** Evidence of the genre accreditation has a number (`description`) or says that there is none. */
function accreditation(document: JsonObject): Accreditation | null {
  const [evidence] = members(document, 'evidence');
  if (!evidence || evidence['description'] === undefined) return null;
  return { body: text(evidence, 'name'), number: text(evidence, 'description') };
}

function member(owner: JsonObject, name: string): JsonObject {
  return owner[name] as JsonObject;
}

function members(owner: JsonObject, name: string): readonly JsonObject[] {
  return owner[name] as unknown as readonly JsonObject[];
}

function text(owner: JsonObject, name: string): string {
  return (owner[name] ?? '') as string;
}
