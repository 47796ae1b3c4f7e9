/**
 * The verifier page's state, and what is shown: the ways in, a verdict, or what stood in the way.
 *
 * Rules:
 * 1. A verdict is cleared before the next check begins, so that none is read for another's.
 * 2. `main[data-outcome]` is there while a verdict is shown, and never otherwise.
 * 3. The title of the window names the outcome, never the person: titles stay in the history.
 */
import { load } from './messages/index.ts';
import { record } from './receipt.ts';
import type { Config, Report } from './types.ts';
import { prepare } from './ui-dates.ts';
import { byId } from './ui-dom.ts';
import { Frame } from './ui-frame.ts';
import { actions, printed } from './ui-record.ts';
import { details, verdict, wordOf } from './ui-verdict.ts';

interface Shown {
  readonly report: Report;
  readonly now: Date;
}

export class Page extends Frame {
  readonly #main = document.querySelector('main') as HTMLElement;
  #shown: Shown | null = null;
  protected readonly load = load;

  /** `again` is called when the reader asks for another check. */
  constructor(
    config: Config,
    private readonly again: () => Promise<void>,
  ) {
    super(config);
  }

  /** Makes ready, while files are on their way, what takes a browser time to make. */
  prepare(): void {
    prepare(this.view.locale);
  }

  /** Shows the ways in, without a verdict. */
  showWays(): void {
    this.clear();
    byId('ways').hidden = false;
    this.entitle('title');
  }

  /** Takes away the last verdict and the last word. */
  clear(): void {
    this.#shown = null;
    delete this.#main.dataset['outcome'];
    byId('result').hidden = true;
    byId('result').replaceChildren();
    this.tell(null);
  }

  /** Shows a verdict and moves the focus to it. */
  show(report: Report, now: Date): void {
    this.clear();
    byId('ways').hidden = true;
    this.#shown = { report, now };
    this.#render();
    this.#main.dataset['outcome'] = report.outcome;
    performance.mark('verdict');
    window.scrollTo(0, 0);
    byId('verdict').focus({ preventScroll: true });
  }

  #render(): void {
    if (this.#shown === null) return;
    const { report, now } = this.#shown;
    const view = { ...this.view, now };
    const made = record(report, this.config, now, location.href);
    const result = byId('result');
    result.replaceChildren(
      verdict(report, view),
      printed(made, view),
      actions(made, view, () => void this.again()),
      details(report.checks, view),
    );
    result.hidden = false;
    this.entitle(wordOf(report));
  }

  protected spoken(): void {
    if (this.#shown === null) this.entitle('title');
    this.#render();
  }
}
