/**
 * Step 1, shape: from evidence to a document that has the form of a certificate, or findings.
 *
 * Source: docs/developers/verification.md, "1. Shape".
 */
import { agree } from './agreement.ts';
import { hex } from './bytes.ts';
import * as compact from './compact.ts';
import { type Findings, problem } from './findings.ts';
import { parse } from './json.ts';
import { sha256 } from './sha2.ts';
import { DOCUMENT_LIMIT, isBadge, isCertificateContext, match } from './shape.ts';
import type { Evidence, JsonObject, Site } from './types.ts';

/** Address → bytes, or null for what cannot be had. */
export type Load = (address: string) => Promise<Uint8Array | null>;

/** The document that the evidence holds, or null after a finding that ends the checks. */
export async function read(
  evidence: Evidence,
  site: Site,
  load: Load,
  findings: Findings,
): Promise<JsonObject | null> {
  const document =
    evidence.kind === 'code'
      ? await unpack(evidence.digits, site, load, findings)
      : parseText(evidence.text, findings);
  if (!document) return null;
  if (!isCertificateContext(document['@context'])) return findings.fail('shape.context');
  try {
    match(document, isBadge(document) ? 'badge' : 'certificate');
    agree(document);
  } catch (cause) {
    return findings.fail('shape.profile', problem(cause));
  }
  findings.pass('shape.valid');
  return document;
}

function parseText(text: string | Uint8Array, findings: Findings): JsonObject | null {
  try {
    return parse(text, DOCUMENT_LIMIT);
  } catch (cause) {
    return findings.fail('shape.json', problem(cause));
  }
}

async function unpack(
  digits: string,
  site: Site,
  load: Load,
  findings: Findings,
): Promise<JsonObject | null> {
  try {
    const bytes = compact.unwrap(digits);
    if (!compact.isKnownFormat(bytes)) return findings.unknown('compact.format_unknown');
    const dictionary = await findDictionary(compact.dictionaryId(bytes), site, load);
    if (!dictionary) return findings.unknown('compact.dictionary_unavailable');
    return compact.unpack(bytes, dictionary);
  } catch (cause) {
    return findings.fail('compact.malformed', problem(cause));
  }
}

/** All dictionaries are asked for, so that the requests do not tell the scheme. */
async function findDictionary(id: string, site: Site, load: Load): Promise<Uint8Array | null> {
  const names = site.dictionaries;
  const loaded = await Promise.all(names.map((name) => load(`${site.base}qr/${name}`)));
  const isSound = (bytes: Uint8Array | null, at: number) =>
    bytes !== null && names[at]?.startsWith(id) === true && hex(sha256(bytes)) === names[at];
  return loaded.find(isSound) ?? null;
}
