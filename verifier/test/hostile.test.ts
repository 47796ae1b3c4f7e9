/** Hostile input of up to a megabyte: a verdict within half a second, without using up memory. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { canonize } from '../src/rdfc.ts';
import type { Json, JsonObject } from '../src/types.ts';
import { BASE, certificate, check, computed, documents, list, unsigned } from './helpers.ts';

const MB = 1_048_576;
const OUTCOMES = ['not_genuine', 'not_checked'];

const heaps: Record<string, string> = {
  'opening braces': '{"a":'.repeat(MB / 5),
  'opening brackets': `{"a":${'['.repeat(MB - 10)}`,
  'a long string': `{"a":"${'x'.repeat(MB - 10)}"}`,
  escapes: `{"a":"${'\\u0041'.repeat(MB / 6 - 2)}"}`,
  'many members': `{${Array.from({ length: 50_000 }, (_, at) => `"${at}":1`).join(',')}}`,
  digits: `{"a":${'9'.repeat(MB - 10)}}`,
  spaces: ' '.repeat(MB),
  noise: randomBytes(MB / 2).toString('latin1'),
  markup: '<a>'.repeat(MB / 3),
};

async function timely(name: string, action: () => Promise<unknown>): Promise<void> {
  await action().catch(() => undefined); // the first call compiles
  const [started, before] = [computed(), process.memoryUsage().rss];
  await action();
  assert.ok(computed() - started < 500, name);
  assert.ok(process.memoryUsage().rss - before < 64 * MB, name);
}

test('a megabyte of anything in place of a certificate', async () => {
  const docs = await documents();
  for (const [name, text] of Object.entries(heaps)) {
    await timely(name, async () =>
      assert.ok(OUTCOMES.includes((await check(text, { documents: docs })).outcome), name),
    );
  }
});

test('a megabyte of anything in place of each of the site’s files', async () => {
  const document = await certificate();
  for (const path of [
    '.well-known/did.json',
    'status/revocation/1.json',
    'schemes/editions.json',
  ]) {
    for (const [name, text] of Object.entries(heaps)) {
      const docs = await documents({ [path]: text });
      await timely(`${path} ${name}`, async () =>
        assert.equal((await check(document, { documents: docs })).outcome, 'not_checked', name),
      );
    }
  }
});

test('a signed list that unpacks to 64 MB', async () => {
  const bomb = gzipSync(new Uint8Array(64 * MB)).toString('base64url');
  const subject = {
    id: `${BASE}status/revocation/1.json#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
    encodedList: `u${bomb}`,
    ttl: 0,
  };
  const docs = await documents({
    'status/revocation/1.json': await list('revocation', [], { credentialSubject: subject }),
  });
  const document = await certificate();
  await timely('bomb', async () =>
    assert.equal((await check(document, { documents: docs })).outcome, 'not_checked'),
  );
});

test('a certificate whose blank nodes all look alike', async () => {
  const document = unsigned() as Record<string, Json>;
  const achievement = (document['credentialSubject'] as Record<string, JsonObject>)[
    'achievement'
  ] as Record<string, Json>;
  achievement['alignment'] = Array.from(
    { length: 40 },
    () => (achievement['alignment'] as Json[])[0] as Json,
  );
  await timely('alike', async () => void (await canonize(document).catch(() => undefined)));
});
