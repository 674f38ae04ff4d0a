/**
 * A database of a test's own on a real PostgreSQL. The first test that asks starts the server; it serves the whole
 * run and goes when the run is over.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { openPostgresStore, type PostgresStoreOptions } from '../../src/stores/postgres/open.js';
import { START } from '../conformance/commits.js';
import type { StoreSubject } from '../conformance/store.js';

const PATIENCE = 60_000;
/** The process that starts test files, whether or not it runs them itself. */
const run = process.argv[1]?.includes('processChild') ? process.ppid : process.pid;
const user = process.getuid?.() ?? 0;
const folder = join(tmpdir(), `kinline-postgres-${user}-${run}`);

export interface Database {
  url: string;
  /** Asks the database itself, beside the store. */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Several statements in one call: the result of the last. */
  lastOf(text: string): Promise<Record<string, string>[]>;
  drop(): Promise<void>;
}

export const SECRET = 'a secret for tests only';

export async function makeDatabase(template = 'template1'): Promise<Database> {
  const server = await serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asked(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    query: (text, values) => asked(url.href, text, values),
    lastOf: async (text) => {
      const client = await connected(url.href);
      try {
        const results = (await client.query(text)) as unknown as { rows: Record<string, string>[] }[];
        return results.at(-1)?.rows ?? [];
      } finally {
        await client.end();
      }
    },
    drop: async () => void (await asked(server, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

/** For `storeConformance`. */
export async function postgresSubject(options: Partial<PostgresStoreOptions> = {}): Promise<StoreSubject> {
  const database = await makeDatabase();
  const clock = { now: START };
  const open = () =>
    openPostgresStore({ url: database.url, secret: SECRET, now: () => clock.now, ...options });
  let store = await open();
  return {
    store,
    clock,
    async reopen() {
      await store.close();
      store = await open();
      return store;
    },
    async close() {
      await store.close();
      await database.drop();
    },
  };
}

async function connected(url: string): Promise<Client> {
  const client = new Client(url);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function asked<Row>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = await connected(url);
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function serverUrl(): Promise<string> {
  if (isFirst()) startKeeper();
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      return readFileSync(join(folder, 'ready'), 'utf8');
    } catch (cause) {
      if (Date.now() > until) throw new Error(`PostgreSQL did not start; see ${folder}.log.`, { cause });
      await pause(50);
    }
  }
}

function isFirst(): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function startKeeper(): void {
  const script = join(folder, 'keeper.mjs');
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20', `--outfile=${script}`];
  execFileSync(join('node_modules', '.bin', 'esbuild'), ['tests/helpers/postgres-keeper.ts', ...options], {
    stdio: 'pipe',
  });
  const log = openSync(`${folder}.log`, 'w');
  const keeper = spawn(process.execPath, [script, folder, `${run}`], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  keeper.unref();
}
