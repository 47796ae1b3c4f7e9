import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName, record, text } from '../src/receipt.ts';
import type { Config, ListFacts, Report } from '../src/types.ts';
import { accents, contrast } from '../src/ui-brand.ts';
import { age, day, locale, moment } from '../src/ui-dates.ts';
import { email, otherBody, telephone } from '../src/ui-links.ts';
import { caseOf, lastKnown, wordOf } from '../src/ui-verdict.ts';

const NOW = new Date('2026-11-20T08:30:00Z');

test('a day is the one that is written, Gregorian, with Latin digits, in every locale', () => {
  assert.equal(day('2031-01-14', 'en-GB'), '14 January 2031');
  assert.equal(day('2031-01-14', 'th-TH'), '14 มกราคม ค.ศ. 2031');
  assert.equal(day('2031-01-14', 'ar-SA-u-ca-islamic'), '14 يناير 2031');
  assert.match(day('2031-01-14', 'fa-IR-u-nu-arabext'), /14.*2031|2031.*14/);
  assert.equal(day('1000-12-31', 'en-GB'), '31 December 1000');
});

test('what is no day is shown as it is written', () => {
  for (const odd of ['', 'soon', '2031-13-40', '2031-01-14T00:00:00Z'])
    assert.equal(day(odd, 'en'), odd);
});

test('a reader’s wish for another calendar and other digits never stands in the way', () => {
  const at = '2026-11-10T08:30:00Z';
  for (const tag of ['ar-SA-u-ca-islamic-umalqura', 'ar-EG-u-nu-arab', 'ar-u-ca-islamic-nu-arab']) {
    assert.match(age(at, NOW, tag), /10/, tag);
    assert.match(day('2031-01-14', tag), /14.*2031/, tag);
    assert.match(moment(at, tag), /2026/, tag);
  }
  for (const odd of ['', 'en_GB', 'x', 'ar-u-nu-latn-u-ca-gregory']) {
    assert.equal(age(at, NOW, odd), '10 days ago');
    assert.equal(day('2031-01-14', odd), 'January 14, 2031');
  }
});

test('an age is told in the largest unit that says something', () => {
  const ages = [
    '2026-11-20T08:29:50Z',
    '2026-11-20T08:00:00Z',
    '2026-11-18T20:30:00Z',
    '2026-11-10T08:30:00Z',
  ];
  assert.deepEqual(
    ages.map((at) => age(at, NOW, 'en')),
    ['now', '30 minutes ago', '36 hours ago', '10 days ago'],
  );
  assert.equal(age('never', NOW, 'en'), '?');
  assert.equal(moment('never', 'en'), 'never');
});

test('the reader’s regional form is used only for the page’s language', () => {
  assert.equal(locale('en', ['de-AT', 'en-NZ']), 'en-NZ');
  assert.equal(locale('ar', ['de-AT']), 'ar');
  assert.equal(locale('en', ['en-x!', 'en']), 'en');
});

test('another body’s verifier is derived from its did:web, and from nothing else', () => {
  assert.deepEqual(otherBody('did:web:a.example%3A8443:b:c'), {
    host: 'a.example:8443/b/c',
    verifier: 'https://a.example:8443/b/c/v/',
  });
  for (const odd of [
    'did:key:z6Mk',
    'did:web:a/b',
    'did:web:a%2Fb',
    'did:web:a@b',
    'did:web:a.example:b:..:c',
    'did:web:a.example:.',
    'did:web:a..example',
    'did:web:.',
    'did:web:a.example%3A99999',
    'javascript:alert(1)',
  ]) {
    assert.equal(otherBody(odd), null);
  }
});

test('another body’s address is shown as the browser reads it', () => {
  for (const [did, host] of [
    ['did:web:A.Example', 'a.example'],
    ['did:web:a.example%3A443', 'a.example'],
    ['did:web:2130706433', '127.0.0.1'],
    ['did:web:a.example:B', 'a.example/B'],
  ] as const) {
    assert.deepEqual(otherBody(did), { host, verifier: `https://${host}/v/` });
  }
});

