/** What findings and bits add up to: docs/developers/verification.md, "The outcome". */
import type { Code, Finding, Outcome, Purpose } from './types.ts';

export type Bits = Readonly<Partial<Record<Purpose, boolean>>>;

const UNCHECKED: ReadonlySet<Code> = new Set<Code>([
  'compact.format_unknown',
  'compact.dictionary_unavailable',
  'issuer.other',
  'key.unavailable',
  'key.controller_invalid',
  'key.controller_stale',
  'proof.unavailable',
]);

/** The first outcome that applies. */
export function outcome(findings: readonly Finding[], bits: Bits): Outcome {
  const failed = findings.filter((one) => one.outcome === 'fail').map((one) => one.code);
  const unknown = findings.filter((one) => one.outcome === 'unknown').map((one) => one.code);
  if (unknown.some((code) => UNCHECKED.has(code))) return 'not_checked';
  if (failed.some((code) => /^(compact|shape|key|proof)\./.test(code))) return 'not_genuine';
  if (bits.revocation) {
    return bits.suspension === false && bits.refresh ? 'replaced' : 'withdrawn';
  }
  if (bits.suspension) return 'suspended';
  if (failed.includes('dates.expired')) return 'expired';
  if (failed.includes('dates.not_yet_valid')) return 'not_yet_valid';
  return unknown.length > 0 ? 'not_checked' : 'valid';
}
