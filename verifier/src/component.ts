/**
 * `<certpress-status src="…/certificate.json">`: the live status of a certificate that a person made
 * public, on any site, checked in the visitor's browser.
 *
 *     <script type="module" src="https://<body>/v/status.js"></script>
 *     <certpress-status src="https://<body>/…/certificate.json"></certpress-status>
 *
 * Rules:
 * 1. Whose certificates count is read from the verifier page beside this script, not from the host page.
 * 2. Nothing is kept, and nothing of a document is shown as a fact unless its signature holds.
 * 3. A site can imitate this element: it ends with a link to the body's own verifier.
 */
import { open, site, type Surroundings } from './loader.ts';
import { choose, direction, load, type Say, speaker } from './messages/index.ts';
import type { Config, Evidence, Report } from './types.ts';
import { day, locale } from './ui-dates.ts';
import { el, foreign } from './ui-dom.ts';
import { verify } from './verify.ts';
import { caseOf } from './ui-verdict.ts';

const HERE = new URL('./', import.meta.url);
const LIMIT = 65_536;
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
    const report = await check(this.getAttribute('src') ?? '').catch(() => null);
    if (turn !== this.#turn) return;
    this.dataset['outcome'] = report?.outcome ?? 'not_checked';
    const lines = describe(report, say, locale(language, wanted));
    this.#root.replaceChildren(
      el('div', { lang: language, dir: direction(language), role: 'status' }, ...lines),
    );
  }
}

/** The report on the document at an address; rejects when it or the verifier page cannot be had. */
async function check(address: string): Promise<Report> {
  const config = readConfig(await text(HERE, Infinity));
  const around: Surroundings = {
    root: new URL('../', HERE),
    fetch: (input, init) => fetch(input, { ...init, mode: 'cors' }),
    clock: () => Date.now(),
    storage: null,
    caches: null,
  };
  const source = open(config.base, around);
  const evidence: Evidence = {
    kind: 'json',
    text: await text(new URL(address, document.baseURI), LIMIT),
  };
  const rdfc = async () => (await import('./rdfc.ts')).canonize;
  return verify(evidence, site(config), source.load, new Date(), source.memory, rdfc);
}

async function text(address: URL, limit: number): Promise<string> {
  if (!/^https?:$/.test(address.protocol)) throw new TypeError('not a web address');
  const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  const found = response.ok ? await response.text() : '';
  if (found === '' || found.length > limit) throw new TypeError('not to be had');
  return found;
}

/** The data block of the verifier page. */
function readConfig(page: string): Config {
  const block = /id="?certpress-config"?>([^<]*)</.exec(page)?.[1];
  if (block === undefined) throw new TypeError('no verifier page beside this script');
  return JSON.parse(block) as Config;
}

function describe(report: Report | null, say: Say, tag: string): HTMLElement[] {
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
      ]
    : [];
  const which = report === null ? 'not_checked' : caseOf(report);
  const isRenewed = which === 'valid_newer' || which === 'expired_newer';
  const newer = isRenewed ? el('p', {}, say(`n.${which}`)) : null;
  const link = el('a', { href: HERE.href, rel: 'noopener' }, say('title'));
  return [
    el(
      'p',
      { class: `word ${outcome}` },
      el('span', { 'aria-hidden': 'true' }, MARKS[outcome]),
      say(`o.${outcome}`),
    ),
    newer,
    ...known,
    el('p', {}, link),
  ].filter((line) => line !== null);
}

customElements.define('certpress-status', CertpressStatus);
