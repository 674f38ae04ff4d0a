/** A database that is away is told from one that is busy: nobody waits for the first. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Store } from '../../src/stores/port.js';
import { StoreUnavailable } from '../../src/stores/port.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { START } from '../conformance/commits.js';
import { SECRET } from '../helpers/postgres.js';
import { type PostgresServer, startServer } from '../helpers/postgres-server.js';

/** Milliseconds. Far from those that a connection waits for a silent database (5,000) on a machine of any speed. */
const SOON = 4_500;
const AT_ONCE = 500;

let folder: string;
let server: PostgresServer;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-away-'));
  server = await startServer({ folder, fsync: false });
  store = await openPostgresStore({ url: server.url(), secret: SECRET, now: () => START });
});
afterEach(async () => {
  await store.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** How long each of many was kept waiting for the news that nothing was taken. */
async function refusals(count: number): Promise<number[]> {
  const began = performance.now();
  const ask = async (n: number) => {
    await expect(store.record('any', `${n}`)).rejects.toThrow(StoreUnavailable);
    return performance.now() - began;
  };
  return Promise.all(Array.from({ length: count }, (_, n) => ask(n)));
}

async function untilItServes(): Promise<void> {
  while (
    !(await store.ping().then(
      () => true,
      () => false,
    ))
  )
    await pause(50);
}

test('where the database stands still, those who wait are told soon, and who comes later at once', async () => {
  await store.record('any', 'first');
  const goOn = server.freeze();
  try {
    expect(Math.max(...(await refusals(40)))).toBeLessThan(SOON);
    expect(Math.max(...(await refusals(40)))).toBeLessThan(AT_ONCE);
  } finally {
    goOn();
  }
  await untilItServes();
  await expect(store.record('any', 'first')).resolves.toBeUndefined();
});

test('where nothing listens any more, everybody is told at once, until it is back', async () => {
  await store.record('any', 'first');
  await server.stop();
  expect(Math.max(...(await refusals(40)))).toBeLessThan(SOON);
  expect(Math.max(...(await refusals(40)))).toBeLessThan(AT_ONCE);
  await server.start();
  await untilItServes();
});

test('a database that is only busy sends nobody away', async () => {
  const slow = store.alone?.('a conversation', async () => pause(2_500));
  const others = Array.from({ length: 40 }, (_, n) => store.record('any', `${n}`));
  await expect(Promise.all(others)).resolves.toHaveLength(40);
  await slow;
});
