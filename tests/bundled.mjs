// Bundles what is no test and runs it: the bench, the faults.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Ends the process with what the one called `name` ended with. */
export async function runBundled(name, entryPoints) {
  const out = join(root, 'tests/output', name);
  await build({
    entryPoints,
    outdir: out,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, [join(out, `${name}.mjs`), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}
