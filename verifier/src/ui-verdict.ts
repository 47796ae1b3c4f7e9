/**
 * A report, as a stranger reads it: a word, a colour and a symbol; as large, who and for what; then
 * dates, accreditation and the age of what is known; then every check, to open.
 *
 * Rules:
 * 1. Nothing of a document is shown as a fact unless its signature holds (`report.certificate`).
 * 2. Colour never stands alone: each outcome has a word and a symbol of its own shape.
 * 3. "Could not be checked" still says what the signature alone proves, and whom to ask.
 */
import type { Key, Say } from './messages/index.ts';
import type { Config, Facts, Finding, ListFacts, Report } from './types.ts';
import { age, day, moment } from './ui-dates.ts';
import { el, foreign, symbol } from './ui-dom.ts';
import { email, otherBody, telephone } from './ui-links.ts';

export interface View {
  readonly say: Say;
  /** The reader's locale for dates: "en-GB". */
  readonly locale: string;
  readonly config: Config;
  readonly now: Date;
}

type Case =
  | Report['outcome']
  | 'valid_newer'
  | 'expired_newer'
  | 'badge_not_in_force'
  | 'not_checked_status'
  | 'other_body';

/** The outcome, told apart further where people need another sentence. */
export function caseOf(report: Report): Case {
  const { outcome, newerExists } = report;
  if (outcome === 'valid' && newerExists) return 'valid_newer';
  if (outcome === 'expired' && newerExists) return 'expired_newer';
  if (outcome === 'suspended' && has(report, 'status.badge_not_in_force'))
    return 'badge_not_in_force';
  if (outcome !== 'not_checked') return outcome;
  if (has(report, 'issuer.other')) return 'other_body';
  return report.certificate === null ? 'not_checked' : 'not_checked_status';
}

function has(report: Report, code: Finding['code']): boolean {
  return report.checks.some((check) => check.code === code);
}

/** The word of a verdict. A badge's one bit does not tell which of three things it is: no more is said. */
export function wordOf(report: Report): Key {
  const which = caseOf(report);
  return which === 'badge_not_in_force' ? 'o.badge_not_in_force' : `o.${report.outcome}`;
}

/** What a report says, in reading order. */
export function verdict(report: Report, view: View): HTMLElement {
  const facts = report.certificate;
  return el(
    'div',
    { class: 'sheet' },
    banner(report, view),
    facts && report.newerExists && report.outcome === 'valid'
      ? el('div', { class: 'newer' }, view.say('n.valid_newer'))
      : null,
    why(report, view),
    facts && el('div', { class: 'card' }, ...factsOf(report, facts, view)),
    facts && notes(report, view),
    report.outcome === 'valid' ? null : help(report, view),
  );
}

function banner(report: Report, view: View): HTMLElement {
  const which = caseOf(report);
  const values = {
    body: view.config.name,
    from: day(report.certificate?.from ?? '', view.locale),
    until: day(report.certificate?.until ?? '', view.locale),
    host: (report.issuer === null ? null : otherBody(report.issuer)?.host) ?? '?',
  };
  const next: Key = which === 'not_checked_status' ? 'n.not_checked' : `n.${which}`;
  return el(
    'div',
    { class: `verdict ${report.outcome}` },
    symbol(report.outcome),
    el('h1', { id: 'verdict', tabindex: '-1' }, view.say(wordOf(report))),
    el('p', {}, view.say(`s.${which}`, values)),
    which === 'valid_newer' ? null : el('p', {}, view.say(next, values)),
  );
}

/** The reasons, where the outcome is one that people will ask about. */
export function why(report: Report, { say, locale, now }: View): HTMLElement | null {
  const reasons = reasonsOf(report);
  if (reasons.length === 0) return null;
  const known = report.certificate === null ? null : lastKnown(report.lists);
  return el(
    'div',
    { class: 'card' },
    el('h2', {}, say('why.title')),
    el('ul', { class: 'notes' }, ...reasons.map((code) => el('li', {}, say(`c.${code}`)))),
    known &&
      el(
        'p',
        { id: 'last-known' },
        say('last.known', {
          when: moment(known.asOf, locale),
          age: age(known.asOf, now, locale),
          status: say(known.word),
        }),
      ),
    report.certificate && !known ? el('p', { id: 'last-known' }, say('last.none')) : null,
  );
}

function reasonsOf(report: Report): Finding['code'][] {
  const wanted = { not_genuine: 'fail', not_checked: 'unknown' }[report.outcome as string];
  const codes = report.checks
    .filter((check) => check.outcome === wanted)
    .map((check) => check.code);
  return [...new Set(codes)].filter((code) => code !== 'issuer.other');
}

/** The status that the newest genuine copies on this device say; null when one was never seen. */
export function lastKnown(lists: readonly ListFacts[]): { word: Key; asOf: string } | null {
  const bit = (purpose: ListFacts['purpose']) => {
    const list = lists.find((each) => each.purpose === purpose);
    return list === undefined ? null : (list.set ?? list.lastKnown);
  };
  const isBadge = lists.length === 1;
  const [revoked, suspended, newer] = [bit('revocation'), bit('suspension'), bit('refresh')];
  if (suspended === null || (!isBadge && (revoked === null || newer === null))) return null;
  const asOf = lists.map((list) => list.validFrom).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  if (asOf === undefined || asOf === '') return null;
  if (isBadge) return { word: suspended ? 'o.badge_not_in_force' : 'last.valid', asOf };
  if (revoked) return { word: newer && !suspended ? 'o.replaced' : 'o.withdrawn', asOf };
  if (suspended) return { word: 'o.suspended', asOf };
  return { word: newer ? 'last.newer' : 'last.valid', asOf };
}

