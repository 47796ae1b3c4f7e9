// Bundles each reference library for browsers, the way our own page is bundled.
// Usage: node bundle.mjs FOLDER
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import * as esbuild from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const EMPTY = 'export default {}; export const Readable = class {}; export const createRequire = () => () => ({});';

// Some of the packages name modules of Node in parts that no browser reaches.
const withoutNode = {
  name: 'without-node',
  setup(build) {
    build.onResolve({filter: /^(node:.*|stream|module|crypto|http|https|util|zlib|fs|path)$/}, ({path}) => ({
      path,
      namespace: 'empty',
    }));
    build.onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: EMPTY, loader: 'js'}));
  },
};

for (const name of ['vc', 'verifier-core', 'cert-verifier-js']) {
  await esbuild.build({
    entryPoints: [join(HERE, `page-${name}.mjs`)],
    outfile: join(process.argv[2], `${name}.js`),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    legalComments: 'none',
    logLevel: 'error',
    define: {global: 'globalThis'},
    plugins: [withoutNode],
  });
}
