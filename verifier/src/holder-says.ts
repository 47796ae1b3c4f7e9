/**
 * What a certificate says, told to the person that it is about: how it stands, each field in plain words, what is not in
 * it, and who can read it.
 *
 * Rule: nothing of a document is shown as a fact unless its signature holds (`report.certificate`).
 */
import type { Held } from './holder-held.ts';
import { type HolderView, paragraph, section } from './holder-view.ts';
import type { HolderKey } from './messages/holder.ts';
import type { Facts, Report } from './types.ts';
import { day } from './ui-dates.ts';
import { el, foreign, symbol } from './ui-dom.ts';
import { otherBody } from './ui-links.ts';
import { accreditation, caseOf, scope, statusAge, why, wordOf } from './ui-verdict.ts';

/** How the certificate stands, and what that means for its holder. */
export function standing(report: Report, view: HolderView): HTMLElement {
  const which = caseOf(report);
  const values = {
    body: view.config.name,
    from: day(report.certificate?.from ?? '', view.locale),
    until: day(report.certificate?.until ?? '', view.locale),
    host: (report.issuer === null ? null : otherBody(report.issuer)?.host) ?? '?',
  };
  const banner = el(
    'div',
    { class: `verdict ${report.outcome}` },
    symbol(report.outcome),
    el('h1', { id: 'verdict', tabindex: '-1' }, view.say(wordOf(report))),
    el('p', {}, view.say(`h.s.${which}`, values)),
    el('p', {}, view.say(`h.n.${which}`, values)),
  );
  return el('div', { class: 'sheet' }, banner, why(report, view));
}

/** Field by field, and what is not there. */
export function says(held: Held, report: Report, view: HolderView): HTMLElement {
  const { say } = view;
  const lines = [
    ...person(held.facts, view),
    ...certified(held.facts, view),
    line('status-as-of', say('f.status'), statusAge(report, view)),
  ];
  return section(
    'says',
    say('h.says'),
    held.isBadge ? paragraph(say('h.says.badge')) : null,
    el('dl', {}, ...lines),
    el(
      'details',
      { id: 'computers' },
      el('summary', {}, say('h.computers')),
      el('dl', {}, ...technical(held, view), ...signatures(report, view)),
    ),
    el('h3', {}, say('h.absent')),
    paragraph(
      [say('h.absent.list'), held.facts.dateOfBirth ? '' : say('h.absent.born')].join(' ').trim(),
    ),
  );
}

function person(facts: Facts, view: HolderView): HTMLElement[] {
  const { say, locale } = view;
  return [
    line('name', say('f.name'), foreign(facts.name), say('h.i.name'), 'large'),
    ...(facts.nameLatin && facts.nameLatin !== facts.name
      ? [line('name-latin', say('f.latin'), foreign(facts.nameLatin), null, 'mid')]
      : []),
    ...(facts.dateOfBirth
      ? [line('born', say('f.born'), day(facts.dateOfBirth, locale), say('h.i.born'))]
      : []),
  ];
}

function certified(facts: Facts, view: HolderView): HTMLElement[] {
  const { say, locale } = view;
  const edition = say('f.edition', { edition: facts.edition });
  const scheme = el('span', {}, foreign(facts.scheme), ' ', el('span', { class: 'code' }, edition));
  const conditions = facts.conditions ? foreign(facts.conditions) : say('h.none');
  const told = facts.conditions ? say('h.i.conditions') : null;
  return [
    line('scheme', say('f.scheme'), scheme, rules(facts, view)),
    line('scope', say('f.scope'), scope(facts), say('h.i.scope')),
    line('conditions', say('f.conditions'), conditions, told),
    line('from', say('f.from'), day(facts.from, locale), null, 'half'),
    line('until', say('f.until'), day(facts.until, locale), say('h.i.until'), 'half'),
    line('number', say('f.number'), foreign(facts.number), say('h.i.number'), 'wide'),
    line('authorised', say('f.authorised'), foreign(facts.authorisedBy), null, 'wide'),
    line('issuer', say('f.issuer'), foreign(facts.issuer)),
    line('accreditation', say('f.accreditation'), accreditation(facts, say)),
  ];
}

/** The way to the edition's page, on this site alone. */
function rules(facts: Facts, { say, config }: HolderView): HTMLElement {
  const { schemeUrl } = facts;
  const told = say('h.i.scheme');
  if (!schemeUrl.startsWith(`${config.base}schemes/`)) return el('span', {}, told);
  const href = `../${schemeUrl.slice(config.base.length)}`;
  return el('span', {}, told, ' ', el('a', { href }, say('h.i.edition')));
}

/** What stands there for computers. */
function technical(held: Held, { say }: HolderView): HTMLElement[] {
  const picture = held.picture?.split('/').at(-1);
  return [
    line('place', say('h.place'), say('h.place.value', { ...held.place }), say('h.i.place')),
    line('id', say('receipt.id'), code(held.facts.id), say('h.i.id')),
    ...(picture ? [line('picture', say('h.picture'), code(picture), say('h.i.picture'))] : []),
  ];
}

/** The keys whose signatures hold: two where the same one signed in two ways. */
function signatures(report: Report, { say }: HolderView): HTMLElement[] {
  return [...new Set(report.keys)].map((key, at) =>
    line(`signed-${at + 1}`, say('receipt.key'), code(key), say('h.i.signed')),
  );
}

function code(text: string): HTMLElement {
  return el('span', { class: 'code', dir: 'ltr' }, text);
}

/** The place of a field in the list: half a line, half where there is room, or else a whole one. */
type Kind = 'large' | 'mid' | 'half' | 'wide' | '';

/** A field, its value, and what it means. */
function line(
  id: string,
  label: string,
  value: Node | string,
  told: Node | string | null = null,
  kind: Kind = '',
): HTMLElement {
  const isPart = kind === 'half' || kind === 'wide';
  const look = kind === 'half' ? 'mid' : isPart || kind === '' ? 'plain' : kind;
  return el(
    'div',
    isPart ? { class: kind } : {},
    el('dt', {}, label),
    el('dd', { id, class: look }, value),
    told === null ? null : el('dd', { class: 'told' }, told),
  );
}

/** Who can read it: whoever has it. */
export function readers(held: Held, { say }: HolderView): HTMLElement {
  const told: HolderKey[] = ['h.readers.all', 'h.readers.code', 'h.readers.nobody'];
  const lines = told
    .filter((key) => key !== 'h.readers.code' || held.digits !== null)
    .map((key) => el('li', {}, say(key, { digits: String(held.digits?.length ?? 0) })));
  return section('readers', say('h.readers'), el('ul', { class: 'notes' }, ...lines));
}
