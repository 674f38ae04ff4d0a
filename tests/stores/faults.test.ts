import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Store, StoreUnavailable } from '../../src/stores/port.js';
import { commitOf, DAY, keyOf, START, turnOf } from '../conformance/commits.js';
import { createFailingDisk, type FailingDisk } from './failing-disk.js';
import { type Folder, makeFolder } from './folder.js';

const JOURNAL = /journal-\d+\.log$/;
const KEYS = /keys\.bin/;
const NOWHERE = Number.POSITIVE_INFINITY;

let folder: Folder;
let disk: FailingDisk;
let store: Store;
beforeEach(async () => {
  folder = await makeFolder();
  disk = createFailingDisk();
  store = await folder.open({ disk });
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});

/** Everything that is known of `ana`, and the journal byte for byte. */
async function known() {
  const journal = await readFile(join(folder.path, 'journal-000001.log'));
  return {
    load: await store.load(keyOf('ana')),
    turns: await store.turns(keyOf('ana'), 0),
    record: await store.record('a', '1'),
    journal: journal.toString('latin1'),
  };
}

const first = () =>
  commitOf('ana', {
    session: '"kept"',
    turn: turnOf('t1', 'kept'),
    records: [{ kind: 'a', id: '1', value: 'kept' }],
  });
const second = () =>
  commitOf('ana', {
    expected: 1,
    session: '"new"',
    turn: turnOf('t2', 'new', { firstLine: 1 }),
    records: [{ kind: 'a', id: '1', value: 'new' }],
  });

async function expectNothingKept(): Promise<void> {
  const before = await known();
  const [one, other] = await Promise.allSettled([store.commit(second()), store.commit(commitOf('ion'))]);
  for (const result of [one, other]) {
    expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
  }
  await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await known()).toEqual(before);
  expect(await store.load(keyOf('ion'))).toBeUndefined();
}

async function expectTakesAgain(): Promise<void> {
  await store.ping();
  expect(await store.commit(second())).toEqual({ status: 'committed', version: 2 });
  expect(await store.commit(commitOf('ion'))).toEqual({ status: 'committed', version: 1 });
  const before = await known();
  await store.close();
  store = await folder.open({ disk });
  expect(await known()).toEqual(before);
  expect(before.load).toEqual({ session: '"new"', version: 2, lines: 2 });
  expect(before.record).toBe('new');
}

test.each([0, 1, 40, 3000])(
  'a disk that is full after %i more bytes: nothing of the commits is kept, later ones are',
  async (room) => {
    await store.commit(first());
    disk.room = room;
    await expectNothingKept();
    disk.room = NOWHERE;
    await expectTakesAgain();
  },
);

test('a journal that cannot be synced keeps nothing, and takes again when it can', async () => {
  await store.commit(first());
  disk.broken = [{ file: JOURNAL, call: 'datasync' }];
  await expectNothingKept();
  disk.broken = [];
  await expectTakesAgain();
});

test('what a failed write left is cut off before the next write even if it could not be cut off at once', async () => {
  await store.commit(first());
  disk.room = 100;
  disk.broken = [{ file: JOURNAL, call: 'truncate' }];
  await expect(store.commit(second())).rejects.toBeInstanceOf(StoreUnavailable);
  disk.room = NOWHERE;
  await expect(store.commit(second())).rejects.toBeInstanceOf(StoreUnavailable);
  disk.broken = [];
  await expectTakesAgain();
});

test('a refused commit does not make the one that waited for it a conflict or a duplicate', async () => {
  await store.commit(first());
  disk.room = 10;
  const failing = store.commit(second());
  const waiting = store.commit(second());
  failing.catch(() => {
    disk.room = NOWHERE;
  });
  await expect(failing).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await waiting).toEqual({ status: 'committed', version: 2 });
});

test('an ended session stays ended when its key could not be wiped; it is wiped as soon as that works', async () => {
  await store.commit(first());
  disk.broken = [{ file: KEYS, call: 'write' }];
  expect(await store.commit(commitOf('ana', { expected: 1, session: null }))).toMatchObject({
    status: 'committed',
  });
  expect(await store.load(keyOf('ana'))).toMatchObject({ session: undefined });
  expect(folder.warnings).toEqual([expect.stringContaining('could not be wiped')]);
  await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
  const keys = await readFile(join(folder.path, 'keys.bin'));
  disk.broken = [];
  await store.ping();
  const wiped = await readFile(join(folder.path, 'keys.bin'));
  expect(zeroSlots(wiped)).toBe(zeroSlots(keys) + 1);
});

test('new sessions are refused, not kept without a key, when no key can be made durable', async () => {
  disk.broken = [{ file: KEYS, call: 'datasync' }];
  const results = await Promise.allSettled(
    Array.from({ length: 200 }, (_, n) => store.commit(commitOf(`person ${n}`))),
  );
  const kept = results.filter(({ status }) => status === 'fulfilled').length;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(200);
  disk.broken = [];
  for (const [n, { status }] of results.entries()) {
    const expected = status === 'fulfilled' ? { session: '{}', version: 1, lines: 0 } : undefined;
    expect(await store.load(keyOf(`person ${n}`))).toEqual(expected);
  }
  expect(await store.commit(commitOf('person 199'))).toMatchObject({ status: 'committed' });
});

test('a snapshot that cannot be written costs nothing but a warning, and is written later', async () => {
  await store.commit(first());
  disk.broken = [{ file: /snapshot/, call: 'write' }];
  await store.expire(START + DAY);
  expect(folder.warnings).toEqual([expect.stringContaining('snapshot could not be written')]);
  disk.broken = [];
  await store.commit(second());
  await store.expire(START + DAY);
  await store.close();
  store = await folder.open({ disk });
  expect(await store.load(keyOf('ana'))).toMatchObject({ session: '"new"', version: 2 });
  expect(folder.warnings).toHaveLength(1);
});

test('a segment that cannot be begun leaves the journal as it is', async () => {
  await store.commit(first());
  disk.broken = [{ file: /journal-000002\.log$/, call: 'write' }];
  await store.expire(START + DAY);
  disk.broken = [];
  await expectTakesAgain();
});

function zeroSlots(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 128)
    if (bytes.subarray(at, at + 128).every((byte) => byte === 0)) count++;
  return count;
}
