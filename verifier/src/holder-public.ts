/**
 * What is public about a person, as far as a browser can find out without telling anybody.
 *
 * Rules:
 * 1. The directory is fetched whole and searched here: the request does not tell for whom.
 * 2. A badge page is looked at only when its holder gives its random address: nothing leads to it from a certificate.
 */
import { get } from './holder-badge.ts';
import type { Held } from './holder-held.ts';
import { button, buttons, type HolderView, paragraph, part, section } from './holder-view.ts';
import { parse } from './json.ts';
import type { HolderKey } from './messages/holder.ts';
import { DOCUMENT_LIMIT } from './shape.ts';
import type { JsonObject } from './types.ts';
import { el } from './ui-dom.ts';
import { contact } from './ui-verdict.ts';

type Get = (path: string) => Promise<Uint8Array>;
type Listed = { readonly key: HolderKey; readonly page: string };

/** Where the number and the name of the badge page stand in a row of the directory's index (directory.ts). */
const [NUMBER, PAGE] = [2, 7];

/** Whether a number is in the directory, and the folder of the badge page that is linked there, or "". */
export async function listed(number: string, load: Get): Promise<Listed> {
  try {
    const rows: unknown = JSON.parse(new TextDecoder().decode(await load('directory/index.json')));
    if (!Array.isArray(rows)) throw new TypeError('no index');
    const row = (rows as unknown[][]).find((one) => one[NUMBER] === number);
    const page = row?.[PAGE];
    const isNamed = typeof page === 'string' && page !== '';
    return {
      key: row ? 'h.directory.in' : 'h.directory.out',
      page: isNamed ? `b/${page}/` : '',
    };
  } catch {
    return { key: 'h.directory.failed', page: '' };
  }
}

/** The folder of a badge page on one of the sites, "b/…/"; null for any other address. */
export function pageFolder(address: string, sites: readonly string[]): string | null {
  const text = address.trim();
  const site = sites.find((one) => text.startsWith(one));
  return /^b\/[A-Za-z0-9_-]{1,100}\//.exec(`${text.slice(site?.length)}/`)?.[0] ?? null;
}

/** What stands at a badge page: the number's own badge, another's, or nothing. */
export async function shown(folder: string, number: string, load: Get): Promise<HolderKey> {
  try {
    const badge = parse(await load(`${folder}badge.json`), DOCUMENT_LIMIT);
    const subject = badge['credentialSubject'] as JsonObject;
    return subject['licenseNumber'] === number ? 'h.page.public' : 'h.page.other';
  } catch {
    // Where a page was taken down, another stands in its place; where the site cannot be reached, none does.
    return load(`${folder}index.html`).then(
      () => 'h.page.gone',
      () => 'h.page.failed',
    );
  }
}

/** `found` is told the address of the person's own badge page. */
export function publicly(held: Held, view: HolderView, found: (page: string) => void): HTMLElement {
  const { say, config } = view;
  return section(
    'public',
    say('h.public'),
    paragraph(say('h.public.nothing')),
    directory(held, view, found),
    badgePage(held, view, found),
    paragraph(say('h.consent')),
    contact(config, say),
  );
}

function directory(held: Held, view: HolderView, found: (page: string) => void): HTMLElement {
  const { say, config } = view;
  const place = el('div', { id: 'listed', role: 'status' });
  const look = async () => {
    const { key, page } = await listed(held.facts.number, get);
    const link = page === '' ? null : el('a', { href: `../${page}` }, say('h.page.open'));
    place.replaceChildren(el('p', {}, el('strong', {}, say(key)), ' ', link));
    if (page !== '') found(config.base + page);
  };
  return part(
    say('h.directory'),
    paragraph(say('h.directory.hint')),
    buttons(button('look-listed', say('h.directory.look'), () => void look())),
    place,
  );
}

function badgePage(held: Held, view: HolderView, found: (page: string) => void): HTMLElement {
  const { say, config } = view;
  const place = el('div', { id: 'page-shown', role: 'status' });
  const attributes = {
    id: 'page',
    type: 'url',
    dir: 'ltr',
    autocomplete: 'off',
    spellcheck: 'false',
  };
  const input = el('input', attributes) as HTMLInputElement;
  const look = async () => {
    const sites = [config.base, new URL('../', document.baseURI).href];
    const folder = pageFolder(input.value, sites);
    const key = folder === null ? 'h.page.odd' : await shown(folder, held.facts.number, get);
    const isOwn = folder !== null && key === 'h.page.public';
    const link = isOwn ? el('a', { href: `../${folder}` }, say('h.page.open')) : null;
    place.replaceChildren(el('p', {}, el('strong', {}, say(key)), ' ', link));
    if (isOwn) found(config.base + folder);
  };
  const form = el(
    'form',
    { id: 'page-form' },
    el('label', { for: 'page' }, say('h.page.label')),
    input,
    el('button', { type: 'submit' }, say('h.page.look')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void look();
  });
  return part(say('h.page'), paragraph(say('h.page.hint')), form, place);
}
