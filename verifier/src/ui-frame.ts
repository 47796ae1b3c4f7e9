/**
 * What stands around a page: whose it is, the language it speaks, and the word on what is going on.
 *
 * Rules:
 * 1. The language is the one chosen here before, else the browser's.
 * 2. Every element with `data-t` shows the text of that name.
 */
import {
  choose,
  direction,
  isLanguage,
  type Key,
  type Language,
  LANGUAGES,
  speaker,
} from './messages/index.ts';
import type { Config } from './types.ts';
import { locale } from './ui-dates.ts';
import { byId, el } from './ui-dom.ts';
import { contact, type View } from './ui-verdict.ts';

const REMEMBERED = 'certpress.language';
const root = document.documentElement; // its `lang` is the language that is spoken

export type Values = Readonly<Record<string, string>>;
/** Says a text of the verifier, or one of the page's own. */
export type Speak<Own extends string> = (key: Key | Own, values?: Values) => string;

/** The texts of a language. */
export interface Texts<Own extends string> {
  readonly language: Language;
  readonly messages: Readonly<Record<Key | Own, string>>;
}

interface Told {
  readonly key: Key | null;
  readonly values: Values;
  readonly isProblem: boolean;
}

export abstract class Frame<Own extends string = never> {
  protected say: Speak<Own> = () => '';
  #told: Told = { key: null, values: {}, isProblem: false };

  /** Has the page's texts. */
  protected abstract readonly load: (language: Language) => Promise<Texts<Own>>;

  constructor(protected readonly config: Config) {
    const list = byId<HTMLSelectElement>('language');
    list.append(
      ...Object.entries(LANGUAGES).map(([tag, name]) =>
        el('option', { value: tag, lang: tag }, name),
      ),
    );
    list.value = remembered() ?? choose(navigator.languages);
    list.onchange = () => void this.#switch(list.value);
    this.#identify();
  }

  /** Loads the reader's language and fills in the texts. */
  begin(): Promise<void> {
    return this.#speak(byId<HTMLSelectElement>('language').value as Language);
  }

  /** Says, for the eye and for a screen reader, what is going on; null to say nothing. */
  tell(key: Key | null, values: Values = {}, isProblem = false): void {
    if (key !== this.#told.key) byId('longer').hidden = true;
    this.#told = { key, values, isProblem };
    const place = byId('progress');
    place.classList.toggle('problem', isProblem);
    const text = key === null ? '' : this.say(key, values);
    if (place.textContent !== text) place.textContent = text; // else a screen reader repeats it
  }

  /** Shows the ways in, and nothing else. */
  abstract showWays(): void;

  /** Says what stood in the way, beside the ways in. */
  refuse(key: Key, values: Values = {}): void {
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

  /** The reader's words, for texts that other parts of the page show. */
  get view(): View {
    return {
      say: this.say,
      locale: locale(root.lang, navigator.languages),
      config: this.config,
      now: new Date(),
    };
  }

  /** Shows again what has words in it: they are there, or others are. */
  protected abstract spoken(): void;

  protected entitle(key: Key | Own): void {
    document.title = `${this.say(key)} – ${this.config.name}`;
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
    const { language, messages } = await this.load(wanted);
    this.say = speaker(messages);
    root.lang = language;
    root.dir = direction(language);
    byId<HTMLSelectElement>('language').value = language;
    for (const element of document.querySelectorAll<HTMLElement>('[data-t]')) {
      element.textContent = this.say(element.dataset['t'] as Key);
    }
    this.#notices();
    this.tell(this.#told.key, this.#told.values, this.#told.isProblem);
    this.spoken();
  }

  /** Whose page this is. */
  #identify(): void {
    byId('body').textContent = this.config.name;
    const logo = byId<HTMLImageElement>('logo');
    logo.hidden = !this.config.logo;
    if (this.config.logo) logo.src = this.config.logo;
    byId('demonstration').hidden = !this.config.demonstration;
    byId('origin').hidden = new URL('../', location.href).href === this.config.base;
  }

  #notices(): void {
    const { base } = this.config;
    byId('origin').textContent = this.say('note.origin', { base, origin: location.origin });
    byId('contact').replaceChildren(contact(this.config, this.say));
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
