/** The vectors that the Python package runs too: the same outcome, the same codes, in the same order. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { run, type Content, type Vector } from '../src/twin.ts';

const FOLDER = '../tests/vectors';

interface Expecting extends Vector {
  readonly expect: { readonly outcome: string; readonly codes: readonly string[] };
}

/** A file of vectors: what they share, and each with what it adds or, with null, takes away. */
interface Shared extends Omit<Vector, 'evidence'> {
  readonly vectors: readonly (Expecting & {
    readonly documents?: Readonly<Record<string, Content | null>>;
  })[];
}

const names = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => name.endsWith('.json'))
      .sort()
  : [];

for (const name of names) {
  test(`the shared vectors in ${name} come out as they say`, async () => {
    const { vectors, ...shared } = JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as Shared;
    for (const vector of vectors) {
      const documents = Object.entries({ ...shared.documents, ...vector.documents }).filter(
        ([, one]) => one !== null,
      );
      const report = await run({
        ...shared,
        ...vector,
        documents: Object.fromEntries(documents) as Vector['documents'],
      });
      const told = { outcome: report.outcome, codes: report.checks.map((one) => one.code) };
      assert.deepEqual(told, vector.expect, vector.name);
    }
  });
}
