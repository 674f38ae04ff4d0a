import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Store } from '../../src/stores/port.js';
import { commitOf, DAY, HOUR, keyOf, START, turnOf } from '../conformance/commits.js';
import { type Folder, makeFolder } from './folder.js';

let folder: Folder;
let store: Store;
beforeEach(async () => {
  folder = await makeFolder();
  store = await folder.open();
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});

async function segments(): Promise<string[]> {
  return (await readdir(folder.path)).filter((name) => name.startsWith('journal-')).sort();
}

/** Lets time pass, does what is done every hour, and opens the store anew. */
async function later(milliseconds: number): Promise<void> {
  folder.clock.now = START + milliseconds;
  await store.expire(folder.clock.now);
  await store.close();
  store = await folder.open();
}

test('turns of a living session can be read for 48 hours, over snapshots and restarts', async () => {
  await store.commit(commitOf('ana', { turn: turnOf('t1', 'hello') }));
  await later(DAY);
  await store.commit(
    commitOf('ana', { expected: 1, turn: turnOf('t2', 'again', { firstLine: 1, at: START + DAY }) }),
  );
  await later(2 * DAY - 1);
  expect((await store.turns(keyOf('ana'), 0)).map(({ content }) => content)).toEqual(['hello', 'again']);
  expect(await segments()).toContain('journal-000001.log');
  await later(2 * DAY);
  expect((await store.turns(keyOf('ana'), 0)).map(({ content }) => content)).toEqual(['again']);
});

test('a session that nobody goes on with stays readable, and its old segments go', async () => {
  await store.commit(commitOf('ana', { session: '"waiting"', turn: turnOf('t1', 'hello') }));
  await store.commit(commitOf('ion', { session: '"other"' }));
  for (const days of [1, 2, 3, 4, 5]) await later(days * DAY);
  expect(await store.load(keyOf('ana'))).toEqual({ session: '"waiting"', version: 1, lines: 1 });
  expect(await store.load(keyOf('ion'))).toEqual({ session: '"other"', version: 1, lines: 0 });
  expect(await segments()).not.toContain('journal-000001.log');
  expect((await segments()).length).toBeLessThan(4);
});

test('what is ended and removed is in no file a day later, and takes no room', async () => {
  const value = 'a value that was removed again';
  await store.commit(
    commitOf('ana', { turn: turnOf('t1', 'hello'), records: [{ kind: 'a', id: '1', value }] }),
  );
  const removal = [{ kind: 'a', id: '1', value: null }];
  await store.commit(commitOf('ana', { expected: 1, session: null, records: removal }));
  await later(DAY);
  for (const bytes of (await folder.files()).values()) expect(bytes.includes(value)).toBe(false);
  expect(await segments()).toHaveLength(1);
  expect(await store.commit(commitOf('ana', { expected: 2, turn: turnOf('t1', 'hello') }))).toEqual({
    status: 'duplicate',
  });
});

test('the journal does not grow without end while the same people go on', async () => {
  await store.close();
  store = await folder.open({ snapshotBytes: 20_000 });
  for (let version = 0; version < 60; version++) {
    const at = START + version * HOUR;
    folder.clock.now = at;
    const turn = turnOf(`t${version}`, `turn ${version}`, { firstLine: version, at });
    await store.commit(commitOf('ana', { expected: version, session: `"${version}"`, turn }));
    await store.expire(at);
  }
  const sizes = [...(await folder.files())]
    .filter(([name]) => name.includes('journal-'))
    .map(([, bytes]) => bytes.length);
  // 48 turns of the last 48 hours are kept; each takes some 7 KB, and a segment's worth may lie on either side.
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan((48 + 8) * 7500);
  await later(59 * HOUR);
  expect(await store.turns(keyOf('ana'), 0)).toHaveLength(48);
});
