/**
 * `<certpress-status src="…/badge.json">`: the live status of a badge, or of a certificate, that a
 * person made public, on any site, checked in the visitor's browser.
 *
 *     <script type="module" src="https://<body>/v/status.js"></script>
 *     <certpress-status src="https://<body>/…/badge.json"></certpress-status>
 *
 * Rules:
 * 1. Whose certificates count is read from the verifier page beside this script, not from the host page.
 * 2. Nothing is kept, and nothing of a document is shown as a fact unless its signature holds.
 * 3. What is no document (nothing, another kind of file, a page that says "not found") could not be
 *    checked. Only a document can be "not genuine".
 * 4. A site can imitate this element: it ends with a link to the body's own verifier.
 */
import { open, site, type Surroundings } from './loader.ts';
import { choose, direction, load, speaker } from './messages/index.ts';
import type { Config, Report } from './types.ts';
import { day, locale } from './ui-dates.ts';
import { el, foreign } from './ui-dom.ts';
import { verify } from './verify.ts';
import { caseOf, statusAge, type View, wordOf } from './ui-verdict.ts';

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
const STYLE = `
:host { display: inline-block; max-width: 24rem; font: 1rem/1.4 system-ui, sans-serif; }
div { overflow: hidden; background: #fff; color: #16202a; border: 1px solid #d5dbe1; border-radius: 12px; overflow-wrap: anywhere; }
p { margin: 0; padding: 0 1rem .5rem; }
.word { display: flex; gap: .6rem; margin-bottom: .6rem; padding: .6rem 1rem; background: #465467; color: #fff; font-size: 1.15rem; font-weight: 700; }
.valid { background: #13653f; }
.not_yet_valid, .expired, .suspended, .replaced { background: #8a4b00; }
.withdrawn, .not_genuine { background: #a11622; }
.name { font-size: 1.15rem; font-weight: 650; }
.demonstration { margin: -.6rem 0 .6rem; padding: .4rem 1rem; background: #fff3d6; color: #4a3300; font-size: .85rem; }
a { color: #1d4f6e; }`;

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
    this.#root.replaceChildren(
      el('div', { lang: language }, el('p', { role: 'status' }, say('checking'))),
    );
    const now = new Date();
    const config = await settings().catch(() => null);
    const address = this.getAttribute('src') ?? '';
    const report = config && (await check(address, config, now).catch(() => null));
    if (turn !== this.#turn) return;
    this.dataset['outcome'] = report?.outcome ?? 'not_checked';
    const view = { say, locale: locale(language, wanted), config, now };
    const lines = describe(report, view);
    this.#root.replaceChildren(
      el('div', { lang: language, dir: direction(language), role: 'status' }, ...lines),
    );
  }
}

function settings(): Promise<Config> {
  body ??= text(HERE, Infinity).then(readConfig);
  body.catch(() => (body = null)); // to be tried again
  return body;
}

/** The report on the document at an address; rejects when there is none. */
async function check(address: string, config: Config, now: Date): Promise<Report> {
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
  if (!isDocument(JSON.parse(found))) throw new TypeError('no document');
  const rdfc = async () => (await import('./rdfc.ts')).canonize;
  const evidence = { kind: 'json', text: found } as const;
  return verify(evidence, site(config), source.load, now, source.memory, rdfc);
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

function describe(report: Report | null, view: Shown): HTMLElement[] {
  const { say, locale: tag, config } = view;
  const outcome = report?.outcome ?? 'not_checked';
  const facts = report?.certificate;
  const known = facts
    ? [
        el('p', { class: 'name' }, foreign(facts.name)),
        el(
          'p',
          {},
          foreign(facts.scheme),
          ': ',
          ...facts.scope.flatMap((item, at) => [at ? '; ' : '', foreign(item.name)]),
        ),
        facts.conditions
          ? el('p', {}, `${say('f.conditions')}: `, foreign(facts.conditions))
          : null,
        el('p', {}, `${say('f.until')}: ${day(facts.until, tag)}`),
        el('p', {}, foreign(facts.issuer)),
        el('p', { class: 'age' }, `${say('f.status')}: ${statusAge(report, view)}`),
      ]
    : [];
  const which = report === null ? 'not_checked' : caseOf(report);
  const isRenewed = which === 'valid_newer' || which === 'expired_newer';
  const newer = isRenewed ? el('p', {}, say(`n.${which}`)) : null;
  const open = which === 'badge_not_in_force' ? el('p', {}, say(`s.${which}`)) : null;
  const link = el('a', { href: HERE.href, rel: 'noopener' }, say('title'));
  return [
    el(
      'p',
      { class: `word ${outcome}` },
      el('span', { 'aria-hidden': 'true' }, MARKS[outcome]),
      say(report ? wordOf(report) : 'o.not_checked'),
    ),
    config?.demonstration ? el('p', { class: 'demonstration' }, say('note.demonstration')) : null,
    newer,
    open,
    ...known,
    el('p', {}, link),
  ].filter((line) => line !== null);
}

customElements.define('certpress-status', CertpressStatus);
