// `npm run bench`: installs what Kinline is measured against when it is missing, bundles the bench, runs it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const peers = join(here, 'peers');
const out = join(root, 'tests/output/bench');

if (!existsSync(join(peers, 'node_modules'))) {
  console.log('Installing what Kinline is measured against, once, into tests/bench/peers/node_modules …');
  const options = { cwd: peers, stdio: ['ignore', 'ignore', 'inherit'] };
  const { status } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    options,
  );
  if (status !== 0) process.exit(status ?? 1);
}
await build({
  entryPoints: {
    bench: join(here, 'bench.ts'),
    load: join(here, 'load/load.ts'),
    search: join(here, 'search/process.ts'),
  },
  outdir: out,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [join(out, 'bench.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
