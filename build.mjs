// Bundles the service, the command line and the chat page into dist/. Packages stay outside, in node_modules.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';

const server = build({
  entryPoints: { main: 'src/main.ts', kinline: 'src/cli/kinline.ts', ready: 'src/ready.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  metafile: true,
});

const page = build({
  entryPoints: { chat: 'src/web/chat/client/main.tsx', desk: 'src/web/desk/client/desk.ts' },
  outdir: 'dist',
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'iife',
  target: ['es2020'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
  metafile: true,
});

const built = await Promise.all([server, page]);

// Parts of earlier builds are of no use to anybody.
const made = new Set([
  'content.ready',
  'demo.ready',
  'migrations',
  ...built.flatMap(({ metafile }) => Object.keys(metafile.outputs).map((file) => basename(file))),
]);
for (const name of readdirSync('dist')) if (!made.has(name)) rmSync(`dist/${name}`, { recursive: true });

// The tables of the database are made by files.
rmSync('dist/migrations', { recursive: true, force: true });
cpSync('src/stores/postgres/migrations', 'dist/migrations', { recursive: true });

// A start takes the content read and proved. Commands of authors read it anew, and need not wait for this.
if (process.env.npm_lifecycle_event !== 'kinline')
  spawnSync(process.execPath, ['dist/ready.js'], { stdio: 'inherit' });
