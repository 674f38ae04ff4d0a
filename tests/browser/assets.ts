/** The page's script and style, bundled for a test as `build.mjs` bundles them for the service. */
import { build } from 'esbuild';
import type { ChatAssets } from '../../src/web/chat/document.js';

export async function bundle(entry: string): Promise<ChatAssets> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    outdir: 'dist',
    write: false,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: ['es2020'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

export const chatAssets = () => bundle('src/web/chat/client/main.tsx');
