/**
 * `<certpress-status src="…/badge.json">`: a badge, or a certificate, that a person made public, with its
 * live status, on any site, checked in the visitor's browser.
 *
 *     <script type="module" src="https://<body>/v/status.js"></script>
 *     <certpress-status src="https://<body>/…/badge.json"></certpress-status>
 *
 * Rules:
 * 1. Whose certificates count is read from the verifier page beside this script, not from the host page.
 * 2. Nothing is kept, and nothing of a document is shown as a fact unless its signature holds.
 * 3. What is no document (nothing, another kind of file, a page that says "not found") could not be
 *    checked. Only a document can be "not genuine".
 * 4. The badge's picture is shown while the badge is known to be valid, and at no other time: in its place
 *    stand words. Its address comes from the badge, after its signature held, and is one of the body's.
 * 5. A site can imitate this element: it ends with a link to the body's own verifier.
 *
 * What the host page's policy has to allow: `script-src`, `connect-src` and `img-src`, the body's address.
 */
import { picturePath } from './badge-picture.ts';
import { open, site, type Surroundings } from './loader.ts';
import { choose, direction, load, speaker } from './messages/index.ts';
import type { Config, Facts, Json, Report } from './types.ts';
import { day, locale } from './ui-dates.ts';
import { el, foreign } from './ui-dom.ts';
import { verify } from './verify.ts';
import { caseOf, statusAge, type View } from './ui-verdict.ts';

const HERE = new URL('./', import.meta.url);
const LIMIT = 65_536;

/** The body's own page says whose certificates count; it is asked once for all elements. */
let body: Promise<Config> | null = null;

type Shown = Omit<View, 'config'> & { readonly config: Config | null };

const MARKS: Readonly<Record<Report['outcome'], string>> = {
  valid: '✓',
  not_yet_valid: '◷',
  expired: '✕',
  suspended: '‖',
  withdrawn: '✕',
  replaced: '⇄',
  not_genuine: '✕',
  not_checked: '?',
};
/** What has no place on a page that shows it as in force; the words say no more than all of these share. */
const ENDED: ReadonlySet<Report['outcome']> = new Set([
  'expired',
  'suspended',
  'withdrawn',
  'replaced',
]);
// Light or dark as the host page is: the element takes over what that page says of its colours.
const STYLE = `
:host { display: inline-block; max-width: 27rem; font: 1rem/1.45 system-ui, sans-serif; text-align: start; }
.card { display: flex; flex-wrap: wrap; gap: .75rem 1rem; box-sizing: border-box; padding: 1rem; overflow-wrap: anywhere;
  border: 1px solid #d5dbe1; border-radius: 14px; background: #fff; color: #16202a;
  border-color: light-dark(#d5dbe1, #3a4653); background: light-dark(#fff, #1b232b); color: light-dark(#16202a, #e9eef3); }
.place { flex: 0 0 8rem; }
.text { flex: 1 1 9.5rem; min-width: 0; }
img { display: block; width: 8rem; height: 8rem; object-fit: contain; }
p { margin: 0 0 .3rem; }
.instead { display: flex; flex-direction: column; justify-content: center; gap: .3rem; box-sizing: border-box; min-height: 8rem;
  margin: 0; padding: .6rem; border: 2px solid transparent; border-radius: 12px; font-weight: 700; line-height: 1.25;
  text-align: center; }
.instead span { font-size: 1.7rem; line-height: 1; }
.word { width: fit-content; margin-bottom: .5rem; padding: .15rem .7rem; border: 1px solid transparent; border-radius: 99px;
  font-weight: 700; }
.instead, .word { background: #465467; color: #fff; }
.valid { background: #13653f; }
.not_yet_valid, .expired, .suspended, .replaced { background: #8a4b00; }
.withdrawn, .not_genuine { background: #a11622; }
.name { font-size: 1.15rem; font-weight: 650; line-height: 1.3; }
.scheme { font-weight: 600; }
ul { margin: 0 0 .4rem; padding: 0; padding-inline-start: 1.1rem; }
.soft { font-size: .88rem; color: #4f5b67; color: light-dark(#4f5b67, #a9b5c1); }
.demonstration { flex: 1 1 100%; margin: 0; padding: .4rem .7rem; border-radius: 8px; font-size: .85rem; background: #fff3d6;
  color: #4a3300; background: light-dark(#fff3d6, #3a2e12); color: light-dark(#4a3300, #ffe3a3); }
a { color: #1d4f6e; color: light-dark(#1d4f6e, #8fc7ea); }
@media print { .instead, .word { border-color: #000; background: none; color: #000; } }`;

class CertpressStatus extends HTMLElement {
  static readonly observedAttributes = ['src', 'lang'];
  readonly #root = this.attachShadow({ mode: 'open' });
  /** Counts checks, so that a late answer to an earlier one is dropped. */
  #turn = 0;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
  }

  connectedCallback(): void {
    void this.#update();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#update();
  }

  async #update(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const wanted = [this.closest<HTMLElement>('[lang]')?.lang ?? '', ...navigator.languages];
    const { language, messages } = await load(choose(wanted));
    const say = speaker(messages);
    if (turn !== this.#turn) return;
    delete this.dataset['outcome'];
    const card = { class: 'card', lang: language, dir: direction(language), role: 'status' };
    this.#root.replaceChildren(el('div', card, el('p', {}, say('checking'))));
    const now = new Date();
    const config = await settings().catch(() => null);
    const address = this.getAttribute('src') ?? '';
    const found = config && (await check(address, config, now).catch(() => null));
    if (turn !== this.#turn) return;
    const view = { say, locale: locale(language, wanted), config, now };
    this.#root.replaceChildren(el('div', card, ...describe(found, view)));
    this.dataset['outcome'] = found?.report.outcome ?? 'not_checked';
  }
}

