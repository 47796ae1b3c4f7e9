/**
 * What a badge page does in the browser: the live status, and the buttons that need a script.
 *
 * Rules:
 * 1. The page is whole without it: everything but the live status stands in its HTML.
 * 2. Nothing is asked of another site, and nothing is kept.
 */
import { check, type Live } from './live.ts';
import { open, type Surroundings } from './loader.ts';
import { choose, load as speak, type Say, speaker } from './messages/index.ts';
import type { Entry } from './status.ts';
import type { Config, Outcome, Purpose } from './types.ts';
import { day, locale } from './ui-dates.ts';
import { byId, el } from './ui-dom.ts';
import { caseOf, statusAge } from './ui-verdict.ts';

/** The data block of the page, written by the site's build. */
interface Data {
  readonly src: string;
  readonly language: string;
  readonly in_force: boolean;
  readonly copied: string;
  readonly status: readonly { purpose: Purpose; address: string; index: number }[];
}

const HERE = new URL('./', import.meta.url);
const LOOKS: Partial<Record<Outcome, string>> = {
  valid: 'good',
  suspended: 'warn',
  expired: 'warn',
  not_yet_valid: 'warn',
  replaced: 'warn',
  withdrawn: 'worst',
  not_genuine: 'worst',
};

const data = JSON.parse(byId('badge-data').textContent ?? '') as Data;

/** Shows what the badge and the body's lists of this moment say. */
async function show(): Promise<void> {
  const wanted = [data.language, ...navigator.languages];
  const { language, messages } = await speak(choose(wanted));
  const [say, tag, now] = [speaker(messages), locale(language, wanted), new Date()];
  const live = await look(now).catch(() => null);
  const box = byId('status');
  if (live === null) {
    const known = data.in_force ? [word(say('o.not_checked'))] : [...box.childNodes];
    box.replaceChildren(...known, el('p', {}, say('s.not_checked')));
  } else {
    box.className = `status ${LOOKS[live.outcome] ?? ''}`;
    box.replaceChildren(...lines(live, say, tag, now));
  }
  box.dataset['outcome'] = live?.outcome ?? 'not_checked';
  document.querySelector('.picture')?.classList.toggle('dimmed', isBad(live));
}

function isBad(live: Live | null): boolean {
  return live === null ? !data.in_force : LOOKS[live.outcome] !== 'good';
}

async function look(now: Date): Promise<Live> {
  const config = (await json(new URL('site.json', HERE))) as Config;
  const around: Surroundings = {
    root: new URL('../', HERE),
    fetch: (...request) => fetch(...request),
    clock: () => Date.now(),
    storage: null,
    caches: null,
  };
  const badge = await get(new URL(data.src, document.baseURI));
  const entries: Entry[] = data.status.map((one) => ({ ...one, folder: one.purpose }));
  return check(badge, entries, config, open(config.base, around), now);
}

async function get(address: URL): Promise<string> {
  const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new TypeError(`not to be had: ${address.pathname}`);
  return response.text();
}

async function json(address: URL): Promise<unknown> {
  return JSON.parse(await get(address));
}

function lines(
  { report, outcome, open: isOpen, newer }: Live,
  say: Say,
  tag: string,
  now: Date,
): Node[] {
  const facts = report.certificate;
  const told = caseOf(report); // of the badge, whose one bit does not tell which of three things it is
  const isExact = outcome !== report.outcome || told === 'badge_not_in_force';
  const which = isOpen ? 'badge_not_in_force' : isExact ? outcome : told;
  const renewed = newer && (outcome === 'valid' || outcome === 'expired') ? 'valid_newer' : null;
  const values = { until: day(facts?.until ?? '', tag), from: day(facts?.from ?? '', tag) };
  const about =
    which === 'valid' || which === 'other_body' ? null : el('p', {}, say(`s.${which}`, values));
  return [
    word(say(isOpen ? 'o.badge_not_in_force' : `o.${outcome}`)),
    about,
    renewed && el('p', {}, say(`n.${renewed}`)),
    el(
      'p',
      { class: 'age' },
      `${say('f.status')}: ${statusAge(report, { say, locale: tag, now })}`,
    ),
  ].filter((line) => line !== null);
}

function word(text: string): HTMLElement {
  return el('p', { class: 'word' }, text);
}

/** The buttons that copy and print; they are hidden until they work. */
function buttons(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    if (!('clipboard' in navigator)) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      void navigator.clipboard
        .writeText(button.dataset['copy'] ?? '')
        .then(() => (byId('said').textContent = data.copied))
        .then(() => flash(button));
    });
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
}

/** Says "copied" on the button for a moment. */
function flash(button: HTMLElement): void {
  const before = button.textContent;
  if (before === data.copied) return;
  button.textContent = data.copied;
  setTimeout(() => (button.textContent = before), 2_000);
}

buttons();
void show();