test('links to call and to write hold nothing but a number and an address', () => {
  assert.equal(telephone('+44 (1632) 960-417'), 'tel:+441632960417');
  assert.equal(telephone('ask'), '');
  assert.equal(email('a@b.example'), 'mailto:a@b.example');
  assert.equal(email('a@b.example?bcc=c@d.example'), '');
});

test('any colour of a body becomes readable on light and on dark', () => {
  for (const colour of ['#000000', '#ffffff', '#ffff00', '#0b4f6c', '#7f7f7f', '#ff0000']) {
    const found = accents(colour);
    assert.ok(found);
    assert.ok(contrast(found.light, [255, 255, 255]) >= 4.5, colour);
    assert.ok(contrast(found.dark, [24, 31, 39]) >= 4.5, colour);
    assert.ok(contrast(found.dark, [13, 17, 23]) >= 4.5, colour);
  }
  assert.equal(accents('red; }'), null);
});

const report = (change: Partial<Report>): Report => ({
  outcome: 'not_checked',
  checks: [],
  certificate: null,
  statusAsOf: null,
  newerExists: false,
  issuer: null,
  keys: [],
  lists: [],
  ...change,
});

test('each outcome that needs another sentence is told apart', () => {
  assert.equal(caseOf(report({ outcome: 'valid', newerExists: true })), 'valid_newer');
  assert.equal(caseOf(report({ outcome: 'expired', newerExists: true })), 'expired_newer');
  assert.equal(caseOf(report({ outcome: 'withdrawn', newerExists: true })), 'withdrawn');
  const other = [{ code: 'issuer.other', outcome: 'unknown', where: '' }] as const;
  assert.equal(caseOf(report({ checks: other })), 'other_body');
  assert.equal(caseOf(report({})), 'not_checked');
});

test('a badge that is not in force is never called by the bare word of its outcome', () => {
  const checks = [{ code: 'status.badge_not_in_force', outcome: 'fail', where: '' }] as const;
  assert.equal(wordOf(report({ outcome: 'suspended', checks })), 'o.badge_not_in_force');
  assert.equal(wordOf(report({ outcome: 'not_checked', checks })), 'o.not_checked');
  assert.equal(wordOf(report({ outcome: 'suspended' })), 'o.suspended');
});

const lists = (...bits: (boolean | null)[]): ListFacts[] =>
  (['revocation', 'suspension', 'refresh'] as const).map((purpose, at) => ({
    purpose,
    address: purpose,
    validFrom: `2026-11-1${at}T00:00:00Z`,
    validUntil: '',
    set: null,
    lastKnown: bits[at] ?? null,
  }));

test('the last known status follows the table of bits, and needs all three', () => {
  const words = [
    lists(false, false, false),
    lists(false, false, true),
    lists(false, true, false),
    lists(true, true, true),
    lists(true, false, true),
  ].map((each) => lastKnown(each)?.word);
  assert.deepEqual(words, ['last.valid', 'last.newer', 'o.suspended', 'o.withdrawn', 'o.replaced']);
  assert.equal(lastKnown(lists(false, null, false)), null);
  assert.equal(lastKnown(lists(false, false, false))?.asOf, '2026-11-10T00:00:00Z');
});

test('the last known status of a badge is that of its one list', () => {
  const one = (...bits: (boolean | null)[]) => lastKnown([lists(...bits)[1] as ListFacts])?.word;
  assert.equal(one(null, true), 'o.badge_not_in_force');
  assert.equal(one(null, false), 'last.valid');
  assert.equal(one(null, null), undefined);
});

const config = {
  did: 'did:web:a.example',
  base: 'https://a.example/',
  built: '2026-11-01T00:00:00Z',
} as Config;

test('a record leaves out the fragment, and what was not known', () => {
  const made = record(report({ lists: lists() }), config, NOW, 'https://a.example/v/?x#123');
  assert.equal(made.checked_with.address, 'https://a.example/v/');
  assert.equal(made.certificate, null);
  assert.equal(made.lists[0]?.valid_until, null);
  assert.equal(fileName(made), 'check_2026-11-20T0830.json');
  assert.ok(text(made).endsWith('}\n'));
});
