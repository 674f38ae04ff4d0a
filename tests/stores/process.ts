/** Starts `writer.ts` as a process of its own. */
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

export interface Writer {
  process: ChildProcessByStdio<null, Readable, null>;
  /** Resolves with all lines printed by then, when there are this many. Lines that arrive later are kept. */
  printed(count: number): Promise<string[]>;
  /** Ends it without warning and resolves with every line that it printed. */
  kill(): Promise<string[]>;
}

/** Bundles the writer once; returns where it lies. */
export async function bundleWriter(folder: string): Promise<string> {
  const outfile = join(folder, 'writer.mjs');
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20'];
  const esbuild = join('node_modules', '.bin', 'esbuild');
  await promisify(execFile)(esbuild, ['tests/stores/writer.ts', `--outfile=${outfile}`, ...options]);
  return outfile;
}

export function startWriter(script: string, folder: string, secret: string, persons: number): Writer {
  const child = spawn(process.execPath, [script, folder, secret, `${persons}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of waiting) look();
  };
  reader.on('line', (line) => {
    lines.push(line);
    changed();
  });
  const closed = once(reader, 'close');
  return {
    process: child,
    printed: (count) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (lines.length < count) return;
          waiting.delete(look);
          resolve(lines);
        };
        waiting.add(look);
        closed.then(() => reject(new Error(`the writer ended after ${lines.length} lines`)));
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await closed;
      return lines;
    },
  };
}
