import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'certpress-build-')));
const [first, second] = folders as [string, string];
const read = (name: string) => readFileSync(join(first, name), 'utf8');

const pin = (name: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(join(first, name)))
    .digest('base64')}`;

before(() => {
  for (const folder of folders) {
    const built = spawnSync(process.execPath, ['build.mjs', folder], { encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
  }
});

after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

test('two builds give the same bytes', () => {
  assert.deepEqual(readdirSync(first), readdirSync(second));
  for (const name of readdirSync(first)) {
    assert.ok(readFileSync(join(first, name)).equals(readFileSync(join(second, name))), name);
  }
});

test('names carry the digest of what is in them, and the page pins its script and style', () => {
  for (const name of readdirSync(first)) {
    const stated = /\.([0-9a-f]{10})\./.exec(name)?.[1];
    const digest = createHash('sha256')
      .update(readFileSync(join(first, name)))
      .digest('hex');
    if (stated) assert.equal(digest.slice(0, 10), stated, name);
  }
  const pinned = [
    ...read('index.html').matchAll(/(?:src|href)="([^"]+)" integrity="sha384-([^"]+)"/g),
  ];
  assert.equal(pinned.length, 2);
  for (const [, name, digest] of pinned) {
    const bytes = readFileSync(join(first, name as string));
    assert.equal(createHash('sha384').update(bytes).digest('base64'), digest);
  }
});

test('scripts of the page hold no evaluation of text, no markup from text, and no loader of contexts', () => {
  for (const name of readdirSync(first).filter((one) =>
    /^(core|holder|rdfc|sw|scan|ui-intake)\b.*\.js$/.test(one),
  )) {
    const text = read(name);
    for (const word of [
      /\beval\(/,
      /new Function/,
      /XMLHttpRequest/,
      /innerHTML/,
      /document\.write/,
    ]) {
      assert.ok(!word.test(text), `${name}: ${String(word)}`);
    }
  }
});

test('the first script knows nothing of JSON-LD', () => {
  const core = readdirSync(first).find((name) => name.startsWith('core.')) as string;
  assert.ok(!/blankNode|canonize\(|@protected|toRDF/.test(read(core)));
});

const ENTRIES = /^(core|status|decoder|badge-page|directory|holder)\./;

for (const [name, way] of [
  ['index.html', './'],
  ['holder.html', '../v/'],
] as const) {
  test(`${name} lists every part that it imports later with its digest, and the policy lets in this list alone`, () => {
    const page = read(name);
    const map = /<script type="importmap">(.*?)<\/script>/.exec(page)?.[1] ?? '';
    const digest = createHash('sha256').update(map).digest('base64');
    assert.ok(page.includes(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${digest}';`));
    const { integrity } = JSON.parse(map) as { integrity: Record<string, string> };
    const parts = readdirSync(first).filter((one) => /\.[0-9a-f]{10}\.js$/.test(one));
    const isForHolders = (one: string) => name === 'holder.html' || !one.startsWith('holder');
    assert.deepEqual(
      Object.keys(integrity),
      parts.filter((one) => !ENTRIES.test(one) && isForHolders(one)).map((one) => `${way}${one}`),
    );
    for (const [address, stated] of Object.entries(integrity))
      assert.equal(stated, pin(address.slice(way.length)), address);
  });
}

test('the holder’s page names its files beside the verifier’s, each with its digest', () => {
  const page = read('holder.html');
  const named = [...page.matchAll(/(?:src|href)="\.\.\/v\/([^"]+)" integrity="([^"]+)"/g)];
  assert.equal(named.length, 3);
  for (const [, name, stated] of named) assert.equal(stated, pin(name as string), name);
  assert.ok(!/%[A-Z]+%/.test(page.replace('%CONFIG%', '')));
});

test('the decoder’s script and its reader are pinned where they are fetched', () => {
  const scan = readdirSync(first).find((name) => name.startsWith('scan.')) as string;
  for (const start of ['decoder.', 'zxing_reader.']) {
    const name = readdirSync(first).find((one) => one.startsWith(start)) as string;
    assert.ok(read(scan).includes(name) && read(scan).includes(pin(name)), name);
  }
});

test('the service worker pins every file of the verifier with a digest in its name', () => {
  for (const name of readdirSync(first).filter((one) => /\.[0-9a-f]{10}\./.test(one)))
    if (!/^(status|holder)/.test(name)) assert.ok(read('sw.js').includes(pin(name)), name);
});

test('the page has no inline script but its list of parts and its data block, and every file it names exists', () => {
  const page = read('index.html');
  const scripts = [...page.matchAll(/<script([^>]*)>/g)].map(
    ([, attributes]) => attributes as string,
  );
  assert.ok(scripts.every((one) => / src=|"importmap"|"application\/json"/.test(one)));
  const names = [...page.matchAll(/(?:src|href)="([\w.-]+\.\w+)"/g)].map(
    ([, name]) => name as string,
  );
  assert.ok(
    names.every((name) => readdirSync(first).includes(name)),
    names.join(' '),
  );
});

test('asset-manifest.json lists every file with its digest', () => {
  const { files } = JSON.parse(read('asset-manifest.json')) as {
    files: { path: string; sha256: string }[];
  };
  assert.deepEqual(
    files.map((file) => file.path),
    readdirSync(first)
      .filter((name) => name !== 'asset-manifest.json')
      .sort(),
  );
  for (const { path, sha256 } of files) {
    assert.equal(
      createHash('sha256')
        .update(readFileSync(join(first, path)))
        .digest('hex'),
      sha256,
    );
  }
});

test('licences of the packages in the bundles come along', () => {
  const text = read('licences.txt');
  for (const name of ['@noble/ed25519', 'jsonld', 'rdf-canonize', 'zxing-wasm'])
    assert.ok(text.includes(name), name);
});
