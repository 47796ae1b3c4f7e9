/**
 * The verifier for the command line: one vector of JSON on each line of stdin, one verdict on each
 * line of stdout. Tests hold it against the Python package; it is not part of the page.
 *
 * A vector is {evidence, site: {base, did, dictionaries}, documents: {address: text | {base64}}, now,
 * memory?: {newest, fetched}}; evidence is text, {base64}, or the digits of a code.
 */
import { createInterface } from 'node:readline';
import { canonize } from './rdfc.ts';
import type { Evidence, Memory, Report, Site } from './types.ts';
import { verify } from './verify.ts';

export type Content = string | { readonly base64: string };

export interface Vector {
  readonly name?: string;
  readonly evidence: Content;
  readonly site: Omit<Site, 'dictionaries'> & Partial<Site>;
  readonly documents: Readonly<Record<string, Content>>;
  readonly now: string;
  readonly memory?: Partial<Memory>;
}

/** The report on a vector. */
export async function run(vector: Vector): Promise<Report> {
  const { evidence, site, documents, now, memory } = vector;
  const load = async (address: string) => {
    const content = Object.hasOwn(documents, address) ? documents[address] : undefined;
    if (content === undefined) throw new Error(`nothing at ${address}`);
    return bytes(content);
  };
  return verify(
    readEvidence(evidence),
    { dictionaries: [], ...site },
    load,
    new Date(now),
    { newest: {}, fetched: {}, ...memory },
    async () => canonize,
  );
}

/** A report as the tests compare it. */
export function summary(vector: Vector, report: Report): Record<string, unknown> {
  const asOf = report.statusAsOf;
  return {
    name: vector.name,
    outcome: report.outcome,
    codes: report.checks.map((one) => one.code),
    certificate: report.certificate,
    status_as_of: asOf && new Date(asOf).toISOString().replace('.000', ''),
    newer_exists: report.newerExists,
    issuer: report.issuer,
  };
}

/** The strings of digits alone are codes, as in certpress.verify. */
function readEvidence(content: Content): Evidence {
  if (typeof content !== 'string') return { kind: 'json', text: bytes(content) };
  return /^[0-9]*$/.test(content)
    ? { kind: 'code', digits: content }
    : { kind: 'json', text: content };
}

function bytes(content: Content): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  return new Uint8Array(Buffer.from(content.base64, 'base64'));
}

/** Answers line by line until stdin ends. */
export async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const vector = JSON.parse(line) as Vector;
    process.stdout.write(`${JSON.stringify(summary(vector, await run(vector)))}\n`);
  }
}
