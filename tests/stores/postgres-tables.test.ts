import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MIGRATIONS } from '../../src/stores/postgres/migrate.js';
import { openPostgresStore, type PostgresStoreOptions } from '../../src/stores/postgres/open.js';
import type { Statement } from '../../src/stores/postgres/pool.js';
import * as statements from '../../src/stores/postgres/statements.js';
import { commitOf, keyOf, START, turnOf } from '../conformance/commits.js';
import { type Database, makeDatabase, SECRET } from '../helpers/postgres.js';

let database: Database;
beforeEach(async () => {
  database = await makeDatabase();
});
afterEach(() => database.drop());

const open = (options: Partial<PostgresStoreOptions> = {}) =>
  openPostgresStore({ url: database.url, secret: SECRET, now: () => START, ...options });

/** The files of a later release: ours and one more. */
async function withLaterRelease(work: (migrations: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-migrations-'));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const added = 'ALTER TABLE kinline_conversations ADD COLUMN later text;';
  writeFileSync(join(folder, '1999000000000_later.sql'), `-- Up Migration\n${added}\n`);
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a database that a newer version has changed is refused, and stays as it is', async () => {
  await withLaterRelease(async (migrations) => {
    await (await open({ migrations })).close();
    await expect(open()).rejects.toMatchObject({ name: 'DatabaseRefused', reason: 'newer' });
    await (await open({ migrations })).close();
  });
});

test('the version that runs goes on while the next one changes the tables', async () => {
  const old = await open();
  await old.commit(commitOf('ana', { session: '{"n":1}' }));
  await withLaterRelease(async (migrations) => {
    const later = await open({ migrations });
    await old.commit(commitOf('ana', { expected: 1, session: '{"n":2}', turn: turnOf('t', 'hi') }));
    expect(await later.load(keyOf('ana'))).toMatchObject({ session: '{"n":2}', version: 2 });
    await later.commit(commitOf('ana', { expected: 2, session: '{"n":3}' }));
    expect(await old.load(keyOf('ana'))).toMatchObject({ session: '{"n":3}', version: 3 });
    await Promise.all([old.close(), later.close()]);
  });
});

test('several instances that start at once on an empty database all serve', async () => {
  const stores = await Promise.all([open(), open(), open(), open()]);
  await stores[0]?.commit(commitOf('ana'));
  for (const store of stores) expect(await store.load(keyOf('ana'))).toMatchObject({ version: 1 });
  await Promise.all(stores.map((store) => store.close()));
});

test('a session that was forgotten and began anew elsewhere is not written over with the old one', async () => {
  const clock = { now: START };
  const now = () => clock.now;
  const [one, other] = [await open({ now }), await open({ now })];
  await one.commit(commitOf('ana', { session: '"old"', expiresAt: START + 10, turn: turnOf('t1', 'old') }));
  clock.now = START + 20;
  await other.commit(commitOf('ana', { session: '"new"', turn: turnOf('t2', 'new', { at: clock.now }) }));
  clock.now = START + 5;
  const late = commitOf('ana', { expected: 1, session: '"old and more"', turn: turnOf('t3', 'late') });
  expect(await one.commit(late)).toEqual({ status: 'conflict' });
  expect(await other.load(keyOf('ana'))).toMatchObject({ session: '"new"', version: 1 });
  await Promise.all([one.close(), other.close()]);
});

test('another secret is refused, and so is a database that is not there', async () => {
  await (await open()).close();
  await expect(open({ secret: 'quite another secret' })).rejects.toMatchObject({ reason: 'secret' });
  const nowhere = database.url.replace(/:\d+\//, ':1/');
  await expect(open({ url: nowhere })).rejects.toMatchObject({ reason: 'unreachable' });
});

test('every question goes by an index, however much there is', async () => {
  const store = await open();
  await database.query(
    `INSERT INTO kinline_keys SELECT decode(lpad(to_hex(n), 24, '0'), 'hex'), 's', '\\x00' FROM generate_series(1, 20000) n;
     INSERT INTO kinline_conversations SELECT 'c' || n, 1, 1, 4e12, 1000000 + n, decode(lpad(to_hex(n), 24, '0'), 'hex'), '\\x00'
       FROM generate_series(1, 20000) n;
     INSERT INTO kinline_turns SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), 'c' || n % 5000, 4e12 + n, n, 1, '\\x00',
       decode(lpad(to_hex(n), 24, '0'), 'hex'), '\\x00' FROM generate_series(1, 20000) n;
     INSERT INTO kinline_documents SELECT 'd' || n, 1, 4e12 + n, decode(lpad(to_hex(n), 24, '0'), 'hex'), '\\x00'
       FROM generate_series(1, 20000) n;
     INSERT INTO kinline_records SELECT 'k' || n % 10, 'r' || n, 'value' FROM generate_series(1, 20000) n;
     ANALYZE;`,
  );
  const asked: [Statement, string][] = [
    [statements.LOOK, "'c7', 0, '\\x07'"],
    [statements.TURNS, "'c7', 0, 0"],
    [statements.DOCUMENT, "'d7', 0"],
    [statements.RECORD, "'k7', 'r7'"],
    [statements.RECORDS, "'k7', 'r7'"],
    [statements.EXPIRE_CONVERSATIONS, '3600000000000'],
    [statements.EXPIRE_DOCUMENTS, '4000000000010'],
    [statements.EXPIRE_MARKS, '4000000000010'],
  ];
  for (const [{ name, text }, values] of asked) {
    const plan = await explain(text, values);
    expect(`${name}: ${plan.match(/Seq Scan on \w+/)?.[0] ?? 'by index'}`).toBe(`${name}: by index`);
  }
  await store.close();
});

/** The plan that a prepared statement settles on. */
async function explain(text: string, values: string): Promise<string> {
  const rows = await database.lastOf(
    `SET plan_cache_mode = force_generic_plan; PREPARE asked AS ${text}; EXPLAIN EXECUTE asked(${values})`,
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
