// Builds the verifier page and the holder's into dist/, and the verifier's twin for the command line into dist-node/.
// Usage: node build.mjs [another folder for the page]
//
// Rules:
// 1. Files that may be cached for ever carry a digest of their content in their name.
// 2. A dynamic import becomes a file of its own, named and built in the same way.
// 3. Same sources, same bytes: no clock, no machine's path, no order of a folder.
// 4. The build fails when a part is larger than it may be.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle, HERE, licences } from './bundle.mjs';

const DIST = resolve(process.argv[2] ?? join(HERE, 'dist'));
const KB = 1_000;
const LIMITS = { page: 40 * KB, holder: 55 * KB, rdfc: 45 * KB };

const files = new Map(); // name in dist/ -> bytes
const named = new Map(); // "rdfc.js" -> "rdfc.<digest>.js"
const metafiles = [];

const digest = (bytes, algorithm, form) => createHash(algorithm).update(bytes).digest(form);
const integrity = (hashed) => `sha384-${digest(files.get(hashed), 'sha384', 'base64')}`;

/** Keeps bytes under a name with their digest in it; returns that name. */
function keep(name, bytes) {
  const at = name.lastIndexOf('.');
  const hashed = `${name.slice(0, at)}.${digest(bytes, 'sha256', 'hex').slice(0, 10)}${name.slice(at)}`;
  files.set(hashed, bytes);
  named.set(name, hashed);
  return hashed;
}

/** A module that says what a file is called, and the digest that its content must have. */
function pinned(name) {
  const said = JSON.stringify({ name: `./${name}`, integrity: integrity(name) });
  return { contents: `export default ${said};`, loader: 'js' };
}

const parts = {
  name: 'parts',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, async ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const name = await script(join(resolveDir, path));
      return { path: `./${name}`, external: true };
    });
    build.onResolve({ filter: /\?(file|worker)$/ }, async ({ path, ...from }) => {
      const [file, kind] = path.split('?');
      return { path: (await build.resolve(file, from)).path, suffix: `?${kind}` };
    });
    build.onLoad({ filter: /\.(wasm|ts)$/ }, async ({ path, suffix }) => {
      if (suffix === '?file') return pinned(keep(basename(path), readFileSync(path)));
      if (suffix === '?worker') return pinned(await script(path, undefined, { format: 'iife' }));
      return undefined;
    });
  },
};

/** Builds one script with all its parts; returns its name in dist/. */
async function script(entry, name = basename(entry).replace(/\.ts$/, '.js'), options = {}) {
  const built = await bundle(entry, { minify: true, plugins: [parts], ...options });
  metafiles.push(built.metafile);
  return keep(name, Buffer.from(built.outputFiles[0].contents));
}

async function styles(name) {
  const built = await bundle(join(HERE, 'page', name), { minify: true, external: ['*'] });
  keep(name, Buffer.from(built.outputFiles[0].contents));
}

// Scripts that pages name themselves; what only the holder's page imports is no part of the verifier's.
const ENTRIES = /^(core|status|decoder|badge-page|directory|holder)\./;
const HOLDERS = /^holder[.-]/;

/**
 * A page with the hashed names and their integrity in place of the plain ones; `way` leads from it to them. What is
 * imported later has no element to carry its digest: an import map does, and the policy lets exactly this map in.
 */
