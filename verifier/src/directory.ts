/**
 * The directory: a static index, searched in the browser. What is searched for is told to nobody.
 *
 * A query is split into words; each has to begin a word of the name, its Latin spelling, the number, the
 * scheme, a scope item or the place. Case, accents and width make no difference. In scripts without spaces a word
 * may stand anywhere in the name.
 */
import { day, locale } from './ui-dates.ts';
import { byId, el, foreign } from './ui-dom.ts';

/** A row of the index: `directory.py` writes it. */
type Row = readonly [
  name: string,
  latin: string,
  number: string,
  scheme: string,
  scope: readonly (readonly [code: string, name: string])[],
  conditions: string,
  until: string,
  page: string,
  inForce: 0 | 1,
  place: string,
];

interface Data {
  readonly index: string;
  readonly pages: string;
  readonly below: string;
  readonly language: string;
  readonly say: Readonly<Record<string, string>>;
}

interface Entry {
  readonly row: Row;
  readonly text: string;
}

const SHOWN = 50;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Myanmar}]/u;

/** A text without case, accents, width and signs, each word after a space. */
export function folded(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Diacritic}|\p{Mn}/gu, '')
    .toLowerCase();
  const letters = plain.replace(/[ıł]/g, (one) => (one === 'ł' ? 'l' : 'i')).replace(/ø/g, 'o');
  return ` ${letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()}`;
}

/** Whether a folded text holds every word of a query. */
export function holds(text: string, query: string): boolean {
  return folded(query)
    .split(' ')
    .filter((word) => word !== '')
    .every((word) => text.includes(WIDE.test(word) ? word : ` ${word}`));
}

function start(data: Data): void {
  const input = byId<HTMLInputElement>('query');
  fetch(new URL(data.index, document.baseURI), { credentials: 'omit' })
    .then(async (response) => {
      if (!response.ok) throw new TypeError('not to be had');
      return (await response.json()) as Row[];
    })
    .then((rows) => {
      const entries = rows.map((row) => ({ row, text: searched(row) }));
      const update = () => show(entries, input.value, data);
      input.disabled = false;
      input.addEventListener('input', update);
      update();
    })
    .catch(() => (byId('count').textContent = data.say['failed'] ?? ''));
}

function searched([name, latin, number, scheme, scope, , , , , place]: Row): string {
  return folded(
    [name, latin, number, number.replaceAll('-', ''), scheme, ...scope.flat(), place].join(' '),
  );
}

function show(entries: readonly Entry[], query: string, data: Data): void {
  const found = entries.filter(({ text }) => holds(text, query));
  byId('found').replaceChildren(...found.slice(0, SHOWN).map(({ row }) => item(row, data)));
  byId('count').textContent = counted(found.length, entries.length, data.say);
}

function counted(found: number, all: number, say: Data['say']): string {
  if (all === 0) return say['empty'] ?? '';
  if (found === 0) return say['none'] ?? '';
  const said = (say['found'] ?? '').replace('{n}', String(found));
  return found > SHOWN ? `${said}. ${(say['more'] ?? '').replace('{n}', String(SHOWN))}` : said;
}

function item(row: Row, { pages, below, language, say }: Data): HTMLElement {
  const [name, latin, number, scheme, scope, conditions, until, page, inForce, place] = row;
  const isOver = until < today();
  const bad = inForce === 0 ? say['not_valid'] : isOver ? say['expired'] : undefined;
  const title =
    page === '' ? foreign(name) : el('a', { href: `${pages}${page}/${below}` }, foreign(name));
  return el(
    'li',
    {},
    el('div', { class: 'name' }, title),
    latin === '' ? null : el('div', {}, foreign(latin)),
    place === '' ? null : el('div', { class: 'place' }, foreign(place)),
    bad === undefined ? null : el('div', { class: 'bad' }, bad),
    el('div', {}, foreign(scheme), ' · ', el('bdi', { class: 'code' }, number)),
    el(
      'ul',
      {},
      ...scope.map(([code, said]) =>
        el('li', {}, foreign(said), ' ', el('bdi', { class: 'code' }, code)),
      ),
    ),
    conditions === '' ? null : el('div', {}, `${say['conditions'] ?? ''}: `, foreign(conditions)),
    el(
      'div',
      { class: 'soft' },
      `${say['until'] ?? ''} ${day(until, locale(language, navigator.languages))}`,
    ),
  );
}

/** The reader's day: "2026-01-31". */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

if (typeof document !== 'undefined') {
  start(JSON.parse(byId('directory-data').textContent ?? '') as Data);
}
