/**
 * The page's state: the language, and what is shown: the ways in, a verdict, or what stood in the way.
 *
 * Rules:
 * 1. A verdict is cleared before the next check begins, so that none is read for another's.
 * 2. `main[data-outcome]` is there while a verdict is shown, and never otherwise.
 * 3. The title of the window names the outcome, never the person: titles stay in the history.
 */
import {
  choose,
  direction,
  isLanguage,
  type Key,
  type Language,
  LANGUAGES,
  load,
  type Say,
  speaker,
} from './messages/index.ts';
import { record } from './receipt.ts';
import type { Config, Report } from './types.ts';
import { locale, prepare } from './ui-dates.ts';
import { byId, el } from './ui-dom.ts';
import { actions, printed } from './ui-record.ts';
import { contact, details, verdict, type View, wordOf } from './ui-verdict.ts';

const REMEMBERED = 'certpress.language';

interface Shown {
  readonly report: Report;
  readonly now: Date;
}

interface Told {
  readonly key: Key | null;
  readonly values: Readonly<Record<string, string>>;
  readonly isProblem: boolean;
}

const NOTHING: Told = { key: null, values: {}, isProblem: false };

export class Page {
  readonly #main = document.querySelector('main') as HTMLElement;
  #say: Say = () => '';
  #language: Language = 'en';
  #shown: Shown | null = null;
  #told: Told = NOTHING;

  /** `again` is called when the reader asks for another check. */
  constructor(
    private readonly config: Config,
    private readonly again: () => Promise<void>,
  ) {
    const wanted = remembered() ?? choose(navigator.languages);
    const list = byId<HTMLSelectElement>('language');
    list.append(
      ...Object.entries(LANGUAGES).map(([tag, name]) =>
        el('option', { value: tag, lang: tag }, name),
      ),
    );
    list.value = wanted;
    list.addEventListener('change', () => void this.#switch(list.value));
    this.#identify();
  }

  /** Loads the reader's language and fills in the texts. */
  async begin(): Promise<void> {
    await this.#speak(byId<HTMLSelectElement>('language').value as Language);
  }

  /** Makes ready, while files are on their way, what takes a browser time to make. */
  prepare(): void {
    prepare(this.view.locale);
  }

  /** Shows the ways in, without a verdict. */
  showWays(): void {
    this.clear();
    byId('ways').hidden = false;
    document.title = `${this.#say('title')} – ${this.config.name}`;
  }

  /** Takes away the last verdict and the last word. */
  clear(): void {
    this.#shown = null;
    delete this.#main.dataset['outcome'];
    byId('result').hidden = true;
    byId('result').replaceChildren();
    this.tell(null);
  }

  /** Says, for the eye and for a screen reader, what is going on; null to say nothing. */
  tell(key: Key | null, values: Readonly<Record<string, string>> = {}, isProblem = false): void {
    if (key !== this.#told.key) byId('longer').hidden = true;
    this.#told = { key, values, isProblem };
    const place = byId('progress');
    place.classList.toggle('problem', isProblem);
    const text = key === null ? '' : this.#say(key, values);
    if (place.textContent !== text) place.textContent = text; // else a screen reader repeats it
  }

  /** Says what stood in the way, beside the ways in. */
  refuse(key: Key, values: Readonly<Record<string, string>> = {}): void {
    this.showWays();
    this.tell(key, values, true);
  }

  /** Says what stood in the way, with a button that goes on all the same. */
  offer(key: Key, goOn: () => void): void {
    this.refuse(key);
    const button = byId<HTMLButtonElement>('longer');
    button.onclick = goOn;
    button.hidden = false;
    button.focus();
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

  /** The reader's words, for texts that other parts of the page show. */
  get view(): View {
    return {
      say: this.#say,
      locale: locale(this.#language, navigator.languages),
      config: this.config,
      now: new Date(),
    };
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
    document.title = `${view.say(wordOf(report))} – ${this.config.name}`;
  }

  async #switch(tag: string): Promise<void> {
    if (!isLanguage(tag)) return;
    try {
      localStorage.setItem(REMEMBERED, tag);
    } catch {
      // Storage may be switched off; the choice then lasts as long as the page.
    }
    await this.#speak(tag);
  }

  async #speak(wanted: Language): Promise<void> {
    const { language, messages } = await load(wanted);
    const say = speaker(messages);
    this.#say = say;
    this.#language = language;
    const { documentElement: root } = document;
    root.lang = language;
    root.dir = direction(language);
    byId<HTMLSelectElement>('language').value = language;
    for (const element of document.querySelectorAll<HTMLElement>('[data-t]')) {
      element.textContent = say(element.dataset['t'] as Key);
    }
    this.#notices();
    this.tell(this.#told.key, this.#told.values, this.#told.isProblem);
    if (this.#shown === null) document.title = `${say('title')} – ${this.config.name}`;
    this.#render();
  }

  /** Whose page this is. */
  #identify(): void {
    byId('body').textContent = this.config.name;
    const logo = byId<HTMLImageElement>('logo');
    logo.hidden = this.config.logo === '';
    if (this.config.logo) logo.src = this.config.logo;
    byId('demonstration').hidden = !this.config.demonstration;
    byId('origin').hidden = new URL('../', location.href).href === this.config.base;
  }

  #notices(): void {
    const { base } = this.config;
    byId('origin').textContent = this.#say('note.origin', { base, origin: location.origin });
    byId('contact').replaceChildren(contact(this.config, this.#say));
  }
}

function remembered(): Language | null {
  try {
    const tag = localStorage.getItem(REMEMBERED);
    return isLanguage(tag) ? tag : null;
  } catch {
    return null;
  }
}
