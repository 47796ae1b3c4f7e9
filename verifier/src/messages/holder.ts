/**
 * The texts of the holder's page: those of the verifier, and its own. Each language is there whole, or English is spoken.
 */
import type { Texts } from '../ui-frame.ts';
import { en, type HolderKey, type HolderMessages } from './holder-en.ts';
import { type Language, load as loadVerifier } from './index.ts';

export type { HolderKey };

const LOADERS: Record<Exclude<Language, 'en'>, () => Promise<{ default: HolderMessages }>> = {
  de: () => import('./holder-de.ts'),
  es: () => import('./holder-es.ts'),
  fr: () => import('./holder-fr.ts'),
  ar: () => import('./holder-ar.ts'),
  zh: () => import('./holder-zh.ts'),
};

/** The texts of a language; English, and named so, when they cannot be had. */
export async function load(wanted: Language): Promise<Texts<HolderKey>> {
  const own = wanted === 'en' ? { default: en } : await LOADERS[wanted]().catch(() => null);
  const { language, messages } = await loadVerifier(own === null ? 'en' : wanted);
  const spoken = own === null || language !== wanted ? en : own.default;
  return { language, messages: { ...messages, ...spoken } };
}
