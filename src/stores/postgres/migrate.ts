/**
 * Tables are made and changed by files that run once each, in their order, one instance at a time. A file only adds:
 * the version that runs while it is applied goes on without knowing. What an older version no longer needs is taken
 * away by a file of a later release.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type { ClientBase } from 'pg';
import { DatabaseRefused } from './refused.js';

/** Next to this file, and next to the program once it is built. */
export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const TABLE = 'kinline_migrations';

/** Rejects with `DatabaseRefused`, and changes nothing, where a newer version has been. */
export async function migrate(client: ClientBase, folder = MIGRATIONS): Promise<void> {
  const ours = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
  const known = new Set(ours.map((file) => file.slice(0, -'.sql'.length)));
  const newer = (await applied(client)).filter((name) => !known.has(name));
  if (newer.length > 0)
    throw new DatabaseRefused(
      'newer',
      `A newer version of Kinline has changed this database (${newer.join(', ')}). Start that version, or restore a backup from before it. Nothing was changed.`,
    );
  const silent = () => undefined;
  await runner({
    dbClient: client,
    dir: join(folder, '*.sql'),
    useGlob: true,
    direction: 'up',
    migrationsTable: TABLE,
    advisoryLockMode: 'wait',
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

async function applied(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ found: string | null }>('SELECT to_regclass($1) AS found', [TABLE]);
  if (!rows[0]?.found) return [];
  const names = await client.query<{ name: string }>(`SELECT name FROM ${TABLE} ORDER BY id`);
  return names.rows.map(({ name }) => name);
}
