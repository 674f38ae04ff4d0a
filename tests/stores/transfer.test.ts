import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Store } from '../../src/stores/port.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { copyStore, digestOf, type Transfer } from '../../src/stores/transfer.js';
import { commitOf, DAY, keyOf, recordsOf, START, turnOf } from '../conformance/commits.js';
import { type Database, makeDatabase, SECRET } from '../helpers/postgres.js';
import { type Folder, makeFolder } from './folder.js';

let folders: Folder[];
let databases: Database[];
let stores: Store[];
beforeEach(() => {
  folders = [];
  databases = [];
  stores = [];
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await Promise.all(folders.map((folder) => folder.remove()));
  await Promise.all(databases.map((database) => database.drop()));
});

async function embedded(): Promise<Store> {
  const folder = await makeFolder();
  folders.push(folder);
  const store = await folder.open();
  stores.push(store);
  return store;
}
async function inPostgres(): Promise<Store> {
  const database = await makeDatabase();
  databases.push(database);
  const store = await openPostgresStore({ url: database.url, secret: SECRET, now: () => START });
  stores.push(store);
  return store;
}
function transferOf({ transfer }: Store): Transfer {
  if (transfer === undefined) throw new Error('This store cannot be copied.');
  return transfer;
}

const LONG = 'ж€'.repeat(100_000);

/** Something of everything: living, ended and silent conversations, documents there and gone, records. */
async function fill(store: Store): Promise<void> {
  for (let n = 0; n < 300; n += 1) {
    const name = `person ${n}`;
    await store.commit(commitOf(name, { session: `{"n":${n}}`, turn: turnOf(`${name} 1`, `one ${n}`) }));
    const second = turnOf(`${name} 2`, `two ${n}`, { firstLine: 1, at: START + 1 });
    await store.commit(
      commitOf(name, { expected: 1, session: n % 3 === 0 ? null : `{"m":${n}}`, turn: second }),
    );
  }
  await store.commit(commitOf('again', { turn: turnOf('again 1', 'old') }));
  await store.commit(commitOf('again', { expected: 1, session: null }));
  await store.commit(commitOf('again', { expected: 2, session: LONG }));
  await store.commit(commitOf('silent', { turn: turnOf('silent 1', 'gone'), expiresAt: START }));
  await store.write({
    documents: [
      { id: 'callback', expected: 0, value: '"private"', expiresAt: START + DAY },
      { id: 'gone', expected: 0, value: '"gone"', expiresAt: START + DAY },
    ],
    records: Array.from({ length: 450 }, (_, n) => ({
      kind: `k${n % 3}`,
      id: `ід ${n}`,
      value: `value ${n}`,
    })),
  });
  await store.write({
    documents: [
      { id: 'callback', expected: 1, value: JSON.stringify(LONG), expiresAt: START + DAY },
      { id: 'gone', expected: 1, value: null, expiresAt: START + DAY },
    ],
  });
}

/** What a person or a caseworker would notice. */
async function holds(store: Store): Promise<void> {
  expect(await store.load(keyOf('person 1'))).toEqual({ session: '{"m":1}', version: 2, lines: 2 });
  expect((await store.turns(keyOf('person 1'), 0)).map(({ content }) => content)).toEqual(['one 1', 'two 1']);
  expect(await store.load(keyOf('person 3'))).toEqual({ session: undefined, version: 2, lines: 2 });
  expect((await store.load(keyOf('again')))?.session === LONG).toBe(true);
  expect(await store.load(keyOf('silent'))).toBeUndefined();
  expect((await store.document('callback'))?.version).toBe(2);
  expect(await store.document('gone')).toBeUndefined();
  expect((await recordsOf(store, 'k1')).size).toBe(150);
  // What was done is known as done, and the conversation goes on.
  const again = commitOf('person 3', { expected: 2, turn: turnOf('person 3 1', 'again') });
  expect(await store.commit(again)).toEqual({ status: 'duplicate' });
  expect(await store.commit(commitOf('silent', { turn: turnOf('silent 1', 'x') }))).toEqual({
    status: 'duplicate',
  });
}

test('everything moves to PostgreSQL and back, the same by count and hash', async () => {
  const [first, database, last] = [await embedded(), await inPostgres(), await embedded()];
  await fill(first);
  const there = await copyStore(transferOf(first), transferOf(database));
  const counts = { conversation: 301, turn: 400, document: 2, record: 450, mark: 202 };
  expect(there).toMatchObject({ status: 'copied', digest: { counts } });
  expect(await copyStore(transferOf(database), transferOf(last))).toEqual(there);
  await holds(database);
  await holds(last);
});

test('what was copied into a folder is there after a restart', async () => {
  const [database, store] = [await inPostgres(), await embedded()];
  await fill(database);
  const copied = await copyStore(transferOf(database), transferOf(store));
  await store.close();
  const again = await folders[0]?.open();
  if (again === undefined) throw new Error('There is no folder.');
  stores.push(again);
  expect(copied).toEqual({ status: 'copied', digest: await digestOf(transferOf(again)) });
  await holds(again);
});

test('a store that holds something is not copied into, and a change in the middle is noticed', async () => {
  const [first, full, empty] = [await embedded(), await inPostgres(), await inPostgres()];
  await fill(first);
  await full.commit(commitOf('somebody'));
  const before = await digestOf(transferOf(full));
  expect(await copyStore(transferOf(first), transferOf(full))).toEqual({ status: 'not_empty' });
  expect(await digestOf(transferOf(full))).toEqual(before);

  const to = transferOf(empty);
  const meddling: Transfer = {
    ...to,
    async put(pieces) {
      await to.put(pieces);
      await first.write({ records: [{ kind: 'late', id: 'late', value: `${pieces.length}` }] });
    },
  };
  expect(await copyStore(transferOf(first), meddling)).toMatchObject({ status: 'changed' });
});

test('a copy that lost a word is not passed off as one', async () => {
  const [first, empty] = [await embedded(), await inPostgres()];
  await fill(first);
  const to = transferOf(empty);
  const losing: Transfer = {
    ...to,
    put: (pieces) => to.put(pieces.filter((piece) => piece.kind !== 'record' || piece.id !== 'ід 7')),
  };
  expect(await copyStore(transferOf(first), losing)).toMatchObject({ status: 'different' });
});
