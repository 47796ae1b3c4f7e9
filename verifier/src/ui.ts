/**
 * The verifier page: starts it, and leads from evidence to a verdict.
 *
 * Rules:
 * 1. The clock is read once for each check.
 * 2. What every check needs is asked for before the language is there, at addresses built into the
 *    page; so the requests of two checks do not differ.
 * 3. Only the answer to the latest question is shown.
 */
import { open, site, surroundings } from './loader.ts';
import type { Config, Evidence } from './types.ts';
import * as address from './ui-address.ts';
import { paint } from './ui-brand.ts';
import { byId } from './ui-dom.ts';
import type { Intake } from './ui-intake.ts';
import { Offline } from './ui-offline.ts';
import { Page } from './ui-page.ts';
import { verify } from './verify.ts';

/** A check that takes longer than this is announced. */
const PATIENCE = 300;

async function start(): Promise<void> {
  const config = JSON.parse(byId('certpress-config').textContent ?? '') as Config;
  const accepted = site(config);
  const source = open(config.base, surroundings(location.href));
  source.prefetch(accepted);
  paint(config.colour);
  const page = new Page(config, again);
  const ready = page.begin();
  const offline = new Offline(config, accepted, source, () => page.view);
  const root = new URL('../', location.href.replace(/[?#].*$/s, '')).href;
  let intake: Promise<Intake | null> | null = null;
  let turn = 0;

  /** The part with camera, files and text; null when it cannot be loaded. */
  function ways(): Promise<Intake | null> {
    intake ??= import('./ui-intake.ts').then(
      (part) => new part.Intake(page, [config.base, root], check),
      () => (intake = null),
    );
    return intake;
  }

  async function check(evidence: Evidence): Promise<void> {
    turn += 1;
    const [mine, now] = [turn, new Date()];
    void intake?.then((part) => part?.leave());
    page.clear();
    const slow = setTimeout(() => mine === turn && page.tell('checking'), PATIENCE);
    const rdfc = async () => (await import('./rdfc.ts')).canonize;
    const report = await verify(evidence, accepted, source.load, now, source.memory, rdfc);
    await ready;
    clearTimeout(slow);
    if (mine !== turn) return;
    page.show(report, now);
    await Promise.all([source.keepReport(accepted, report), ways()]);
    await offline.settle();
  }

  /** Checks the code in the address, or shows the ways in. */
  async function begin(): Promise<void> {
    const digits = address.take();
    if (digits !== null) return check({ kind: 'code', digits });
    turn += 1;
    const mine = turn;
    const [part] = await Promise.all([ways(), ready]);
    if (mine !== turn) return;
    if (part === null) page.tell('scan.failed', {}, true);
    else page.showWays();
    await offline.settle();
  }

  function again(): void {
    address.forget();
    void begin().then(() => byId('title').focus());
  }

  address.watch(() => void begin());
  await begin();
}

void start();
