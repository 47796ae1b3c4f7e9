/**
 * What a certified person holds: the certificate or badge in the file that they chose, once it was seen to be genuine.
 */
import { picturePath } from './badge-picture.ts';
import { utf8 } from './bytes.ts';
import * as document from './document.ts';
import { Findings } from './findings.ts';
import { isBadge } from './shape.ts';
import { digits } from './packing.ts';
import type { Evidence, Facts, JsonObject, Loader, Report, Site } from './types.ts';

export interface Held {
  readonly facts: Facts;
  readonly isBadge: boolean;
  /** The credential as a file. */
  readonly file: Uint8Array;
  /** The file was made from a code, which carries one signature of two. */
  readonly isFromCode: boolean;
  /** What the code holds; null for a badge, which has none. */
  readonly digits: string | null;
  /** Where its bits stand. */
  readonly place: { readonly index: string; readonly list: string };
  /** The path of a badge's picture below the site; null for a certificate, and for another site's picture. */
  readonly picture: string | null;
}

/** What the evidence of a report holds; null where nothing of it may be shown as a fact. */
export async function hold(
  evidence: Evidence,
  report: Report,
  site: Site,
  load: Loader,
): Promise<Held | null> {
  const get = (address: string) => load(address).catch(() => null);
  const facts = report.certificate;
  const found = facts && (await document.read(evidence, site, get, new Findings()));
  if (!facts || !found) return null;
  return {
    facts,
    isBadge: isBadge(found),
    file: asFile(evidence, found),
    isFromCode: evidence.kind === 'code',
    digits: await code(evidence, found, site, get),
    place: place(found),
    picture: picturePath(found, site.base),
  };
}

function asFile(evidence: Evidence, found: JsonObject): Uint8Array {
  if (evidence.kind === 'code') return utf8(`${JSON.stringify(found, null, 2)}\n`);
  return typeof evidence.text === 'string' ? utf8(evidence.text) : evidence.text;
}

/** The digits that were given, or such as hold the same; all dictionaries are asked for. */
async function code(
  evidence: Evidence,
  found: JsonObject,
  site: Site,
  load: document.Load,
): Promise<string | null> {
  if (evidence.kind === 'code') return evidence.digits;
  const all = await Promise.all(site.dictionaries.map((name) => load(`${site.base}qr/${name}`)));
  return digits(
    found,
    all.filter((one) => one !== null),
  );
}

function place(found: JsonObject): Held['place'] {
  const [entry] = [found['credentialStatus']].flat() as unknown as JsonObject[];
  const address = String(entry?.['statusListCredential']);
  return {
    index: String(entry?.['statusListIndex']),
    list: /([0-9]+)\.json$/.exec(address)?.[1] ?? '?',
  };
}
