import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NQuads } from 'rdf-canonize';
import { base58, fromBase58, hex, utf8 } from '../src/bytes.ts';
import { jcs } from '../src/canonical.ts';
import { decodeKey, holds, JCS, RDFC, signedBytes, without } from '../src/proof.ts';
import { canonizeQuads, canonizer, CONTEXTS } from '../src/rdfc.ts';
import type { Json, JsonObject } from '../src/types.ts';
import { computed, readJson, unsigned, vector } from './helpers.ts';

const EDDSA = vector('vc-di-eddsa/TestVectors');
const JCS_VECTORS = vector('jcs-rfc8785/testdata');
const RDF_CANON = vector('rdf-canon/tests');
const absent = (folder: string | null) =>
  folder ? {} : { skip: 'the published vectors are not beside this checkout' };
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2';

/** The canonizer with the context of the W3C's examples added. */
function examples(): ReturnType<typeof canonizer> {
  const context = readJson(vector('contexts/credentials/examples-v2.jsonld') as string);
  return canonizer(new Map([...CONTEXTS, [EXAMPLES, context]]));
}

function read(path: string): string {
  return readFileSync(`${EDDSA}/${path}`, 'utf8').trim();
}

/** The proof's key, which stands in its did:key. */
function keyOf(proof: JsonObject) {
  return decodeKey(String(proof['verificationMethod']).split('#')[1] as string);
}

for (const [suite, folder, suffix] of [
  [JCS, 'eddsa-jcs-2022', 'JCS'],
  [RDFC, 'eddsa-rdfc-2022', 'DataInt'],
] as const) {
  test(
    `the W3C's vectors of ${suite} hold: hashes, signature and signed document`,
    absent(EDDSA),
    async () => {
      const signed = readJson(`${EDDSA}/${folder}/signed${suffix}.json`);
      const proof = signed['proof'] as JsonObject;
      const document = without(signed, 'proof');
      const bytes = hex(await signedBytes(document, proof, examples()));
      assert.equal(bytes, read(`${folder}/combinedHash${suffix}.txt`));
      assert.equal(
        bytes,
        read(`${folder}/proofHash${suffix}.txt`) + read(`${folder}/docHash${suffix}.txt`),
      );
      assert.equal(
        hex(fromBase58(String(proof['proofValue']).slice(1)) as Uint8Array),
        read(`${folder}/sigHex${suffix}.txt`),
      );
      assert.equal(proof['proofValue'], read(`${folder}/sigBTC58${suffix}.txt`));
      const key = keyOf(proof);
      assert.ok(key && (await holds(document, proof, key, examples())));
      assert.equal(await holds({ ...document, name: 'Another' }, proof, key, examples()), false);
    },
  );
}

test("the W3C's key is the one its vectors name", absent(EDDSA), () => {
  const { publicKeyMultibase } = readJson(`${EDDSA}/keyPair.json`) as {
    publicKeyMultibase: string;
  };
  const key = decodeKey(publicKeyMultibase);
  assert.equal(`z${base58(Uint8Array.of(0xed, 1, ...(key?.toBytes() ?? [])))}`, publicKeyMultibase);
});

test("every proof of the W3C's proof sets and chains holds", absent(EDDSA), async () => {
  let count = 0;
  for (const name of [
    'signedProofSet1',
    'signedProofSet2',
    'signedProofChain1',
    'signedProofChain2',
  ]) {
    const signed = readJson(`${EDDSA}/proof-set-chain/${name}.json`);
    const proofs = [signed['proof']].flat() as JsonObject[];
    for (const proof of proofs) {
      const before = [proof['previousProof'] ?? []].flat();
      const followed = proofs.filter((one) => before.includes(one['id'] as string));
      const bare = without(signed, 'proof');
      const document = followed.length > 0 ? { ...bare, proof: followed as Json[] } : bare;
      const key = keyOf(proof);
      assert.ok(
        key && (await holds(document, proof, key, examples())),
        `${name} ${String(proof['id'])}`,
      );
      count += 1;
    }
  }
  assert.equal(count, 10);
});

