import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '../src/bytes.ts';
import * as controller from '../src/controller.ts';
import * as status from '../src/status.ts';
import type { Json, JsonObject } from '../src/types.ts';
import {
  BASE,
  certificate,
  check,
  codes,
  controllerDocument,
  DID,
  documents,
  keys,
  list,
  multikey,
  NOW,
} from './helpers.ts';

type Members = Record<string, Json>;

test('the bits decide as the table of the credential profile says', async () => {
  const table: readonly [string, boolean][] = [
    ['000 valid', false],
    ['001 valid', true],
    ['010 suspended', false],
    ['011 suspended', true],
    ['110 withdrawn', false],
    ['111 withdrawn', true],
    ['100 withdrawn', false],
    ['101 replaced', true],
  ];
  const document = await certificate();
  for (const [row, newer] of table) {
    const [bits, outcome] = row.split(' ') as [string, string];
    const report = await check(document, { documents: await withBits(bits) });
    assert.deepEqual([bits, report.outcome, report.newerExists], [bits, outcome, newer]);
  }
});

test('a list that is missing, foreign, tampered with, out of date or replayed is unknown, never valid', async () => {
  const path = 'status/revocation/1.json';
  const good = (await list('revocation', [])) as Members;
  const cases: readonly [string, JsonObject | undefined, string?][] = [
    ['status.unavailable', undefined],
    ['status.malformed', { ...good, extra: 1 }],
    ['status.mismatch', await list('suspension', [])],
    ['status.mismatch', { ...good, issuer: 'did:web:other.example' }],
    ['status.signature_invalid', { ...good, validUntil: '2027-01-01T00:00:00Z' }],
    ['status.not_yet_valid', await list('revocation', [], { validFrom: '2026-06-01T12:00:01Z' })],
    ['status.expired', await list('revocation', [], { validUntil: '2026-06-01T11:59:59Z' })],
    ['status.older_than_seen', good, '2026-05-31T00:00:01Z'],
  ];
  for (const [code, content, newest] of cases) {
    const memory = { newest: newest ? { [BASE + path]: newest } : {} };
    const report = await check(await certificate(), {
      documents: await documents({ [path]: content }),
      memory,
    });
    assert.deepEqual([report.outcome, codes(report, 'unknown')], ['not_checked', [code]]);
    assert.equal(
      report.certificate?.name,
      'Jane Q. Doe',
      'what the signature proves is still told',
    );
  }
});

test('the last known status of an expired list is kept apart from the verdict', async () => {
  const expired = await list('suspension', [94_567], { validUntil: '2026-06-01T11:59:59Z' });
  const report = await check(await certificate(), {
    documents: await documents({ 'status/suspension/1.json': expired }),
  });
  const found = report.lists.find((one) => one.purpose === 'suspension');
  assert.deepEqual([report.outcome, found?.set, found?.lastKnown], ['not_checked', null, true]);
});

test('an edition that is not published as the certificate names it means "could not be checked"', async () => {
  for (const [content, code] of [
    [undefined, 'edition.unavailable'],
    ['{"editions":{}}', 'edition.not_published'],
  ] as const) {
    const report = await check(await certificate(), {
      documents: await documents({ 'schemes/editions.json': content }),
    });
    assert.deepEqual([report.outcome, codes(report, 'unknown')], ['not_checked', [code]]);
  }
});

async function withBits(bits: string): Promise<Record<string, string | { base64: string }>> {
  const purposes = ['revocation', 'suspension', 'refresh'];
  const lists = purposes.map(
    async (purpose, at) =>
      [`status/${purpose}/1.json`, await list(purpose, bits[at] === '1' ? [94_567] : [])] as const,
  );
  return documents(Object.fromEntries(await Promise.all(lists)));
}

test('a list is unpacked once, and asked each time whether it may be believed', async () => {
  const bytes = utf8(JSON.stringify(await list('revocation', [])));
  const address = `${BASE}status/revocation/1.json`;
  const read = (change = (_: Members): void => undefined, now = NOW, at = address) =>
    status.read(bytes, at, 'revocation', {
      base: BASE,
      issuer: DID,
      controller: controller.read(utf8(JSON.stringify(controllerDocument(change))), DID),
      now: Date.parse(now),
      memory: { newest: {}, fetched: {} },
    });
  const first = await read();
  assert.ok(first.bits && (await read()).bits === first.bits);
  const method = (change: Members) => (document: Members) =>
    Object.assign((document['verificationMethod'] as Members[])[1] as Members, change);
  const other = multikey(keys.certificates.publicKey);
  for (const [problem, reading] of [
    ['status.signature_invalid', read(method({ revoked: NOW }))],
    ['status.signature_invalid', read(method({ publicKeyMultibase: other }))],
    ['status.expired', read(undefined, '2027-01-01T00:00:00Z')],
    ['status.mismatch', read(undefined, NOW, `${BASE}status/revocation/2.json`)],
    [null, read()],
  ] as const) {
    assert.equal((await reading).problem, problem);
  }
});
