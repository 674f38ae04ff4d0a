/**
 * Tables as lines of JSON, one a row, and back: a backup that needs no tool beside Kinline. All tables are read as of
 * one moment, while instances serve. Keys are read apart from all else.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { connectionOf, LIMITS } from './pool.js';
import { DatabaseRefused } from './refused.js';

const ROWS = 500;
const KEYS = 'kinline_keys';
/** Keys, the proof of the secret that a start leaves by itself, and what the tables' own history is. */
const APART = [KEYS, 'kinline_secrets', 'kinline_migrations'];
const NAME = /^kinline_[a-z_]+$/;

export interface DumpedTable {
  name: string;
  file: string;
  size: number;
}

async function connected<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({
    ...connectionOf(url, LIMITS),
    statement_timeout: 0,
    query_timeout: 0,
    lock_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function tableNames(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'kinline\\_%' ORDER BY 1`,
  );
  return rows.map(({ name }) => name).filter((name) => NAME.test(name));
}

async function* rowsOf(client: Client, table: string): AsyncIterable<string> {
  await client.query(
    `DECLARE dumped NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row FROM ${table} AS t`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${ROWS} FROM dumped`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => `${row}\n`).join('');
  }
  await client.query('CLOSE dumped');
}

/** Each table lies in a file of its own until the next is asked for. */
export async function* dumpTables(url: string): AsyncIterable<DumpedTable> {
  const folder = await mkdtemp(join(tmpdir(), 'kinline-dump-'));
  const client = await connect(url);
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    for (const name of await tableNames(client)) {
      if (APART.includes(name)) continue;
      const file = join(folder, name);
      await pipeline(Readable.from(rowsOf(client, name)), createWriteStream(file, { mode: 0o600 }));
      yield { name, file, size: (await stat(file)).size };
      await rm(file);
    }
  } finally {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function* dumpKeys(url: string): AsyncIterable<string> {
  const client = await connect(url);
  try {
    await client.query('BEGIN TRANSACTION READ ONLY');
    yield* rowsOf(client, KEYS);
  } finally {
    await client.end();
  }
}

/** Whether anything lies in the tables that a backup fills. */
export function isEmpty(url: string): Promise<boolean> {
  return connected(url, async (client) => {
    for (const name of await tableNames(client)) {
      if (APART.includes(name) && name !== KEYS) continue;
      const { rowCount } = await client.query(`SELECT 1 FROM ${name} LIMIT 1`);
      if (rowCount) return false;
    }
    return true;
  });
}

/** Files of lines by table name; all of them are brought back or none. The tables are there and empty. */
export function restoreTables(url: string, files: ReadonlyMap<string, string>): Promise<void> {
  return connected(url, async (client) => {
    await client.query('BEGIN');
    const known = await tableNames(client);
    for (const [name, file] of files) {
      if (!known.includes(name))
        throw new DatabaseRefused(
          'newer',
          `The backup has a table ${name} that this version does not know. Restore it with the version that made it.`,
        );
      await fill(client, name, file);
    }
    await client.query('COMMIT');
  });
}

export const restoreKeys = (url: string, file: string): Promise<void> =>
  restoreTables(url, new Map([[KEYS, file]]));

async function fill(client: Client, table: string, file: string): Promise<void> {
  const insert = (rows: readonly string[]) =>
    client.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [
      `[${rows.join(',')}]`,
    ]);
  let rows: string[] = [];
  for await (const row of createInterface({ input: createReadStream(file) })) {
    rows.push(row);
    if (rows.length < ROWS) continue;
    await insert(rows);
    rows = [];
  }
  if (rows.length > 0) await insert(rows);
}
