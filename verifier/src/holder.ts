/**
 * The holder's page: "I have a certificate: what now?" It leads from a file to what is in it.
 *
 * Rules:
 * 1. What is chosen is verified as everywhere, with the same requests for every certificate.
 * 2. Nothing of it is kept, and nothing of it is sent.
 * 3. Only the answer to the latest question is shown.
 */
import { hold } from './holder-held.ts';
import { HolderPage } from './holder-page.ts';
import type { HolderConfig } from './holder-view.ts';
import { open, site, type Source, surroundings } from './loader.ts';
import type { Evidence, Site } from './types.ts';
import { paint } from './ui-brand.ts';
import { byId } from './ui-dom.ts';
import type { Intake } from './ui-intake.ts';
import { verify } from './verify.ts';

/** A look that takes longer than this is announced. */
const PATIENCE = 300;

class Holder {
  readonly #site: Site;
  readonly #source: Source;
  readonly #page: HolderPage;
  #intake: Intake | null = null;
  /** Counts questions, so that a late answer to an earlier one is dropped. */
  #turn = 0;

  constructor(private readonly config: HolderConfig) {
    this.#site = site(config);
    this.#source = open(config.base, surroundings(location.href));
    this.#source.prefetch(this.#site);
    paint(config.colour);
    this.#page = new HolderPage(config, () => this.#again());
  }

  async begin(): Promise<void> {
    const part = import('./ui-intake.ts').catch(() => null);
    await this.#page.begin();
    const sites = [this.config.base, new URL('../', location.href.replace(/[?#].*$/s, '')).href];
    const found = await part;
    if (found === null) return this.#page.tell('scan.failed', {}, true);
    this.#intake = new found.Intake(this.#page, sites, (evidence) => this.#look(evidence));
    this.#page.showWays();
  }

  async #look(evidence: Evidence): Promise<void> {
    const [mine, now] = [this.#ask(), new Date()];
    const slow = setTimeout(() => mine === this.#turn && this.#page.tell('checking'), PATIENCE);
    const rdfc = async () => (await import('./rdfc.ts')).canonize;
    const { load, memory } = this.#source;
    try {
      const report = await verify(evidence, this.#site, load, now, memory, rdfc);
      const held = await hold(evidence, report, this.#site, load);
      if (mine !== this.#turn) return;
      this.#page.show(report, held, now);
      await this.#source.keepReport(this.#site, report);
    } catch (cause) {
      console.error(cause); // verification answers whatever it is given; should it fail, nothing is shown
      if (mine === this.#turn) this.#page.refuse('p.unknown');
    } finally {
      clearTimeout(slow);
    }
  }

  /** A new question: what was shown goes, and what is under way for it is dropped. */
  #ask(): number {
    this.#turn += 1;
    this.#intake?.leave();
    this.#page.clear();
    return this.#turn;
  }

  #again(): void {
    this.#ask();
    this.#page.showWays();
    byId('title').focus();
  }
}

void new Holder(JSON.parse(byId('certpress-config').textContent ?? '') as HolderConfig).begin();
