/**
 * Hostile input of up to a megabyte: an answer within half a second, without using up memory.
 *
 * Each input has a process of its own, which begins with a benign check: what it computes, and how far its peak of memory
 * is above that of a process with the benign check alone, is what the input takes. `CASE` names the input to the process.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
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

const PATHS = ['.well-known/did.json', 'status/revocation/1.json', 'schemes/editions.json'];

/** A signed list that unpacks to so many bytes; more than 300 MB do not fit the length that a list may have. */
async function bomb(size: number): Promise<string> {
  const packed = gzipSync(new Uint8Array(size)).toString('base64url');
  const subject = {
    id: `${BASE}status/revocation/1.json#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
    encodedList: `u${packed}`,
    ttl: 0,
  };
  return JSON.stringify(await list('revocation', [], { credentialSubject: subject }));
}

/** In a process of its own: the benign check, then the input; says what both took. */
async function child(name: string): Promise<void> {
  const document = await certificate();
  assert.equal((await check(document)).outcome, 'valid');
  const [path, heap] = name.split(' | ') as [string, string];
  const text = heap === 'a bomb' ? await bomb(256 * MB) : (heaps[heap] ?? '');
  const docs = await documents(path === 'certificate' ? {} : { [path]: text });
  const evidence = path === 'certificate' ? text : document;
  const started = computed();
  const outcome = heap ? (await check(evidence, { documents: docs })).outcome : 'none';
  const took = computed() - started;
  const peak = process.resourceUsage().maxRSS * 1_024;
  process.stdout.write(JSON.stringify({ outcome, took, peak }));
}

interface Taken {
  readonly outcome: string;
  readonly took: number;
  readonly peak: number;
}

function taken(name: string): Taken {
  const env = { ...process.env, CASE: name };
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
    encoding: 'utf8',
    env,
  });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout) as Taken;
}

/** A certificate in place of each heap: every kind; the site's files: one each in turn. */
const CASES = [
  ...Object.keys(heaps).map((heap) => `certificate | ${heap}`),
  ...Object.keys(heaps).map((heap, at) => `${PATHS[at % PATHS.length]} | ${heap}`),
  'status/revocation/1.json | a bomb',
];

if (process.env['CASE']) {
  await child(process.env['CASE']);
} else {
  const benign = taken('benign');
  for (const name of CASES) {
    test(`a megabyte of anything: ${name}`, () => {
      const { outcome, took, peak } = taken(name);
      const rise = Math.round((peak - benign.peak) / MB);
      assert.ok(OUTCOMES.includes(outcome), name);
      assert.ok(took < 500, `${name}: ${took} ms`);
      assert.ok(rise < 64, `${name}: ${rise} MB`);
    });
  }

  test('a certificate whose blank nodes all look alike', async () => {
    const document = unsigned() as Record<string, Json>;
    const achievement = (document['credentialSubject'] as Record<string, JsonObject>)[
      'achievement'
    ] as Record<string, Json>;
    achievement['alignment'] = Array.from(
      { length: 40 },
      () => (achievement['alignment'] as Json[])[0] as Json,
    );
    const started = computed();
    await canonize(document).catch(() => undefined);
    assert.ok(computed() - started < 500);
  });
}
