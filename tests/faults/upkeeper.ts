/** The work on everything that is stored, as it is done in a process that is killed and again by whoever looks after it. */
import { randomBytes } from 'node:crypto';
import { rewrapDataKeys } from '../../src/stores/data-key.js';
import { type EmbeddedStore, openLowdbStore } from '../../src/stores/lowdb/open.js';
import type { Store } from '../../src/stores/port.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { rotateDatabase } from '../../src/stores/postgres/rotate.js';
import { wrappingOf } from '../../src/stores/sealing.js';
import { DAY, HOUR, START } from '../conformance/commits.js';
import { MIGRATIONS, type Where } from './points.js';

export type Upkeep = 'snapshot' | 'migration' | 'rotation' | 'retention';

export const SECRETS = {
  former: 'the former secret for tests of faults, long enough to be one',
  next: 'the next secret for tests of faults, long enough to be one',
};

/** Half of all is past its time before the sweep; the marks of messages are not. */
export const WHEN = { over: START + 30 * HOUR, swept: START + 36 * HOUR, living: START + 30 * DAY };

export interface UpkeepTask {
  upkeep: Upkeep;
  where: Where;
  migrations: string;
}

interface Opening {
  secret: string;
  before?: string;
  migrations?: string;
}

export function openAt(where: { folder: string }, opening: Opening): Promise<EmbeddedStore>;
export function openAt(where: Where, opening: Opening): Promise<Store>;
export function openAt(where: Where, { secret, before, migrations = MIGRATIONS }: Opening): Promise<Store> {
  const now = () => START + 60_000;
  if ('url' in where) return openPostgresStore({ url: where.url, secret, before, now, migrations });
  return openLowdbStore({ folder: where.folder, secret, before, now });
}

/** @param begun called when everything is open and the work itself begins */
export async function doUpkeep(
  { upkeep, where, migrations }: UpkeepTask,
  begun: () => void = () => undefined,
): Promise<void> {
  // Tables are changed while a store is opened.
  if (upkeep === 'migration') begun();
  if (upkeep === 'rotation') return rotate(where, begun);
  const store = await openAt(where, { secret: SECRETS.former, migrations });
  if (upkeep !== 'migration') begun();
  // A day is over: what was written on it goes into a snapshot.
  if (upkeep === 'snapshot') await store.expire(START + DAY);
  if (upkeep === 'retention') await store.expire(WHEN.swept);
  await store.close();
}

async function rotate(where: Where, begun: () => void): Promise<void> {
  const [to, from] = [wrappingOf(SECRETS.next), wrappingOf(SECRETS.former)];
  const secrets = { secret: SECRETS.next, before: SECRETS.former };
  if ('folder' in where) {
    const store = await openAt(where, secrets);
    begun();
    await store.rotate(to);
    return store.close();
  }
  const store = await openAt(where, secrets);
  begun();
  await rewrapDataKeys(store, [to, from], randomBytes);
  await rotateDatabase(where.url, to, from);
  await store.close();
}
