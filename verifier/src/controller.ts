/**
 * The controller document: which keys the certification body has, and what each may sign.
 *
 * Source: docs/developers/verification.md, step 3; https://www.w3.org/TR/cid-1.0/
 */
import { Malformed, parse } from './json.ts';
import { decodeKey, type Key } from './proof.ts';
import { CONTROLLER_LIMIT, instant, match } from './shape.ts';
import type { Code, JsonObject, Site } from './types.ts';

const DAY = 24 * 60 * 60 * 1_000;
/** How long a kept copy of the document is believed, in milliseconds. */
export const KEPT_FOR = 7 * DAY;

export type Role = 'certificates' | 'status';

export interface Controller {
  readonly methods: ReadonlyMap<string, JsonObject>;
  readonly assertion: ReadonlySet<string>;
}

/** Where the controller document of a site lies. */
export function address(site: Site): string {
  const folder = new URL(site.base).pathname === '/' ? '.well-known/' : '';
  return `${site.base}${folder}did.json`;
}

/** The controller document in the bytes; throws Malformed. */
export function read(bytes: Uint8Array, did: string): Controller {
  const document = parse(bytes, CONTROLLER_LIMIT);
  match(document, 'controller');
  if (document['id'] !== did) throw new Malformed(`the document of ${String(document['id'])}`);
  const methods = new Map<string, JsonObject>();
  for (const method of document['verificationMethod'] as readonly JsonObject[]) {
    const id = method['id'] as string;
    if (method['controller'] !== did) throw new Malformed(`${id} is controlled by another`);
    if (!id.startsWith(`${did}#`)) throw new Malformed(`${id} is not under ${did}`);
    if (methods.has(id)) throw new Malformed(`${id} appears twice`);
    methods.set(id, method);
  }
  return { methods, assertion: new Set(document['assertionMethod'] as readonly string[]) };
}

/**
 * Whether a copy is too old to be believed, or was fetched more than a day after `now`: then a clock was
 * wound back. `fetched` is undefined for what came from the network.
 */
export function isStale(fetched: string | undefined, now: number): boolean {
  if (fetched === undefined) return false;
  const age = now - Date.parse(fetched);
  return !(-DAY <= age && age <= KEPT_FOR);
}

/** The key that made a proof, if it was allowed to; else the code of the first rule that it breaks. */
export function find(controller: Controller, proof: JsonObject, role: Role): Key | Code {
  const id = proof['verificationMethod'] as string;
  const method = controller.methods.get(id);
  if (!method) return 'key.not_found';
  if (!controller.assertion.has(id)) return 'key.relationship';
  if (id.slice(id.indexOf('#') + 1, id.lastIndexOf('-')) !== role) return 'key.role';
  if (method['revoked'] !== undefined) return 'key.revoked';
  const expires = method['expires'];
  if (typeof expires === 'string' && instant(expires) < instant(proof['created'] as string)) {
    return 'key.expired';
  }
  return decodeKey(method['publicKeyMultibase'] as string) ?? 'key.point_invalid';
}