function page(name, way, isPart) {
  const later = [...named.values()].filter((one) => /\.js$/.test(one) && !ENTRIES.test(one));
  const map = JSON.stringify({
    integrity: Object.fromEntries(
      later
        .filter(isPart)
        .sort()
        .map((one) => [`${way}${one}`, integrity(one)]),
    ),
  });
  const verifier = readFileSync(join(HERE, 'page/index.html'), 'utf8');
  const html = readFileSync(join(HERE, 'page', name), 'utf8')
    .replace('%POLICY%', () => /Policy" content="([^"]*)"/.exec(verifier)[1])
    .replace('%SYMBOLS%', () => /<svg class="away"[^]*?\n<\/svg>/.exec(verifier)[0])
    .replace(/(src|href)="((?:core|holder)\.js|(?:style|holder)\.css)"/g, (_, attribute, file) => {
      const path = way.replace(/^\.\//, '') + named.get(file);
      return `${attribute}="${path}" integrity="${integrity(named.get(file))}" crossorigin="anonymous"`;
    })
    .replace('%PARTS%', map)
    .replace('%PARTS-DIGEST%', `sha256-${digest(map, 'sha256', 'base64')}`);
  files.set(name, Buffer.from(html));
}

/** Icons and the manifest keep their names: operating systems remember them. */
function plainFiles() {
  for (const name of readdirSync(join(HERE, 'page')).sort()) {
    if (/\.(png|svg|ico|webmanifest)$/.test(name)) {
      files.set(name, readFileSync(join(HERE, 'page', name)));
    }
  }
}

async function worker() {
  const first = ['core.js', 'style.css'].map((name) => named.get(name));
  const plain = [...files.keys()].filter((name) => /\.(png|svg|webmanifest)$/.test(name));
  const hashed = [...named.values()].filter((name) => !first.includes(name) && !HOLDERS.test(name));
  // What reads files and codes comes before the languages and the RDFC part: the network may end.
  const early = (name) => (/^(ui-intake|scan|decoder|zxing)/.test(name) ? 0 : 1);
  const later = hashed
    .filter((name) => !/^(status|badge-page|directory)\./.test(name))
    .sort((a, b) => early(a) - early(b) || (a < b ? -1 : 1));
  const build = digest(
    [...files.keys(), ...[...files.values()].map(String)].join('\n'),
    'sha256',
    'hex',
  );
  const define = {
    BUILD: JSON.stringify(build.slice(0, 16)),
    FIRST: JSON.stringify([...first, ...plain]),
    LATER: JSON.stringify(later),
    PINNED: JSON.stringify(
      Object.fromEntries(
        [...named.values()]
          .filter((name) => !HOLDERS.test(name))
          .map((name) => [name, integrity(name)]),
      ),
    ),
  };
  const built = await bundle(join(HERE, 'src/sw.ts'), { minify: true, define, format: 'iife' });
  files.set('sw.js', Buffer.from(built.outputFiles[0].contents));
}

function manifest() {
  const entries = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  const listed = entries.map(([path, bytes]) => ({
    path,
    size: bytes.length,
    sha256: digest(bytes, 'sha256', 'hex'),
    immutable: [...named.values()].includes(path),
  }));
  files.set('asset-manifest.json', Buffer.from(`${JSON.stringify({ files: listed }, null, 1)}\n`));
}

function measure() {
  const size = (name) => gzipSync(files.get(named.get(name) ?? name), { level: 9 }).length;
  const sums = {
    page: size('index.html') + size('core.js') + size('style.css'),
    holder: size('holder.html') + size('holder.js') + size('style.css') + size('holder.css'),
    rdfc: size('rdfc.js'),
  };
  for (const [name, sum] of Object.entries(sums)) {
    console.log(`${name}: ${(sum / KB).toFixed(1)} kB gzipped (at most ${LIMITS[name] / KB})`);
    if (sum > LIMITS[name]) throw new Error(`${name} is larger than it may be`);
  }
}

/** New files first, then those that point to them, then what is no longer needed goes. */
function write() {
  mkdirSync(DIST, { recursive: true });
  const hashed = new Set(named.values());
  const order = [...files].sort(
    ([one], [other]) => Number(hashed.has(other)) - Number(hashed.has(one)),
  );
  for (const [name, bytes] of order) writeFileSync(join(DIST, name), bytes);
  for (const name of readdirSync(DIST)) {
    if (!files.has(name)) rmSync(join(DIST, name), { recursive: true, force: true });
  }
  console.log(`${files.size} files in ${DIST}`);
}

async function twin() {
  const built = await bundle(join(HERE, 'src/twin-main.ts'), { platform: 'node' });
  mkdirSync(join(HERE, 'dist-node'), { recursive: true });
  writeFileSync(join(HERE, 'dist-node/twin.mjs'), built.outputFiles[0].contents);
}

await styles('style.css');
await styles('holder.css');
await script(join(HERE, 'src/ui.ts'), 'core.js');
await script(join(HERE, 'src/component.ts'), 'status.js');
await script(join(HERE, 'src/badge-page.ts'));
await script(join(HERE, 'src/directory.ts'));
await script(join(HERE, 'src/holder.ts'));
page('index.html', './', (name) => !HOLDERS.test(name));
page('holder.html', '../v/', () => true);
plainFiles();
for (const name of ['status.js', 'badge-page.js', 'directory.js']) {
  files.set(name, Buffer.from(`import './${named.get(name)}';\n`));
}
files.set('licences.txt', Buffer.from(licences(metafiles)));
await worker();
manifest();
measure();
write();
await twin();
