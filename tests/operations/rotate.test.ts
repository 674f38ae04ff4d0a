/** The secret is changed: while serving, cut off in the middle, and nothing that was sealed is lost. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { dataKey } from '../../src/stores/data-key.js';
import { askToRotate } from '../../src/stores/lowdb/control.js';
import { lockPaths } from '../../src/stores/lowdb/lock.js';
import type { Store } from '../../src/stores/port.js';
import { wrappingOf } from '../../src/stores/sealing.js';
import { commitOf, DAY, keyOf, START } from '../conformance/commits.js';
import { makeFolder, SECRET } from '../stores/folder.js';

const NEW = 'another secret for tests only';
const ROWS = 10_000;
const name = (row: number) => `person ${row}`;

async function fill(store: Store, rows: number): Promise<void> {
  const half = rows / 2;
  await Promise.all([
    ...Array.from({ length: half }, (_, row) =>
      store.commit(commitOf(name(row), { session: `{"row":${row}}` })),
    ),
    ...Array.from({ length: rows - half }, (_, row) =>
      store.write({
        documents: [{ id: `document ${row}`, expected: 0, value: `"${row}"`, expiresAt: START + DAY }],
      }),
    ),
  ]);
}

/** How many of the rows cannot be read. */
async function unreadable(store: Store, rows: number): Promise<number> {
  const read = await Promise.all(
    Array.from({ length: rows / 2 }, async (_, row) => [
      (await store.load(keyOf(name(row))))?.session === `{"row":${row}}`,
      (await store.document(`document ${row}`))?.value === `"${row}"`,
    ]),
  );
  return read.flat().filter((readable) => !readable).length;
}

test('10,000 rows are sealed anew while turns are taken and people are erased; none is unreadable', async () => {
  const folder = await makeFolder();
  const store = await folder.open();
  await fill(store, ROWS);
  await store.commit(commitOf('leaving', { session: '{"leaving":true}' }));

  const [path = ''] = await lockPaths(folder.path);
  const asked = askToRotate(path, wrappingOf(NEW), wrappingOf(SECRET));
  const serving = Array.from({ length: 200 }, (_, n) =>
    store.commit(commitOf(`new ${n}`, { session: `{"new":${n}}` })),
  );
  await store.commit(commitOf('leaving', { expected: 1, session: null }));
  expect(new Set((await Promise.all(serving)).map(({ status }) => status))).toEqual(new Set(['committed']));
  expect(await unreadable(store, ROWS)).toBe(0);
  expect(await asked).toEqual({ rewrapped: expect.any(Number) });
  expect(await unreadable(store, ROWS)).toBe(0);
  await store.close();

  await expect(folder.open()).rejects.toMatchObject({ reason: 'secret' });
  const again = await folder.open({ secret: NEW });
  expect(await unreadable(again, ROWS)).toBe(0);
  expect((await again.load(keyOf('new 199')))?.session).toBe('{"new":199}');
  expect((await again.load(keyOf('leaving')))?.session).toBeUndefined();
  await again.close();
  expect(folder.warnings).toEqual([]);
  await folder.remove();
}, 60_000);

test('killed in the middle, it says how to go on, serves with both secrets, and is gone on with', async () => {
  const folder = await makeFolder();
  const rows = 2000;
  const first = await folder.open();
  await fill(first, rows);
  await first.close();

  const scripts = await mkdtemp(join(tmpdir(), 'kinline-rotating-'));
  const outfile = join(scripts, 'rotating.mjs');
  await build({
    entryPoints: ['tests/operations/rotating.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  const child = spawn(process.execPath, [outfile, folder.path, NEW, SECRET, '4']);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');

  for (const secret of [SECRET, NEW])
    await expect(folder.open({ secret })).rejects.toThrow(/KINLINE_SECRET_BEFORE/);
  const both = await folder.open({ secret: NEW, before: SECRET });
  expect(await unreadable(both, rows)).toBe(0);
  const left = await both.rotate(wrappingOf(NEW));
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(rows);
  await both.close();
  const after = await folder.open({ secret: NEW });
  expect(await unreadable(after, rows)).toBe(0);
  await after.close();
  await folder.remove();
  await rm(scripts, { recursive: true });
}, 60_000);

test('who has not both secrets cannot ask a running one to change its keys', async () => {
  const folder = await makeFolder();
  const store = await folder.open();
  await fill(store, 10);
  const [path = ''] = await lockPaths(folder.path);
  const asked = await askToRotate(path, wrappingOf(NEW), wrappingOf('a secret of somebody else'));
  expect(asked).toEqual({ refused: 'secret' });
  await store.close();
  const again = await folder.open();
  expect(await unreadable(again, 10)).toBe(0);
  await again.close();
  await folder.remove();
});

test('the key that names are hashed with stays the same', async () => {
  const folder = await makeFolder();
  const store = await folder.open();
  const made = () => Buffer.from('made the first time');
  const random = (size: number) => Buffer.alloc(size, 7);
  const key = await dataKey(store, 'names', [wrappingOf(SECRET)], made, random);
  await store.rotate(wrappingOf(NEW));
  await store.close();
  const again = await folder.open({ secret: NEW });
  const other = () => Buffer.from('another');
  expect(await dataKey(again, 'names', [wrappingOf(NEW)], other, random)).toEqual(key);
  await expect(dataKey(again, 'names', [wrappingOf(SECRET)], other, random)).rejects.toThrow(/do not open/);
  await again.close();
  await folder.remove();
});
