/** A backup is made while people talk, holds nothing that opens it, and is proved by bringing it back. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { runBackup, runRestoreBackup } from '../../src/cli/backup.js';
import { openStore } from '../../src/compose/store.js';
import { type Config, readConfig } from '../../src/config.js';
import type { Store } from '../../src/stores/port.js';
import { commitOf, keyOf, turnOf } from '../conformance/commits.js';
import { makeDatabase } from '../helpers/postgres.js';

const SECRET = 'a secret for tests only, long enough to be one';
const LATER = Date.now() + 86_400_000;

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-backup-'));
  said = [];
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function settings(data: string, more: Record<string, string> = {}): Config {
  const read = readConfig({ KINLINE_DATA: join(folder, data), KINLINE_SECRET: SECRET, ...more });
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.config;
}

const session = (person: string) => JSON.stringify({ says: `canary of ${person}` });
const commit = (person: string, values: object = {}) =>
  commitOf(person, { expiresAt: LATER, session: session(person), ...values });
const read = async (store: Store, person: string) => (await store.load(keyOf(person)))?.session;

async function fill(store: Store): Promise<void> {
  for (const person of ['ana', 'ion']) {
    const turn = turnOf(`${person} 1`, `"canary of ${person}"`, { at: Date.now() });
    await store.commit(commit(person, { turn }));
  }
  await store.write({
    documents: [{ id: 'request', expected: 0, value: '"canary of a request"', expiresAt: LATER }],
    records: [{ kind: 'index', id: 'one', value: 'kept' }],
  });
}

const subjects: [
  name: string,
  open: () => Promise<{ more: () => Promise<Record<string, string>>; end(): Promise<void> }>,
][] = [
  ['embedded', async () => ({ more: async () => ({}), end: async () => undefined })],
  [
    'PostgreSQL',
    async () => {
      const databases: Awaited<ReturnType<typeof makeDatabase>>[] = [];
      return {
        more: async () => {
          const database = await makeDatabase();
          databases.push(database);
          return { KINLINE_STORE: database.url };
        },
        end: async () => {
          for (const database of databases) await database.drop();
        },
      };
    },
  ],
];

describe.each(subjects)('%s', (_name, open) => {
  test('a backup made while serving comes back whole; who was erased after it stays unreadable in it', async () => {
    const { more, end } = await open();
    const from = settings('from', await more());
    const store = await openStore(from);
    await fill(store);
    mkdirSync(join(folder, 'from'), { recursive: true });
    writeFileSync(join(folder, 'from', 'regions.json'), '{"version":1}');
    const file = join(folder, 'kinline.tar.gz');
    const keys = join(folder, 'apart', 'keys');
    const serving = Array.from({ length: 50 }, (_, n) => store.commit(commit(`other ${n}`)));
    expect(await runBackup(from, file, { keys }, Date.now)).toBe(0);
    await Promise.all(serving);
    copyFileSync(keys, join(folder, 'keys-before'));
    // Ion says “delete my data”; the next backup of keys takes the place of the one before.
    await store.commit(commit('ion', { expected: 1, session: null }));
    expect(await runBackup(from, join(folder, 'next.tar.gz'), { keys }, Date.now)).toBe(0);
    await store.close();

    const to = settings('to', await more());
    expect(await runRestoreBackup(to, file, { keys }, Date.now)).toBe(0);
    expect(readFileSync(join(folder, 'to', 'regions.json'), 'utf8')).toBe('{"version":1}');
    const restored = await openStore(to);
    expect(await read(restored, 'ana')).toBe(session('ana'));
    expect((await restored.turns(keyOf('ana'), 0)).map(({ content }) => content)).toEqual([
      '"canary of ana"',
    ]);
    expect((await restored.document('request'))?.value).toBe('"canary of a request"');
    expect(await restored.record('index', 'one')).toBe('kept');
    expect(await read(restored, 'ion')).toBeUndefined();
    await restored.close();

    // That the keys alone make the difference is seen with the ones from before.
    const other = settings('other', await more());
    expect(await runRestoreBackup(other, file, { keys: join(folder, 'keys-before') }, Date.now)).toBe(0);
    const before = await openStore(other);
    expect(await read(before, 'ion')).toBe(session('ion'));
    await before.close();
    await end();
  }, 60_000);

  test('neither a secret, nor a key, nor a word of anybody is in it, and without keys nothing opens', async () => {
    const { more, end } = await open();
    const from = settings('from', await more());
    const store = await openStore(from);
    await fill(store);
    await store.close();
    const file = join(folder, 'kinline.tar.gz');
    expect(await runBackup(from, file, {}, Date.now)).toBe(0);
    expect(said.join('')).toContain('It holds no secret and no key');
    const text = gunzipSync(readFileSync(file)).toString('latin1');
    expect(text).not.toMatch(/canary|keys\.bin|kinline_keys|a secret for tests/);

    const to = settings('to', await more());
    expect(await runRestoreBackup(to, file, {}, Date.now)).toBe(0);
    expect(said.join('')).toMatch(/cannot be read any more|no session and no request in it can be read/);
    const restored = await openStore(to);
    expect(await read(restored, 'ana')).toBeUndefined();
    expect(await restored.record('index', 'one')).toBe('kept');
    await restored.close();
    await end();
  }, 60_000);
});

test('what is there is not written over; with --replace it is set aside', async () => {
  const config = settings('data');
  const store = await openStore(config);
  await fill(store);
  const file = join(folder, 'kinline.tar.gz');
  await runBackup(config, file, {}, Date.now);
  expect(await runRestoreBackup(config, file, { replace: true }, Date.now)).toBe(1);
  expect(said.at(-1)).toContain('in use by another process');
  await store.commit(commit('ion', { expected: 1, session: null }));
  await store.close();

  expect(await runRestoreBackup(config, file, {}, Date.now)).toBe(1);
  expect(said.at(-1)).toContain('--replace');
  expect(await runRestoreBackup(config, file, { replace: true }, () => 7)).toBe(0);
  expect(existsSync(join(folder, 'data', 'before-restore-7', 'store', 'keys.bin'))).toBe(true);
  // The keys that are still there open it, and those of whoever left are not.
  const restored = await openStore(config);
  expect(await read(restored, 'ana')).toBe(session('ana'));
  expect(await read(restored, 'ion')).toBeUndefined();
  await restored.close();
});

test('keys do not go beside the backup', async () => {
  const config = settings('data');
  await (await openStore(config)).close();
  expect(await runBackup(config, join(folder, 'a'), { keys: join(folder, 'b') }, Date.now)).toBe(1);
  expect(existsSync(join(folder, 'a'))).toBe(false);
});

test.each([
  ['cut off', (file: string) => truncateSync(file, 200)],
  ['something else', (file: string) => writeFileSync(file, 'words')],
  ['not there', (file: string) => rmSync(file)],
])('a file that is %s is refused, and changes nothing', async (_what, harm) => {
  const config = settings('data');
  const store = await openStore(config);
  await fill(store);
  await store.close();
  const file = join(folder, 'kinline.tar.gz');
  await runBackup(config, file, {}, Date.now);
  harm(file);
  const to = settings('to');
  expect(await runRestoreBackup(to, file, {}, Date.now)).toBe(1);
  expect(said.at(-1)).toContain(file);
  expect(existsSync(join(folder, 'to', 'store'))).toBe(false);
});
