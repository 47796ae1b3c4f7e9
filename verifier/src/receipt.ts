/**
 * The record of a check: what an auditor asks an employer for. It names the certificate by its number,
 * identifier and digest, not the person.
 */
import type { Config, Outcome, Report, Result } from './types.ts';

export interface CheckRecord {
  readonly record: 'certpress-check';
  readonly version: 1;
  readonly outcome: Outcome;
  readonly newer_exists: boolean;
  readonly checked_at: string;
  readonly checked_with: { readonly address: string; readonly built: string };
  readonly body: { readonly did: string; readonly base: string };
  readonly certificate: {
    readonly id: string;
    readonly number: string;
    readonly sha256: string;
  } | null;
  readonly keys: readonly string[];
  readonly lists: readonly {
    readonly purpose: string;
    readonly address: string;
    readonly valid_from: string | null;
    readonly valid_until: string | null;
  }[];
  readonly checks: readonly { readonly code: string; readonly outcome: Result }[];
}

/** The record of a report made at `now` by the page at `address` (its fragment left out). */
export function record(report: Report, config: Config, now: Date, address: string): CheckRecord {
  const facts = report.certificate;
  return {
    record: 'certpress-check',
    version: 1,
    outcome: report.outcome,
    newer_exists: report.newerExists,
    checked_at: now.toISOString(),
    checked_with: { address: address.replace(/[?#].*$/s, ''), built: config.built },
    body: { did: config.did, base: config.base },
    certificate: facts && { id: facts.id, number: facts.number, sha256: facts.digest },
    keys: report.keys,
    lists: report.lists.map((list) => ({
      purpose: list.purpose,
      address: list.address,
      valid_from: list.validFrom || null,
      valid_until: list.validUntil || null,
    })),
    checks: report.checks.map(({ code, outcome }) => ({ code, outcome })),
  };
}

/** A file name that every system takes and that names the certificate's number if it may. */
export function fileName(made: CheckRecord): string {
  const number = made.certificate?.number.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 60) ?? '';
  const time = made.checked_at.slice(0, 16).replaceAll(':', '');
  return ['check', number, time].filter((part) => part !== '').join('_') + '.json';
}

/** The bytes of the file: JSON with LF. */
export function text(made: CheckRecord): string {
  return `${JSON.stringify(made, null, 2)}\n`;
}
