/**
 * The live status of a badge on its own page: the badge is verified as everywhere, and where its one bit is
 * set, the three entries of its certificate tell which of three things it is. The person agreed to that.
 *
 * Rules:
 * 1. The entries stand in the page, which the body publishes: lists outside of the body's site are not read.
 * 2. They can make "not currently valid" more exact, and tell of a newer certificate. They never make a
 *    badge valid that its own list refuses.
 */
import * as controller from './controller.ts';
import { outcome } from './outcome.ts';
import * as status from './status.ts';
import type { Config, Loader, Memory, Outcome, Purpose, Report, Site } from './types.ts';
import { site } from './loader.ts';
import { verify } from './verify.ts';

/** Where the files of the site come from, and what is remembered of them. */
export interface Files {
  readonly load: Loader;
  readonly memory: Memory;
}

export interface Live {
  readonly report: Report;
  /** The report's outcome, or the more exact one of the certificate. */
  readonly outcome: Outcome;
  /** The badge does not tell which of three things it is, and neither could be found out. */
  readonly open: boolean;
  readonly newer: boolean;
}

type Bits = Partial<Record<Purpose, boolean>>;

/** Checks a badge, and with it its certificate's entries. */
export async function check(
  badge: string,
  entries: readonly status.Entry[],
  config: Config,
  files: Files,
  now: Date,
): Promise<Live> {
  const rdfc = async () => (await import('./rdfc.ts')).canonize;
  const trusted = site(config);
  const evidence = { kind: 'json', text: badge } as const;
  const report = await verify(evidence, trusted, files.load, now, files.memory, rdfc);
  const isSet = report.checks.some((one) => one.code === 'status.badge_not_in_force');
  if (report.certificate === null)
    return { report, outcome: report.outcome, open: false, newer: false };
  const bits = await read(entries, trusted, files, now).catch(() => ({}) as Bits);
  const isTold = bits.revocation === true || bits.suspension === true;
  return {
    report,
    outcome: isSet && isTold ? outcome(report.checks, bits) : report.outcome,
    open: isSet && !isTold,
    newer: bits.refresh === true,
  };
}

/** The bits of the entries whose lists are believed. */
async function read(
  entries: readonly status.Entry[],
  trusted: Site,
  { load, memory }: Files,
  now: Date,
): Promise<Bits> {
  const keys = controller.read(await load(controller.address(trusted)), trusted.did);
  const around = {
    base: trusted.base,
    issuer: trusted.did,
    controller: keys,
    now: now.getTime(),
    memory,
  };
  const bits: Bits = {};
  for (const entry of entries.filter((each) => status.isOwnList(each, trusted.base))) {
    const bytes = await load(entry.address).catch(() => null);
    if (bytes === null) continue;
    const { problem, bits: list } = await status.read(bytes, entry.address, entry.purpose, around);
    const bit = problem === null && list !== null ? status.bit(list, entry.index) : null;
    if (bit !== null) bits[entry.purpose] = bit;
  }
  return bits;
}
