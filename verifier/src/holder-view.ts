/** What the parts of the holder's page share: the words, the body's pages, sections, and buttons that copy and save. */
import type { HolderKey } from './messages/holder.ts';
import type { Config } from './types.ts';
import { el } from './ui-dom.ts';
import type { Speak } from './ui-frame.ts';
import type { View } from './ui-verdict.ts';

/** The data block of the holder's page: that of the verifier, and what only a certified person needs. */
export interface HolderConfig extends Config {
  /** Which of the body's pages there are, by the names of their folders: "appeals", … */
  readonly pages: readonly string[];
  /** The number of the body's page on LinkedIn, or "". */
  readonly linkedin: string;
}

export interface HolderView extends View {
  readonly say: Speak<HolderKey>;
  readonly config: HolderConfig;
  /** The folder of the body's pages in the reader's language, or in the body's first one. */
  readonly folder: string;
}

type Child = Node | string | null;

/** Where the body's pages lie that the reader of a language can read: "../", or "../de/". */
export function folder(languages: readonly string[], language: string): string {
  const own = languages.find((tag) => tag.toLowerCase().split('-')[0] === language);
  return own === undefined || own === languages[0] ? '../' : `../${own}/`;
}

/** A link to one of the body's pages; null where the body has no such page. */
export function pageLink(slug: HolderKey & `h.l.${string}`, view: HolderView): HTMLElement | null {
  const name = slug.slice('h.l.'.length);
  const isThere = ['schemes', 'directory', ...view.config.pages].includes(name);
  return isThere ? el('a', { href: `${view.folder}${name}/` }, view.say(slug)) : null;
}

/** A part of the page under its heading. */
export function section(id: string, title: string, ...children: Child[]): HTMLElement {
  const heading = el('h2', { id: `${id}-title` }, title);
  const attributes = { id, class: 'card', 'aria-labelledby': `${id}-title` };
  return el('section', attributes, heading, ...children);
}

/** A smaller part of a section. */
export function part(title: string, ...children: Child[]): HTMLElement {
  return el('div', { class: 'part' }, el('h3', {}, title), ...children);
}

export function paragraph(text: string, kind = ''): HTMLElement {
  return el('p', kind === '' ? {} : { class: kind }, text);
}

export function buttons(...children: Child[]): HTMLElement {
  return el('p', { class: 'buttons' }, ...children);
}

export function button(id: string, label: string, press: () => void, kind = ''): HTMLElement {
  const element = el('button', { id, type: 'button', class: kind }, label);
  element.addEventListener('click', press);
  return element;
}

/** A button that copies a text, and says so for a moment; null where the browser cannot. */
export function copier(
  id: string,
  label: string,
  text: string,
  { say }: HolderView,
): HTMLElement | null {
  if (!('clipboard' in navigator)) return null;
  const element = button(id, label, () => {
    void navigator.clipboard.writeText(text).then(() => {
      element.textContent = say('h.copied');
      setTimeout(() => (element.textContent = label), 2_000);
    });
  });
  element.setAttribute('aria-live', 'polite');
  return element;
}

/** A button that saves bytes as a file. */
export function saver(
  name: string,
  bytes: Uint8Array,
  type: string,
  { say }: HolderView,
): HTMLElement {
  return button(`save-${name.replace('.', '-')}`, say('h.save', { file: name }), () => {
    const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
    const link = el('a', { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
}
