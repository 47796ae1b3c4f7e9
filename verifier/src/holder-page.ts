/**
 * The holder's page and what it shows: the ways in, what is in a certificate, or what stood in the way.
 *
 * Rules:
 * 1. What was shown is cleared before the next file is looked at.
 * 2. `main[data-outcome]` is there while a certificate is shown, and never otherwise.
 * 3. The title of the window never names the person.
 */
import { badge } from './holder-badge.ts';
import { guide } from './holder-guide.ts';
import type { Held } from './holder-held.ts';
import { publicly } from './holder-public.ts';
import { readers, says, standing } from './holder-says.ts';
import { share } from './holder-share.ts';
import { button, folder, type HolderConfig, type HolderView } from './holder-view.ts';
import { type HolderKey, load } from './messages/holder.ts';
import { isLanguage } from './messages/index.ts';
import type { Report } from './types.ts';
import { byId, el } from './ui-dom.ts';
import { Frame } from './ui-frame.ts';
import { details } from './ui-verdict.ts';

interface Shown {
  readonly report: Report;
  readonly held: Held | null;
  readonly now: Date;
}

export class HolderPage extends Frame<HolderKey> {
  readonly #main = document.querySelector('main') as HTMLElement;
  #shown: Shown | null = null;
  /** The address of the person's badge page, once it is known here. */
  #page = '';
  protected readonly load = load;

  /** `again` is called when the reader wants to choose another file. */
  constructor(
    private readonly settings: HolderConfig,
    private readonly again: () => void,
  ) {
    super(settings);
    const asked = location.hash.slice(1); // a link from a page in a language: "#de"
    if (isLanguage(asked)) byId<HTMLSelectElement>('language').value = asked;
  }

  /** Shows the ways in. */
  showWays(): void {
    this.clear();
    byId('ways').hidden = false;
    this.entitle('h.title');
  }

  /** Takes away what was shown. */
  clear(): void {
    this.#shown = null;
    this.#page = '';
    delete this.#main.dataset['outcome'];
    byId('result').hidden = true;
    byId('result').replaceChildren();
    this.tell(null);
  }

  /** Shows a certificate, or why there is none to show, and moves the focus there. */
  show(report: Report, held: Held | null, now: Date): void {
    this.clear();
    byId('ways').hidden = true;
    this.#shown = { report, held, now };
    this.#render();
    this.#main.dataset['outcome'] = report.outcome;
    window.scrollTo(0, 0);
    byId('verdict').focus({ preventScroll: true });
  }

  protected spoken(): void {
    byId('guide').replaceChildren(...guide(this.#own()));
    this.entitle('h.title');
    this.#render();
  }

  #own(): HolderView {
    const language = document.documentElement.lang;
    const config = this.settings;
    return { ...this.view, say: this.say, config, folder: folder(config.languages, language) };
  }

  #render(): void {
    if (this.#shown === null) return;
    const { report, held, now } = this.#shown;
    const view = { ...this.#own(), now };
    const parts = held === null ? [] : this.#parts(held, report, view);
    const result = byId('result');
    result.replaceChildren(
      standing(report, view),
      parts.length > 0 ? contents(parts, view) : '',
      ...parts,
      el(
        'div',
        { class: 'actions' },
        button('again', view.say('h.another'), this.again, 'primary'),
      ),
      details(report.checks, view),
    );
    result.hidden = false;
  }

  #parts(held: Held, report: Report, view: HolderView): HTMLElement[] {
    const found = (page: string) => {
      if (page === this.#page) return;
      this.#page = page;
      byId('share').replaceWith(share(held, report, page, view));
    };
    return [
      says(held, report, view),
      readers(held, view),
      share(held, report, this.#page, view),
      badge(held, report, view),
      publicly(held, view, found),
    ].filter((one) => one !== null);
  }
}

/** The ways to the parts of a long page. */
function contents(parts: readonly HTMLElement[], { say }: HolderView): HTMLElement {
  const links = parts.map((one) =>
    el('a', { href: `#${one.id}` }, one.querySelector('h2')?.textContent ?? ''),
  );
  return el('nav', { class: 'contents', 'aria-label': say('h.contents') }, ...links);
}
