import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { ROOT } from '../helpers/content.js';

const NOTICES = 60;
/** Killed after so many messages had come, once in each run. */
const KILLED_AFTER = [1, 9, 20, 33];

test('a process killed again and again brings every notice, and whatever comes twice has the same id', async () => {
  mkdirSync(join(ROOT, 'tests/output'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tests/output/crash-'));
  const program = join(folder, 'process.mjs');
  await build({
    entryPoints: [join(ROOT, 'tests/notify/crash-process.ts')],
    outfile: program,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  const came = new Map<string, Set<string>>();
  let messages = 0;
  let killed = 0;
  let child: ChildProcess | undefined;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      messages += 1;
      const { reference } = JSON.parse(body).data;
      came.set(reference, (came.get(reference) ?? new Set()).add(String(request.headers['webhook-id'])));
      // It has come, and whoever sent it never learns so.
      if (messages >= (KILLED_AFTER[killed] ?? Number.POSITIVE_INFINITY)) {
        killed += 1;
        child?.kill('SIGKILL');
        return;
      }
      response.writeHead(204);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  /** Says at its end whether nothing is left. */
  const run = (count: number, hours: number) =>
    new Promise<string>((resolve) => {
      let said = '';
      child = spawn(process.execPath, [program, join(folder, 'store'), url, `${count}`, `${hours}`]);
      child.stdout?.on('data', (chunk) => {
        said += chunk;
      });
      child.on('close', () => resolve(said));
    });
  try {
    let said = await run(NOTICES, 0);
    for (let hours = 1; said === '' && hours < 20; hours += 1) said = await run(0, hours);
    expect(said).toBe('nothing is left\n');
    expect(killed).toBe(KILLED_AFTER.length);
    expect(came.size).toBe(NOTICES);
    expect(messages).toBeGreaterThan(NOTICES);
    for (const ids of came.values()) expect(ids.size).toBe(1);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
