/**
 * The words that the verifier's files share. Data only: nothing here does anything.
 *
 * The meaning of every code and outcome is in docs/developers/verification.md.
 */

/** How one check ended. Unknown never counts as a pass. */
export type Result = 'pass' | 'fail' | 'unknown';

/** How a verification ended. */
export type Outcome =
  | 'valid'
  | 'not_yet_valid'
  | 'expired'
  | 'suspended'
  | 'withdrawn'
  | 'replaced'
  | 'not_genuine'
  | 'not_checked';

/** The stable code of a finding, the same in Python and in the browser. */
export type Code =
  | 'compact.malformed'
  | 'compact.format_unknown'
  | 'compact.dictionary_unavailable'
  | 'shape.json'
  | 'shape.context'
  | 'shape.profile'
  | 'shape.valid'
  | 'issuer.recognised'
  | 'issuer.other'
  | 'key.unavailable'
  | 'key.controller_invalid'
  | 'key.controller_stale'
  | 'key.not_found'
  | 'key.relationship'
  | 'key.role'
  | 'key.revoked'
  | 'key.expired'
  | 'key.point_invalid'
  | 'key.valid'
  | 'proof.valid'
  | 'proof.signature_invalid'
  | 'proof.suite_unknown'
  | 'proof.none_known'
  | 'proof.unavailable'
  | 'proof.repeated'
  | 'dates.not_yet_valid'
  | 'dates.expired'
  | 'dates.current'
  | 'status.mismatch'
  | 'status.unavailable'
  | 'status.malformed'
  | 'status.signature_invalid'
  | 'status.not_yet_valid'
  | 'status.expired'
  | 'status.older_than_seen'
  | 'status.index_out_of_range'
  | 'status.not_revoked'
  | 'status.revoked'
  | 'status.not_suspended'
  | 'status.suspended'
  | 'status.badge_in_force'
  | 'status.badge_not_in_force'
  | 'status.no_newer'
  | 'status.newer_exists'
  | 'edition.published'
  | 'edition.unavailable'
  | 'edition.not_published';

/** One line of a report. `where` narrows it down for developers (a path, an address, a key). */
export interface Finding {
  readonly code: Code;
  readonly outcome: Result;
  readonly where: string;
}

/** What a status list says, in the order in which a certificate names its three lists. */
export type Purpose = 'revocation' | 'suspension' | 'refresh';

/** Where the lists of a site lie below `status/`; those of badges say "suspension". */
export type ListFolder = Purpose | 'badges';

/** What became of one status entry: for the receipt, and for "last known status". */
export interface ListFacts {
  readonly purpose: Purpose;
  readonly address: string;
  /** The list's own instants as written; empty when its signature was not seen to hold. */
  readonly validFrom: string;
  readonly validUntil: string;
  /** The bit, from a list that was believed; else null. */
  readonly set: boolean | null;
  /** The bit of a genuine list that is past its end or older than seen; else null. */
  readonly lastKnown: boolean | null;
}

export interface ScopeItem {
  readonly code: string;
  readonly name: string;
}

export interface Accreditation {
  readonly body: string;
  readonly number: string;
}

/** What a certificate says, told only when its signature holds. Days are `YYYY-MM-DD`. */
export interface Facts {
  /** `urn:uuid:…` */
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** The spelling of the passport; empty when the certificate has none. */
  readonly nameLatin: string;
  /** As the certificate writes it; empty when it has none. */
  readonly dateOfBirth: string;
  readonly scheme: string;
  readonly schemeCode: string;
  readonly edition: string;
  readonly schemeUrl: string;
  readonly scope: readonly ScopeItem[];
  /** Conditions and limitations; empty when there are none. */
  readonly conditions: string;
  readonly from: string;
  readonly until: string;
  readonly authorisedBy: string;
  readonly accreditation: Accreditation | null;
  readonly issuer: string;
  readonly issuerUrl: string;
  readonly telephone: string;
  /** SHA-256 over the JCS form without `proof`, in hexadecimal. */
  readonly digest: string;
}

/** The findings in the order in which they were made, and what they add up to. */
export interface Report {
  readonly outcome: Outcome;
  readonly checks: readonly Finding[];
  readonly certificate: Facts | null;
  /** The oldest `validFrom` of the lists that were believed, as written. */
  readonly statusAsOf: string | null;
  /** The refresh bit is known and set: a newer certificate of this number was issued. */
  readonly newerExists: boolean;
  /** The issuer that the document names once its shape is right: nothing of it is checked. */
  readonly issuer: string | null;
  /** The verification methods whose signatures on the certificate hold. */
  readonly keys: readonly string[];
  readonly lists: readonly ListFacts[];
}

/** What is to be checked. */
export type Evidence =
  | { readonly kind: 'json'; readonly text: string | Uint8Array }
  | { readonly kind: 'code'; readonly digits: string };

/** Whose certificates are accepted. `base` ends in "/"; `dictionaries` are SHA-256 in hex. */
export interface Site {
  readonly base: string;
  readonly did: string;
  readonly dictionaries: readonly string[];
}

/** Address → bytes; rejects for what it does not have. Asked only for addresses under `base`. */
export type Loader = (address: string) => Promise<Uint8Array>;

/** What this browser has seen: instants in ISO form, by address. Read after each load. */
export interface Memory {
  /** The newest `validFrom` seen at a list's address. */
  readonly newest: Readonly<Record<string, string>>;
  /** When the copy was fetched that the loader hands out in place of the network's. */
  readonly fetched: Readonly<Record<string, string>>;
}

/** Canonical N-Quads of a document (RDFC-1.0 over JSON-LD); rejects for what it cannot do. */
export type Canonize = (document: JsonObject) => Promise<string>;

/** Fetches the RDFC part. Called only when a credential carries an eddsa-rdfc-2022 proof. */
export type LoadRdfc = () => Promise<Canonize>;

/**
 * The data block `#certpress-config` of index.html, written by the site's build. Every member is
 * required; addresses marked "relative" are relative to the page's folder (`<root>v/`).
 */
export interface Config {
  /** The address that the body's documents say, ending in "/". */
  base: string;
  did: string;
  name: string;
  telephone: string;
  email: string;
  /** Relative address of the ask-us page: "../ask/". */
  ask: string;
  /** The body's own web site. */
  url: string;
  demonstration: boolean;
  /** SHA-256 of each published dictionary, in lower-case hexadecimal. */
  dictionaries: string[];
  /** How many status lists there are of each purpose: 1 … lists; and how many of badges. */
  lists: number;
  badge_lists: number;
  /** "#rrggbb" */
  colour: string;
  /** Relative address of the body's logo, or "". */
  logo: string;
  /** The body's languages: "en", "de", … */
  languages: string[];
  /** When the site was built: "2026-01-31T08:00:00Z". */
  built: string;
}

/** JSON as the strict parser returns it. Objects have no prototype. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}
