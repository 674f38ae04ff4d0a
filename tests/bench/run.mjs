// `npm run bench`: installs what Kinline is measured against when it is missing, bundles the bench, runs it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBundled } from '../bundled.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const peers = join(here, 'peers');

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
await runBundled('bench', {
  bench: join(here, 'bench.ts'),
  load: join(here, 'load/load.ts'),
  search: join(here, 'search/process.ts'),
});
