import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex, utf8 } from '../src/bytes.ts';
import { JCS } from '../src/proof.ts';
import { sha256 } from '../src/sha2.ts';
import type { Json, JsonObject } from '../src/types.ts';
import { verify } from '../src/verify.ts';
import {
  BASE,
  certificate,
  check,
  codes,
  controllerDocument,
  DID,
  documents,
  multikey,
  NOW,
  prove,
  unsigned,
} from './helpers.ts';
import { pack } from './pack.ts';

type Members = Record<string, Json>;

test('a certificate in force is valid, and every check says so', async () => {
  const report = await check(await certificate());
  assert.equal(report.outcome, 'valid');
  assert.deepEqual(codes(report), [
    'shape.valid',
    'issuer.recognised',
    'key.valid',
    'proof.valid',
    'key.valid',
    'proof.valid',
    'dates.current',
    'status.not_revoked',
    'status.not_suspended',
    'status.no_newer',
    'edition.published',
  ]);
});

test('the facts are told with the days as the body writes them', async () => {
  const { certificate: facts, statusAsOf } = await check(await certificate());
  assert.equal(facts?.name, 'Jane Q. Doe');
  assert.equal(facts.from, '2026-01-15');
  assert.equal(facts.until, '2031-01-14');
  assert.deepEqual(facts.accreditation, { body: 'Example Accreditation', number: '0042' });
  assert.deepEqual(
    facts.scope.map((item) => item.code),
    ['UT-2-W', 'RT-2-W'],
  );
  assert.equal(statusAsOf, '2026-05-31T00:00:00Z');
});

test('evidence without a number is "not accredited"', async () => {
  const bare = await certificate((document) => {
    document['evidence'] = [{ type: ['Evidence'], genre: 'accreditation', name: 'Not accredited' }];
  });
  assert.equal((await check(bare)).certificate?.accreditation, null);
});

test('the code of a certificate is as valid as its file, and tells the same digest', async () => {
  const document = await certificate(undefined, [JCS]);
  const dictionary = utf8(JSON.stringify(unsigned()));
  const name = hex(sha256(dictionary));
  const site = { base: BASE, did: DID, dictionaries: [name] };
  const docs = await documents({
    [`qr/${name}`]: { base64: Buffer.from(dictionary).toString('base64') },
  });
  const scanned = await check(pack(document, dictionary), { site, documents: docs });
  assert.equal(scanned.outcome, 'valid');
  assert.equal(scanned.certificate?.digest, (await check(document)).certificate?.digest);
});

test('a code whose dictionary is missing, or not what its name says, could not be checked', async () => {
  const dictionary = utf8(JSON.stringify(unsigned()));
  const name = hex(sha256(dictionary));
  const digits = pack(await certificate(undefined, [JCS]), dictionary);
  const site = { base: BASE, did: DID, dictionaries: [name] };
  for (const content of [undefined, 'another']) {
    const report = await check(digits, {
      site,
      documents: await documents({ [`qr/${name}`]: content }),
    });
    assert.deepEqual(
      [report.outcome, codes(report)],
      ['not_checked', ['compact.dictionary_unavailable']],
    );
  }
});

test('dates decide to the second, and both edges belong to the period', async () => {
  const document = await certificate();
  const at = async (now: string) =>
    codes(await check(document, { now })).find((code) => code.startsWith('dates.'));
  assert.equal(await at('2026-01-14T22:59:59Z'), 'dates.not_yet_valid');
  assert.equal(await at('2026-01-14T23:00:00Z'), 'dates.current');
  assert.equal(await at('2031-01-14T22:59:59.900Z'), 'dates.current');
  assert.equal(await at('2031-01-14T23:00:00Z'), 'dates.expired');
});

test('any change of a signed member is seen', async () => {
  const document = (await certificate()) as Members;
  for (const name of ['name', 'validUntil', 'id']) {
    const value = String(document[name]);
    const changed = {
      ...document,
      [name]: value.replace(/[1a-f](?=[^1a-f]*$)/, (letter) => (letter === '1' ? '2' : 'b')),
    };
    if (changed[name] === value) changed[name] = `${value}x`;
    assert.equal((await check(changed)).outcome, 'not_genuine', name);
  }
});

test('nothing of a document that is not genuine is told as a fact', async () => {
  const report = await check({ ...(await certificate()), name: 'Another name' });
  assert.deepEqual(
    [report.outcome, report.certificate, report.lists.length],
    ['not_genuine', null, 0],
  );
});

test("another body's certificate is not looked at, and its issuer is named", async () => {
  const other = await certificate((document) => {
    document['issuer'] = { ...(document['issuer'] as JsonObject), id: 'did:web:other.example' };
  });
  const report = await check(other, { documents: {} });
  assert.deepEqual([report.outcome, report.issuer], ['not_checked', 'did:web:other.example']);
  assert.deepEqual(codes(report), ['shape.valid', 'issuer.other']);
});

