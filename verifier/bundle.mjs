// What the page's build and the tests share: how esbuild turns one entry into one file.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

export const HERE = dirname(fileURLToPath(import.meta.url));

// jsonld and rdf-canonize bring loaders, globals and polyfills for two platforms. We need none of
// them: contexts are bundled, and a turn of the event loop is a timer of no length.
const EMPTY_PLATFORMS = {
  jsonld: 'module.exports = {setupDocumentLoaders() {}, setupGlobals() {}};',
  'rdf-canonize': 'exports.setImmediate = (task) => setTimeout(task, 0);',
};

const barePlatforms = {
  name: 'bare-platforms',
  setup(build) {
    build.onLoad(
      { filter: /[\\/](jsonld|rdf-canonize)[\\/]lib[\\/]platform(-browser)?\.js$/ },
      ({ path }) => {
        const [, name] = /[\\/](jsonld|rdf-canonize)[\\/]lib[\\/]platform/.exec(path);
        return { contents: EMPTY_PLATFORMS[name], loader: 'js' };
      },
    );
    build.onLoad({ filter: /[\\/]rdf-canonize[\\/]lib[\\/]MessageDigest[a-z-]*\.js$/ }, () => ({
      contents: 'module.exports = class {constructor() {throw new Error("no digest was given");}};',
      loader: 'js',
    }));
  },
};

/** One entry as one file; `options` are esbuild's own. Returns esbuild's result, nothing is written. */
export function bundle(entry, options = {}) {
  const { plugins = [], ...rest } = options;
  return esbuild.build({
    entryPoints: [entry],
    absWorkingDir: HERE,
    outdir: 'dist',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
    plugins: [...plugins, barePlatforms],
    ...rest,
  });
}

/** The licences of the packages whose files are in the bundles, as one text. */
export function licences(metafiles) {
  const folders = new Set();
  for (const input of metafiles.flatMap((metafile) => Object.keys(metafile.inputs))) {
    const parts = relative(HERE, resolve(HERE, input)).split(sep);
    const at = parts.lastIndexOf('node_modules');
    if (at >= 0)
      folders.add(parts.slice(0, at + (parts[at + 1].startsWith('@') ? 3 : 2)).join('/'));
  }
  return [...folders].sort().map(licence).join('\n');
}

function licence(folder) {
  const at = join(HERE, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
  const file = readdirSync(at).find((one) => /^licen[cs]e/i.test(one));
  const text = file && existsSync(join(at, file)) ? readFileSync(join(at, file), 'utf8') : '';
  return `${name} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
}