function factsOf(report: Report, facts: Facts, view: View): Node[] {
  const { say, locale } = view;
  const born = facts.dateOfBirth && day(facts.dateOfBirth, locale);
  const list = el(
    'dl',
    {},
    ...[
      fact(say('f.name'), el('dd', { id: 'name', class: 'large' }, foreign(facts.name))),
      facts.nameLatin && facts.nameLatin !== facts.name
        ? fact(
            say('f.latin'),
            el('dd', { id: 'name-latin', class: 'large' }, foreign(facts.nameLatin)),
          )
        : null,
      born ? fact(say('f.born'), el('dd', { id: 'born', class: 'mid' }, born)) : null,
      fact(
        say('f.scheme'),
        el(
          'dd',
          { id: 'scheme', class: 'large' },
          foreign(facts.scheme),
          el('div', { class: 'code' }, say('f.edition', { edition: facts.edition })),
        ),
      ),
      fact(say('f.scope'), el('dd', { id: 'scope', class: 'large' }, scope(facts))),
      facts.conditions
        ? fact(
            say('f.conditions'),
            el('dd', { id: 'conditions', class: 'large' }, foreign(facts.conditions)),
          )
        : null,
      half(say('f.from'), el('dd', { id: 'from', class: 'mid' }, day(facts.from, locale))),
      half(say('f.until'), el('dd', { id: 'until', class: 'mid' }, day(facts.until, locale))),
      fact(say('f.status'), el('dd', { id: 'status-as-of' }, statusAge(report, view))),
      fact(say('f.accreditation'), el('dd', { id: 'accreditation' }, accreditation(facts, say))),
      wide(say('f.number'), el('dd', { id: 'number' }, foreign(facts.number))),
      wide(say('f.authorised'), el('dd', { id: 'authorised' }, foreign(facts.authorisedBy))),
      fact(say('f.issuer'), el('dd', { id: 'issuer' }, foreign(facts.issuer))),
    ].filter((part) => part !== null),
  );
  const heading =
    caseOf(report) === 'not_checked_status' ? el('h2', {}, say('proves.title')) : null;
  return heading ? [heading, list] : [list];
}

function fact(label: string, value: HTMLElement): HTMLElement {
  return el('div', {}, el('dt', {}, label), value);
}

function half(label: string, value: HTMLElement): HTMLElement {
  return el('div', { class: 'half' }, el('dt', {}, label), value);
}

/** Half a line where there is room. */
function wide(label: string, value: HTMLElement): HTMLElement {
  return el('div', { class: 'wide' }, el('dt', {}, label), value);
}

export function scope(facts: Facts): HTMLElement {
  return el(
    'ul',
    {},
    ...facts.scope.map((item) =>
      el('li', {}, foreign(item.name), ' ', el('bdi', { class: 'code' }, item.code)),
    ),
  );
}

export function accreditation(facts: Facts, say: Say): string {
  const given = facts.accreditation;
  return given === null
    ? say('f.not_accredited')
    : say('f.accredited', { body: given.body, number: given.number });
}

/** How old what is known of the status is: "as of … (2 hours ago)". */
export function statusAge(
  report: Report,
  { say, locale, now }: Pick<View, 'say' | 'locale' | 'now'>,
): string {
  const asOf = report.statusAsOf;
  const complete = report.lists.length > 0 && report.lists.every((list) => list.set !== null);
  if (asOf === null || !complete) return say('f.status_none');
  return say('f.status_of', { when: moment(asOf, locale), age: age(asOf, now, locale) });
}

function notes(report: Report, { say }: View): HTMLElement {
  const said = caseOf(report) === 'valid'; // the banner asks for the identity document already
  const keys: Key[] = [...(said ? [] : ['note.identity' as const]), 'note.screen', 'note.employer'];
  return el(
    'div',
    { class: 'card limits' },
    el('ul', { class: 'notes' }, ...keys.map((key) => el('li', {}, say(key)))),
  );
}

/** Whom to ask: the other body's verifier, or this body. */
function help(report: Report, view: View): HTMLElement {
  const other =
    caseOf(report) === 'other_body' && report.issuer !== null ? otherBody(report.issuer) : null;
  if (other !== null) {
    const link = el(
      'a',
      { href: other.verifier, rel: 'noopener noreferrer' },
      view.say('other.link', { host: other.host }),
    );
    return el(
      'div',
      { class: 'card' },
      el('p', { id: 'other-body' }, link),
      el('p', { dir: 'ltr' }, other.verifier),
    );
  }
  return el(
    'div',
    { class: 'card' },
    el('p', {}, view.say('n.contact', { body: view.config.name })),
    contact(view.config, view.say),
  );
}

/** Telephone, mail and the ask-us page of the body. */
export function contact(config: Config, say: Say): HTMLElement {
  const [call, write] = [telephone(config.telephone), email(config.email)];
  return el(
    'p',
    { class: 'contact' },
    call ? el('a', { href: call }, foreign(config.telephone)) : null,
    write ? el('a', { href: write }, foreign(config.email)) : null,
    config.ask ? el('a', { href: config.ask }, say('ask')) : null,
  );
}

/** Every check, to open. */
export function details(checks: readonly Finding[], { say }: View): HTMLElement {
  const lines = checks.map((check) =>
    el(
      'li',
      { 'data-code': check.code, 'data-result': check.outcome },
      symbol(check.outcome),
      el('span', {}, el('b', {}, `${say(`r.${check.outcome}`)}: `), say(`c.${check.code}`)),
      el('small', { dir: 'ltr' }, check.code),
    ),
  );
  return el(
    'details',
    { id: 'checks' },
    el('summary', {}, say('checks.title')),
    el('ul', {}, ...lines),
  );
}
