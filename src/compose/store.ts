/** The store that the settings name, for the service and for commands. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { dataKey, OtherSecret } from '../stores/data-key.js';
import { openLowdbStore } from '../stores/lowdb/open.js';
import { readRecords } from '../stores/lowdb/read-records.js';
import { FolderRefused } from '../stores/lowdb/refused.js';
import type { Store } from '../stores/port.js';
import { DatabaseRefused } from '../stores/postgres/refused.js';
import { wrappingOf } from '../stores/sealing.js';
import { demoSecret } from './secret.js';

export type StoreSettings = Pick<
  Config,
  'KINLINE_STORE' | 'KINLINE_DATA' | 'KINLINE_SECRET' | 'KINLINE_SECRET_BEFORE' | 'KINLINE_MODE'
>;

export interface StoreOptions {
  now?(): number;
  /** What the operator should know. Never holds anything of a person. */
  warn?(message: string): void;
}

/**
 * Opens it, ready for a commit. The database's part of the program is loaded only where it is used.
 * Rejects with a reason that `storeRefusal` knows.
 */
export async function openStore(config: StoreSettings, options: StoreOptions = {}): Promise<Store> {
  const { now = Date.now, warn = () => undefined } = options;
  const secret = storeSecret(config);
  const before = config.KINLINE_SECRET_BEFORE;
  if (config.KINLINE_STORE === 'embedded')
    return openLowdbStore({ folder: join(config.KINLINE_DATA, 'store'), secret, before, now, warn });
  const { openPostgresStore } = await import('../stores/postgres/open.js');
  return openPostgresStore({ url: config.KINLINE_STORE, secret, before, now });
}

/** Whether a store of an earlier version lies in the folder already: its names were hashed under the secret itself. */
export const isUsed = (config: StoreSettings): boolean =>
  config.KINLINE_STORE === 'embedded' && existsSync(join(config.KINLINE_DATA, 'store', 'keys.bin'));

/**
 * What names and tokens are derived from. It stays the same when the secret that seals it is changed.
 * @param used what `isUsed` said before the store was opened
 */
export async function namesSecret(config: StoreSettings, store: Store, used: boolean): Promise<string> {
  const secret = storeSecret(config);
  const before = config.KINLINE_SECRET_BEFORE;
  const initial = () => Buffer.from(used ? (before ?? secret) : randomBytes(48).toString('base64url'));
  const former = before === undefined ? [] : [wrappingOf(before)];
  const key = await dataKey(store, 'names', [wrappingOf(secret), ...former], initial, randomBytes);
  return key.toString();
}

/** All records of a kind, for a command that looks while the service runs. */
export async function recordsOf(
  config: StoreSettings,
  kind: string,
  now: number,
): Promise<{ id: string; value: string }[]> {
  if (config.KINLINE_STORE === 'embedded') return readRecords(join(config.KINLINE_DATA, 'store'), kind, now);
  const store = await openStore(config, { now: () => now });
  try {
    const records: { id: string; value: string }[] = [];
    for await (const record of store.records(kind)) records.push(record);
    return records;
  } finally {
    await store.close();
  }
}

/** What seals the store, and what everything else is derived from. */
export function storeSecret({ KINLINE_SECRET, KINLINE_DATA }: StoreSettings): string {
  return KINLINE_SECRET ?? demoSecret(KINLINE_DATA);
}

/** What to tell the operator when a store was refused; undefined for every other fault. */
export function storeRefusal(cause: unknown): string | undefined {
  return cause instanceof FolderRefused || cause instanceof DatabaseRefused || cause instanceof OtherSecret
    ? cause.message
    : undefined;
}
