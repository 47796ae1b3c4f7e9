/**
 * The verifier page: starts it, and leads from evidence to a verdict.
 *
 * Rules:
 * 1. The clock is read once for each check.
 * 2. What every check needs is asked for before the language is there, at addresses built into the
 *    page; so the requests of two checks do not differ.
 * 3. Only the answer to the latest question is shown.
 */
import { open, site, type Source, surroundings } from './loader.ts';
import type { Config, Evidence, Site } from './types.ts';
import * as address from './ui-address.ts';
import { paint } from './ui-brand.ts';
import { byId } from './ui-dom.ts';
import type { Intake } from './ui-intake.ts';
import { Offline } from './ui-offline.ts';
import { Page } from './ui-page.ts';
import { verify } from './verify.ts';

/** A check that takes longer than this is announced. */
const PATIENCE = 300;

class Verifier {
  readonly #site: Site;
  readonly #source: Source;
  readonly #page: Page;
  readonly #offline: Offline;
  /** Settled once the reader's language is there. */
  readonly #ready: Promise<void>;
  #intake: Promise<Intake | null> | null = null;
  /** Counts questions, so that a late answer to an earlier one is dropped. */
  #turn = 0;

  constructor(private readonly config: Config) {
    this.#site = site(config);
    this.#source = open(config.base, surroundings(location.href));
    this.#source.prefetch(this.#site);
    paint(config.colour);
    this.#page = new Page(config, () => this.#again());
    this.#ready = this.#page.begin();
    this.#offline = new Offline(config, this.#site, this.#source, () => this.#page.view);
    address.watch(() => void this.begin());
  }

  /** Checks the code in the address, or shows the ways in. */
  async begin(): Promise<void> {
    const digits = address.take();
    await (digits === null ? this.#showWays() : this.#check({ kind: 'code', digits }));
  }

  async #check(evidence: Evidence): Promise<void> {
    const [mine, now] = [this.#ask(), new Date()];
    const slow = setTimeout(() => mine === this.#turn && this.#page.tell('checking'), PATIENCE);
    const rdfc = async () => (await import('./rdfc.ts')).canonize;
    const { load, memory } = this.#source;
    const checking = verify(evidence, this.#site, load, now, memory, rdfc).catch(broken);
    await this.#ready;
    this.#page.prepare();
    const report = await checking;
    clearTimeout(slow);
    if (mine !== this.#turn) return;
    if (report === null) return this.#page.refuse('p.unknown');
    this.#page.show(report, now);
    await Promise.all([this.#source.keepReport(this.#site, report), this.#ways()]);
    await this.#offline.settle();
  }

  async #showWays(): Promise<void> {
    const mine = this.#ask();
    const [part] = await Promise.all([this.#ways(), this.#ready]);
    if (mine !== this.#turn) return;
    if (part === null) this.#page.tell('scan.failed', {}, true);
    else this.#page.showWays();
    void this.#offline.settle();
  }

  /** A new question: the last verdict goes, and what is under way for it is dropped. */
  #ask(): number {
    this.#turn += 1;
    void this.#intake?.then((part) => part?.leave());
    this.#page.clear();
    return this.#turn;
  }

  async #again(): Promise<void> {
    address.forget();
    await this.#showWays();
    byId('title').focus();
  }

  /** The part with camera, files and text; null when it cannot be loaded, to be tried again. */
  #ways(): Promise<Intake | null> {
    const sites = [this.config.base, new URL('../', location.href.replace(/[?#].*$/s, '')).href];
    this.#intake ??= import('./ui-intake.ts').then(
      (part) => new part.Intake(this.#page, sites, (evidence) => this.#check(evidence)),
      () => (this.#intake = null),
    );
    return this.#intake;
  }
}

/** Verification answers whatever it is given; should it fail all the same, nothing is shown as valid. */
function broken(cause: unknown): null {
  console.error(cause);
  return null;
}

void new Verifier(JSON.parse(byId('certpress-config').textContent ?? '') as Config).begin();
