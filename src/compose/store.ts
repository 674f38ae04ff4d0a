/** The store that the settings name, for the service and for commands. */
import { join } from 'node:path';
import type { Config } from '../config.js';
import { openLowdbStore } from '../stores/lowdb/open.js';
import { readRecords } from '../stores/lowdb/read-records.js';
import { FolderRefused } from '../stores/lowdb/refused.js';
import type { Store } from '../stores/port.js';
import { DatabaseRefused } from '../stores/postgres/refused.js';
import { demoSecret } from './secret.js';

export type StoreSettings = Pick<
  Config,
  'KINLINE_STORE' | 'KINLINE_DATA' | 'KINLINE_SECRET' | 'KINLINE_MODE'
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
  if (config.KINLINE_STORE === 'embedded')
    return openLowdbStore({ folder: join(config.KINLINE_DATA, 'store'), secret, now, warn });
  const { openPostgresStore } = await import('../stores/postgres/open.js');
  return openPostgresStore({ url: config.KINLINE_STORE, secret, now });
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
  return cause instanceof FolderRefused || cause instanceof DatabaseRefused ? cause.message : undefined;
}
