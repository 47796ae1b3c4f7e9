import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agree } from '../src/agreement.ts';
import { Malformed, parse } from '../src/json.ts';
import { instant, match } from '../src/shape.ts';
import type { Json, JsonObject } from '../src/types.ts';
import { certificate, controllerDocument, list } from './helpers.ts';

type Members = Record<string, Json>;

const reread = (document: JsonObject) => parse(JSON.stringify(document), 1_000_000) as Members;
const fits = (
  document: JsonObject,
  shape: 'certificate' | 'list' | 'controller' = 'certificate',
) => {
  try {
    match(document, shape);
    return true;
  } catch (cause) {
    if (cause instanceof Malformed) return false;
    throw cause;
  }
};

/** Every object and list in a value, with what replaces it put back by `visit`. */
function* places(
  value: Json,
  path: readonly (string | number)[] = [],
): Generator<readonly (string | number)[]> {
  if (typeof value !== 'object' || value === null) return;
  yield path;
  for (const [name, member] of Object.entries(value)) yield* places(member, [...path, name]);
}

function at(value: Json, path: readonly (string | number)[]): Members {
  return path.reduce<Json>((owner, name) => (owner as Members)[name] as Json, value) as Members;
}

test('what certpress signs has the shapes of the profile', async () => {
  assert.ok(fits(reread(await certificate())));
  assert.ok(fits(reread(await list('refresh', [])), 'list'));
  assert.ok(fits(reread(controllerDocument()), 'controller'));
});

test('a member too many, at any depth, is refused', async () => {
  const document = await certificate();
  for (const path of [...places(document)]) {
    const mutant = reread(document);
    const owner = at(mutant, path);
    if (Array.isArray(owner)) (owner as unknown as Json[]).push('more');
    else owner['more'] = 'x';
    assert.equal(fits(mutant), false, path.join('/'));
  }
});

test('a member that is missing, at any depth, is refused', async () => {
  const document = await certificate();
  for (const path of [...places(document)]) {
    for (const name of Object.keys(at(document, path))) {
      const mutant = reread(document);
      const owner = at(mutant, path);
      if (Array.isArray(owner) || name === '@context') continue;
      delete owner[name];
      const optional = name === 'description' && path[0] === 'evidence';
      assert.equal(fits(mutant), optional, [...path, name].join('/'));
    }
  }
});

test('a value of another kind, at any depth, is refused', async () => {
  const document = await certificate();
  for (const path of [...places(document)]) {
    for (const name of Object.keys(at(document, path))) {
      for (const value of [null, 1, true, {}, [], '', 'x\u0000', ['x']]) {
        const mutant = reread(document);
        at(mutant, path)[name] = value as Json;
        assert.equal(
          fits(mutant),
          false,
          `${[...path, name].join('/')} = ${JSON.stringify(value)}`,
        );
      }
    }
  }
});

test('a text has 1 to 1,000 code points, none of them a control, a surrogate or a noncharacter', async () => {
  const accepts = async (text: string) => {
    const document = reread(await certificate());
    document['name'] = text;
    return fits(document);
  };
  for (const text of ['x', '😀'.repeat(1_000), 'Nguyễn', 'محمد', '\u200f', '\ue000'])
    assert.ok(await accepts(text));
  const odd = [
    '',
    '😀'.repeat(1_001),
    '\n',
    '\u001f',
    '\u007f',
    '\u009f',
    '\ud800',
    '\udc00x',
    '\ufdd0',
    '\uffff',
    '\u{1fffe}',
  ];
  for (const text of odd) assert.equal(await accepts(text), false, JSON.stringify(text));
});

test('instants are real ones of the years 1000 to 9999', () => {
  assert.equal(instant('2026-01-15T00:00:00+01:00'), Date.parse('2026-01-14T23:00:00Z'));
  assert.equal(instant('2024-02-29T23:59:59-14:00'), Date.parse('2024-03-01T13:59:59Z'));
  const unreal = [
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00+14:01',
    '2026-01-01T00:00:00+01:60',
    '0999-01-01T00:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00z',
    '2026-01-01T00:00:00.0Z',
    ' 2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
  ];
  for (const text of unreal) assert.throws(() => instant(text), Malformed, text);
});

test('parts of a certificate that disagree are refused', async () => {
  const changes: readonly ((document: Members) => void)[] = [
    (d) => {
      d['validUntil'] = '2026-01-14T00:00:00+01:00';
    },
    (d) => {
      (d['credentialStatus'] as unknown as Json[]).reverse();
    },
    (d) => {
      at(d, ['credentialStatus', 1])['statusListIndex'] = '1';
    },
    (d) => {
      at(d, ['credentialStatus', 1])['id'] = 'https://certs.example.org/status/suspension/1.json#1';
    },
    (d) => {
      at(d, ['credentialSubject', 'identifier', 0])['identityHash'] = 'Another';
    },
    (d) => {
      at(d, ['credentialSubject', 'achievement', 'criteria'])['id'] = 'https://certs.example.org/';
    },
  ];
  for (const change of changes) {
    const document = reread(await certificate());
    agree(document);
    change(document);
    assert.throws(() => agree(document), Malformed, String(change));
  }
});
