// Bundles every test/*.test.ts as the page is bundled, and runs them with Node's test runner.
// Usage: node test/run.mjs [part of a file's name ...]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, HERE } from '../bundle.mjs';

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'certpress-verifier-'));
try {
  const names = readdirSync(join(HERE, 'test')).filter((name) => name.endsWith('.test.ts'));
  const chosen = names.filter((name) => wanted.every((part) => name.includes(part)));
  const paths = await Promise.all(chosen.map(prepare));
  const run = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...paths], {
    cwd: HERE,
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function prepare(name) {
  const loader = { '.wasm': 'empty' };
  const built = await bundle(join(HERE, 'test', name), {
    conditions: ['browser'],
    external: ['node:*'],
    mainFields: ['browser', 'module', 'main'],
    loader,
  });
  const path = join(folder, name.replace(/\.ts$/, '.mjs'));
  writeFileSync(path, built.outputFiles[0].contents);
  return path;
}