function settings(): Promise<Config> {
  body ??= text(HERE, Infinity).then(readConfig);
  body.catch(() => (body = null)); // to be tried again
  return body;
}

/** What was found: the report, and the badge's picture while it may be shown. */
interface Found {
  readonly report: Report;
  readonly picture: URL | null;
}

/** The report on the document at an address; rejects when there is none. */
async function check(address: string, config: Config, now: Date): Promise<Found> {
  if (address.trim() === '') throw new TypeError('no address');
  const around: Surroundings = {
    root: new URL('../', HERE),
    fetch: (input, init) => fetch(input, { ...init, mode: 'cors' }),
    clock: () => Date.now(),
    storage: null,
    caches: null,
  };
  const source = open(config.base, around);
  const found = await text(new URL(address, document.baseURI), LIMIT);
  const badge = JSON.parse(found) as Json;
  if (!isDocument(badge)) throw new TypeError('no document');
  const rdfc = async () => (await import('./rdfc.ts')).canonize;
  const evidence = { kind: 'json', text: found } as const;
  const report = await verify(evidence, site(config), source.load, now, source.memory, rdfc);
  const isShown = report.outcome === 'valid' && report.certificate !== null;
  const path = isShown ? picturePath(badge, config.base) : null;
  return { report, picture: path === null ? null : new URL(path, around.root) };
}

async function text(address: URL, limit: number): Promise<string> {
  if (!/^https?:$/.test(address.protocol)) throw new TypeError('not a web address');
  const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  const found = response.ok ? await response.text() : '';
  if (found === '' || found.length > limit) throw new TypeError('not to be had');
  return found;
}

function isDocument(found: unknown): boolean {
  return typeof found === 'object' && found !== null;
}

/** The data block of the verifier page. */
function readConfig(page: string): Config {
  const block = /id="?certpress-config"?>([^<]*)</.exec(page)?.[1];
  if (block === undefined) throw new TypeError('no verifier page beside this script');
  return JSON.parse(block) as Config;
}

function describe(found: Found | null, view: Shown): HTMLElement[] {
  const { say, config } = view;
  const link = el('a', { href: HERE.href, rel: 'noopener' }, say('title'));
  return [
    place(found, view),
    el('div', { class: 'text' }, ...lines(found?.report ?? null, view), el('p', {}, link)),
    config?.demonstration ? el('p', { class: 'demonstration' }, say('note.demonstration')) : null,
  ].filter((part) => part !== null);
}

/** The badge's picture; in its place, words, unless the badge is valid. */
function place(found: Found | null, { say }: Shown): HTMLElement | null {
  const report = found?.report ?? null;
  const outcome = report?.outcome ?? 'not_checked';
  if (outcome !== 'valid') {
    const said = ENDED.has(outcome) ? say('o.badge_not_in_force') : say(`o.${outcome}`);
    const words = el('p', { class: `instead ${outcome}` }, symbol(outcome), said);
    return el('div', { class: 'place' }, words);
  }
  if (!found?.picture) return null;
  const picture = el('img', {
    src: found.picture.href,
    alt: '', // what it shows is said beside it
    width: '128',
    height: '128',
    crossorigin: 'anonymous',
    referrerpolicy: 'no-referrer',
  });
  const around = el('div', { class: 'place' }, picture);
  picture.addEventListener('error', () => around.remove()); // the host's policy, or no network
  return around;
}

function symbol(outcome: Report['outcome']): HTMLElement {
  return el('span', { 'aria-hidden': 'true' }, MARKS[outcome]);
}

/** What stands beside the picture: a word where that says more, the facts, the age of the status. */
function lines(report: Report | null, view: Shown): HTMLElement[] {
  const { say, config } = view;
  const which = report === null ? 'not_checked' : caseOf(report);
  const outcome = report?.outcome ?? 'not_checked';
  const saysMore = outcome === 'valid' || (ENDED.has(outcome) && which !== 'badge_not_in_force');
  const word = saysMore
    ? el('p', { class: `word ${outcome}` }, symbol(outcome), ' ', say(`o.${outcome}`))
    : null;
  const isRenewed = which === 'valid_newer' || which === 'expired_newer';
  const facts = report?.certificate;
  return [
    word,
    isRenewed ? el('p', {}, say(`n.${which}`)) : null,
    which === 'not_genuine'
      ? el('p', {}, say('s.not_genuine', { body: config?.name ?? '' }))
      : null,
    outcome === 'not_checked' ? el('p', {}, say('n.not_checked')) : null,
    ...(facts && report ? factsOf(facts, view) : []),
    which === 'badge_not_in_force' ? el('p', { class: 'soft' }, say(`s.${which}`)) : null,
    facts && report
      ? el('p', { class: 'age soft' }, `${say('f.status')}: ${statusAge(report, view)}`)
      : null,
  ].filter((line) => line !== null && line !== undefined);
}

function factsOf(facts: Facts, { say, locale: tag }: Shown): HTMLElement[] {
  return [
    el('p', { class: 'name' }, foreign(facts.name)),
    el('p', { class: 'scheme' }, foreign(facts.scheme)),
    el('ul', {}, ...facts.scope.map((item) => el('li', {}, foreign(item.name)))),
    facts.conditions ? el('p', {}, `${say('f.conditions')}: `, foreign(facts.conditions)) : null,
    el('p', {}, `${say('f.until')}: ${day(facts.until, tag)}`),
    el('p', { class: 'soft' }, foreign(facts.issuer)),
  ].filter((line) => line !== null);
}

customElements.define('certpress-status', CertpressStatus);
