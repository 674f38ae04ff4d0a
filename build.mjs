// Bundles the service, the command line and the chat page into dist/. Packages stay outside, in node_modules.
import { build } from 'esbuild';

const server = build({
  entryPoints: { main: 'src/main.ts', kinline: 'src/cli/kinline.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});

const page = build({
  entryPoints: { chat: 'src/web/chat/client/main.tsx' },
  outdir: 'dist',
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'iife',
  target: ['es2020'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});

await Promise.all([server, page]);
