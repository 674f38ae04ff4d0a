import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Store } from '../../src/stores/port.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { unseal, unwrapKey, wrappingKey } from '../../src/stores/sealing.js';
import { commitOf, DAY, keyOf, START, turnOf } from '../conformance/commits.js';
import { type Database, makeDatabase, SECRET } from '../helpers/postgres.js';

let database: Database;
let store: Store;
beforeEach(async () => {
  database = await makeDatabase();
  store = await openPostgresStore({ url: database.url, secret: SECRET, now: () => START });
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

const CANARIES = Array.from({ length: 8 }, (_, n) => `canary-${keyOf(`canary ${n}`).slice(0, 20)}`);
const all = CANARIES.join(' ');

async function talk(person: string, ending: boolean): Promise<void> {
  for (const [n, canary] of CANARIES.entries()) {
    const turn = turnOf(`${person} ${n}`, `${person} ${canary}`, { firstLine: n });
    await store.commit(commitOf(person, { expected: n, session: `{"${canary}":1}`, turn }));
  }
  const end = turnOf(`${person} end`, all);
  if (ending) await store.commit(commitOf(person, { expected: CANARIES.length, session: null, turn: end }));
}

/** Every row of every table, binary columns as hexadecimal digits. */
async function everything(): Promise<string> {
  const tables = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  expect(tables.length).toBeGreaterThan(5);
  const rows: string[] = [];
  for (const { name } of tables)
    for (const { row } of await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`))
      rows.push(row);
  return rows.join('\n');
}

async function readable(): Promise<string[]> {
  const rows = await everything();
  const forms = (word: string) => [
    word,
    Buffer.from(word).toString('hex'),
    ...[0, 1, 2].map((shift) =>
      Buffer.from(' '.repeat(shift) + word)
        .toString('base64')
        .slice(4, -4),
    ),
  ];
  return CANARIES.filter((canary) => forms(canary).some((form) => rows.includes(form)));
}

const document = (value: string | null, expected: number) => ({
  id: 'callback',
  expected,
  value,
  expiresAt: START + 90 * DAY,
});

test('nothing a person or the bot said stands readable in any table, living sessions and documents included', async () => {
  await talk('ana', false);
  await talk('ion', true);
  await store.write({ documents: [document(all, 0)] });
  expect(await readable()).toEqual([]);
});

test('the search for readable words finds what is not sealed', async () => {
  await store.commit(commitOf('ana', { records: [{ kind: 'a', id: '1', value: all }] }));
  expect(await readable()).toEqual(CANARIES);
});

test('when a session has ended, no key that is left opens anything of it, with the secret in hand', async () => {
  await talk('ana', true);
  await talk('ion', false);
  expect(await opening('ana')).toBe(0);
  expect(await opening('ion')).toBe(CANARIES.length);
  expect(await keys()).toHaveLength(1);
});

test('a document is under a new key each time it is written, and under none when it is gone', async () => {
  await store.write({ documents: [document('one', 0)] });
  const [first] = await keys();
  await store.write({ documents: [document('two', 1)] });
  const [second, ...more] = await keys();
  expect(more).toEqual([]);
  expect(second?.id).not.toEqual(first?.id);
  await store.write({ documents: [document(null, 2)] });
  expect(await keys()).toEqual([]);
});

test('what is past its time leaves no key behind', async () => {
  await talk('ana', false);
  await store.write({ documents: [document('one', 0)] });
  expect(await keys()).toHaveLength(2);
  await store.expire(START + 90 * DAY);
  expect(await keys()).toEqual([]);
});

test('sealed sessions and turns have one size each, whatever was said', async () => {
  for (const [n, length] of [0, 1, 400, 900].entries()) {
    const turn = turnOf(`${n}`, 'ж'.repeat(length * 2));
    await store.commit(commitOf(`person ${n}`, { session: 'x'.repeat(length), turn }));
  }
  const [sizes] = await database.query<{ sessions: number[]; turns: number[] }>(
    `SELECT array(SELECT DISTINCT length(session) FROM kinline_conversations) AS sessions,
      array(SELECT DISTINCT length(content) FROM kinline_turns) AS turns`,
  );
  expect(sizes).toEqual({ sessions: [1024], turns: [4096] });
});

interface KeyRow {
  id: Buffer;
  wrapped: Buffer;
}
const keys = () => database.query<KeyRow>('SELECT id, wrapped FROM kinline_keys');

/** How many of a conversation's turns open with any key there is. */
async function opening(person: string): Promise<number> {
  const conversation = keyOf(person);
  const wrapping = wrappingKey(SECRET);
  const opened = (await keys()).map(({ id, wrapped }) =>
    unwrapKey(wrapping, wrapped, id.toString('base64url')),
  );
  const turns = await database.query<{ mark: Buffer; content: Buffer | null }>(
    'SELECT mark, content FROM kinline_turns WHERE conversation = $1',
    [conversation],
  );
  expect(turns.length).toBeGreaterThan(0);
  return turns.filter(({ mark, content }) =>
    opened.some(
      (key) =>
        key !== undefined &&
        content !== null &&
        unseal(key, content, { of: 'turn', conversation, activity: mark.toString('latin1') }) !== undefined,
    ),
  ).length;
}