test('the six vectors of RFC 8785 come out as published', absent(JCS_VECTORS), () => {
  const names = readdirSync(`${JCS_VECTORS}/input`);
  for (const name of names) {
    const value = JSON.parse(readFileSync(`${JCS_VECTORS}/input/${name}`, 'utf8')) as Json;
    assert.deepEqual(
      utf8(jcs(value)),
      Uint8Array.from(readFileSync(`${JCS_VECTORS}/output/${name}`)),
      name,
    );
  }
  assert.equal(names.length, 6);
});

test('the 86 vectors of RDFC-1.0 come out as published', absent(RDF_CANON), async () => {
  const { entries } = readJson(`${RDF_CANON}/manifest.jsonld`) as unknown as {
    entries: Record<string, string>[];
  };
  for (const entry of entries) {
    const quads = NQuads.parse(readFileSync(`${RDF_CANON}/${entry['action']}`, 'utf8'));
    const canonicalIdMap = new Map<string, string>();
    const algorithm = (entry['hashAlgorithm'] ?? 'SHA256').toLowerCase();
    const result = canonizeQuads(quads, {
      canonicalIdMap,
      maxDeepIterations: 5_000,
      createMessageDigest: () => new NodeDigest(algorithm),
    });
    if (entry['type'] === 'rdfc:RDFC10NegativeEvalTest') {
      await assert.rejects(result);
      continue;
    }
    const expected = readFileSync(`${RDF_CANON}/${entry['result']}`, 'utf8');
    const text = await result;
    if (entry['type'] === 'rdfc:RDFC10EvalTest') assert.equal(text, expected, entry['id']);
    else assert.deepEqual(withoutPrefix(canonicalIdMap), JSON.parse(expected), entry['id']);
  }
  assert.equal(entries.length, 86);
});

class NodeDigest {
  readonly #hash;

  constructor(algorithm: string) {
    this.#hash = createHash(algorithm);
  }

  update(text: string): void {
    this.#hash.update(text);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

function withoutPrefix(map: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(
    [...map].map(([from, to]) => [from.replace(/^_:/, ''), to.replace(/^_:/, '')]),
  );
}

test('cliques of blank nodes are refused quickly, not waited for', async () => {
  for (let size = 3; size <= 10; size += 1) {
    const pairs = Array.from({ length: size * size }, (_, at) => [
      Math.floor(at / size),
      at % size,
    ]);
    const lines = pairs.filter(([a, b]) => a !== b).map(([a, b]) => `_:n${a} <urn:p> _:n${b} .\n`);
    const started = computed();
    await canonizeQuads(NQuads.parse(lines.join(''))).catch(() => undefined);
    assert.ok(computed() - started < 500, `${size} nodes`);
  }
});

test('terms that no context defines, relative identifiers and other contexts are refused', async () => {
  const canonize = canonizer(CONTEXTS);
  const document = unsigned();
  assert.match(await canonize(document), /urn:uuid:6f1c2d3e/);
  const refused: JsonObject[] = [
    { ...document, undefinedTerm: 'x' },
    { ...document, id: 'relative' },
    {
      ...document,
      '@context': [...(document['@context'] as Json[]), 'https://example.org/context'],
    },
    { ...document, '@context': ['https://www.w3.org/2018/credentials/v1'] },
  ];
  for (const one of refused) await assert.rejects(canonize(one));
});

test("a proof's own context has to be the beginning of the document's", absent(EDDSA), async () => {
  const signed = readJson(`${EDDSA}/eddsa-jcs-2022/signedJCS.json`);
  const proof = signed['proof'] as JsonObject;
  const key = keyOf(proof);
  const document = without(signed, 'proof');
  const [first, second] = document['@context'] as Json[];
  for (const context of [[second], [first, second, 'https://example.org/'], [second, first]]) {
    assert.ok(key);
    assert.equal(
      await holds(document, { ...proof, '@context': context as Json }, key, null),
      false,
    );
  }
});