test('before the signature holds, only the controller document is asked for', async () => {
  const asked: string[] = [];
  const docs = await documents();
  const spy = new Proxy(docs, {
    getOwnPropertyDescriptor(target, name) {
      asked.push(String(name));
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
  await check({ ...(await certificate()), name: 'Another name' }, { documents: spy });
  assert.deepEqual(asked, [`${BASE}.well-known/did.json`]);
});

test('each rule about keys has its code, and none lets a certificate pass', async () => {
  const method = (document: Members) =>
    (document['verificationMethod'] as unknown as Members[])[0] as Members;
  const small = multikey(Uint8Array.of(1, ...new Array<number>(31).fill(0)));
  const cases: Record<string, (document: Members) => void> = {
    'key.not_found': (d) => {
      method(d)['id'] = `${DID}#certificates-2`;
    },
    'key.relationship': (d) => {
      d['assertionMethod'] = [`${DID}#status-1`];
    },
    'key.revoked': (d) => {
      method(d)['revoked'] = '2026-02-01T00:00:00Z';
    },
    'key.point_invalid': (d) => {
      method(d)['publicKeyMultibase'] = small;
    },
    'key.expired': (d) => {
      method(d)['expires'] = '2026-01-15T08:59:59Z';
    },
  };
  for (const [code, change] of Object.entries(cases)) {
    const report = await check(await certificate(), {
      documents: await documents({ '.well-known/did.json': controllerDocument(change) }),
    });
    assert.deepEqual([report.outcome, codes(report, 'fail')], ['not_genuine', [code, code]]);
  }
});

test('a certificate signed with the status key is not genuine', async () => {
  const document = unsigned();
  const report = await check({ ...document, proof: await prove(document, 'status', JCS) });
  assert.deepEqual(codes(report, 'fail'), ['key.role']);
});

test('a controller document that is missing, broken, foreign or stale means "could not be checked"', async () => {
  const path = '.well-known/did.json';
  const cases: readonly [
    string,
    Promise<Record<string, string | { base64: string }>>,
    string | undefined,
  ][] = [
    ['key.unavailable', documents({ [path]: undefined }), undefined],
    ['key.controller_invalid', documents({ [path]: '{}' }), undefined],
    [
      'key.controller_invalid',
      documents({
        [path]: controllerDocument((d) => {
          d['id'] = 'did:web:x.example';
        }),
      }),
      undefined,
    ],
    ['key.controller_stale', documents(), '2026-05-25T11:59:59Z'],
  ];
  for (const [code, docs, fetched] of cases) {
    const memory = { fetched: fetched ? { [BASE + path]: fetched } : {} };
    const report = await check(await certificate(), { documents: await docs, memory });
    assert.deepEqual([report.outcome, codes(report, 'unknown')], ['not_checked', [code]]);
  }
});

test('sets of proofs: unknown suites are never a pass, repeated ones and none known fail', async () => {
  const document = unsigned();
  const jcs = await prove(document, 'certificates', JCS);
  const odd = { ...jcs, cryptosuite: 'later-2030' };
  const failed = async (proof: Json) => codes(await check({ ...document, proof }), 'fail');
  assert.equal((await check({ ...document, proof: [odd, jcs] })).outcome, 'not_checked');
  assert.deepEqual(await failed([odd]), ['proof.none_known']);
  assert.deepEqual(await failed([jcs, jcs]), ['proof.repeated']);
});

test('a part that cannot be fetched is no verdict on the certificate', async () => {
  const text = JSON.stringify(await certificate());
  const docs = await documents();
  const report = await verify(
    { kind: 'json', text },
    { base: BASE, did: DID, dictionaries: [] },
    async (address) => utf8(docs[address] as string),
    new Date(NOW),
    { newest: {}, fetched: {} },
    () => Promise.reject(new TypeError('no network')),
  );
  assert.deepEqual([report.outcome, report.certificate], ['not_checked', null]);
  assert.deepEqual(codes(report, 'unknown'), ['proof.unavailable']);
});

test('every known proof of a set has to hold', async () => {
  const document = (await certificate()) as Members;
  const [rdfc, jcs] = document['proof'] as unknown as [Members, Members];
  for (const proof of [
    [{ ...rdfc, proofValue: jcs['proofValue'] }, jcs],
    [rdfc, { ...jcs, proofValue: rdfc['proofValue'] }],
  ]) {
    const report = await check({ ...document, proof } as JsonObject);
    assert.deepEqual(
      [report.outcome, codes(report, 'fail')],
      ['not_genuine', ['proof.signature_invalid']],
    );
  }
});

test('evidence of any kind ends in an outcome with a reason', async () => {
  const odd = [
    '',
    '0',
    '1',
    '9'.repeat(1_700),
    '9'.repeat(1_701),
    '{',
    '[]',
    '{}',
    'null',
    '\ud800',
    '{"a":1,"a":2}',
  ];
  for (const evidence of odd) {
    const report = await check(evidence);
    assert.ok(['not_genuine', 'not_checked'].includes(report.outcome), evidence);
    assert.equal(report.checks.length, 1);
  }
});

test('a body whose site has a path keeps its controller document below it', async () => {
  const site = { base: 'https://example.org/certs/', did: DID };
  const address = 'https://example.org/certs/did.json';
  const report = await check(await certificate(), {
    site,
    documents: { [address]: JSON.stringify(controllerDocument()) },
  });
  assert.ok(codes(report).includes('proof.valid'));
  assert.ok(
    codes(report).includes('status.mismatch'),
    'lists of another address are not asked for',
  );
});
