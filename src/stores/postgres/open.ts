/** The store for any number of instances, in a PostgreSQL of version 14 or later. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { dataKey } from '../data-key.js';
import type { Store } from '../port.js';
import { KEY_BYTES, pooled, type RandomBytes, type Wrapping, wrappingOf } from '../sealing.js';
import { migrate } from './migrate.js';
import { createNews } from './news.js';
import { connectionOf, LIMITS, type Limits, openDatabase } from './pool.js';
import { DatabaseRefused } from './refused.js';
import { createSessionKeys, type SessionKeys } from './session-keys.js';
import { createPostgresStore } from './store.js';

export interface PostgresStoreOptions {
  /** `postgres://…`; holds a password, so it is never logged. */
  url: string;
  /** Wraps the session keys; 32 random bytes or more. The same for all instances. */
  secret: string | Buffer;
  /** The former secret, while it is being changed: what is wrapped under it opens too. */
  before?: string | Buffer | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  random?: RandomBytes;
  limits?: Partial<Limits>;
  /** Where other files that make the tables lie; for tests. */
  migrations?: string;
  /** Hears of each round trip, by the name of its statement. */
  asked?(name: string): void;
}

/** Brings the tables up to date first. Rejects with `DatabaseRefused`. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { url, secret, before, now, asked = () => undefined } = options;
  const limits = { ...LIMITS, ...options.limits };
  const random = pooled(options.random ?? randomBytes);
  const keys = createSessionKeys(secret, random, before);
  await prepare(url, limits, keys, options.migrations);
  let known: Buffer | undefined;
  const database = openDatabase(url, limits, asked);
  const news = createNews({ url, limits, database, key: newsKey, random });
  const lanes = Math.max(1, Math.floor(limits.connections / 3));
  const waiting = Math.max(1, Math.floor(limits.connections / 2));
  const parts = { database, keys, random, now, news, lanes, waiting, release: news.close };
  const store = createPostgresStore(parts);
  return store;

  // Asked for with the first news: a store that is only opened stays as it is.
  async function newsKey(): Promise<Buffer> {
    known ??= await dataKey(store, 'news', newsWrappings(secret, before), () => random(KEY_BYTES), random);
    return known;
  }
}

/** Made under the former secret while there is one, for instances that know only that one must open it too. */
function newsWrappings(
  secret: string | Buffer,
  before: string | Buffer | undefined,
): [Wrapping, ...Wrapping[]] {
  return before === undefined ? [wrappingOf(secret)] : [wrappingOf(before), wrappingOf(secret)];
}

async function prepare(
  url: string,
  limits: Limits,
  keys: SessionKeys,
  migrations: string | undefined,
): Promise<void> {
  // A change of tables may take longer than any turn may.
  const client = new Client({
    ...connectionOf(url, limits),
    statement_timeout: 0,
    query_timeout: 0,
    lock_timeout: 0,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? 'no answer';
    throw new DatabaseRefused(
      'unreachable',
      `The database of KINLINE_STORE cannot be opened (${code}). Is it running, and do name, password and address fit?`,
    );
  }
  try {
    await migrate(client, migrations);
    await proveSecret(client, keys);
  } finally {
    await client.end();
  }
}

/** The first start leaves a proof of its secret, and so does the first one under a new secret that knows the former. */
async function proveSecret(client: Client, keys: SessionKeys): Promise<void> {
  const { rows: proofs } = await client.query<{ proof: Buffer }>('SELECT proof FROM kinline_secrets');
  if (proofs.some(({ proof }) => keys.provesFormer(proof)))
    await client.query('INSERT INTO kinline_secrets VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      keys.secretId,
      keys.proof(),
    ]);
  await client.query(
    'INSERT INTO kinline_secrets SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM kinline_secrets) ON CONFLICT DO NOTHING',
    [keys.secretId, keys.proof()],
  );
  const { rows } = await client.query<{ proof: Buffer }>('SELECT proof FROM kinline_secrets WHERE id = $1', [
    keys.secretId,
  ]);
  const [row] = rows;
  if (row === undefined || !keys.proves(row.proof))
    throw new DatabaseRefused(
      'secret',
      'The keys in the database of KINLINE_STORE do not open with this secret. Give the secret that the data was written with; if it is lost, use an empty database. Nothing was changed.',
    );
}
