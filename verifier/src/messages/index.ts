/**
 * Which language the page speaks, and its texts. English comes with the page; the others are
 * files of their own, loaded when chosen.
 */
import { en, type Key, type Messages } from './en.ts';

export type { Key, Messages };

/** The languages by their own names, in the order of the switch. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ar: 'العربية',
  zh: '中文',
} as const;
export type Language = keyof typeof LANGUAGES;

const LOADERS: Record<Exclude<Language, 'en'>, () => Promise<{ default: Messages }>> = {
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  ar: () => import('./ar.ts'),
  zh: () => import('./zh.ts'),
};

/** True for a language that the page speaks. */
export function isLanguage(tag: string | null): tag is Language {
  return tag !== null && Object.hasOwn(LANGUAGES, tag);
}

/** The first of the wanted languages ("de-AT", "pt", …) that the page speaks, else English. */
export function choose(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}

export interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
}

/** The texts of a language; English, and named so, when they cannot be had. */
export async function load(language: Language): Promise<Spoken> {
  if (language === 'en') return { language, messages: en };
  try {
    return { language, messages: (await LOADERS[language]()).default };
  } catch {
    return { language: 'en', messages: en };
  }
}

/** How a language is written. */
export function direction(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

export type Say = (key: Key, values?: Readonly<Record<string, string>>) => string;

/** Unicode's FSI and PDI: what stands between them keeps its own direction. */
const [ISOLATE, RELEASE] = ['\u2068', '\u2069'];

/** A function that says a text with its `{…}` filled in, whatever the direction of each. */
export function speaker<Known extends string>(
  messages: Readonly<Record<Known, string>>,
): (key: Known, values?: Readonly<Record<string, string>>) => string {
  return (key, values = {}) =>
    messages[key].replace(/\{([a-z]+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : ISOLATE + value + RELEASE;
    });
}
