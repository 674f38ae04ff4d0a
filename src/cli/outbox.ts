/** `kinline outbox`: notices that wait or failed, and why; `outbox retry` tries again what failed. */
import { join } from 'node:path';
import { openStore, recordsOf } from '../compose/store.js';
import { askForRetry } from '../notify/retries.js';
import { retryFailed, type ShownDelivery, shownOutbox } from '../notify/shown.js';
import { FolderRefused } from '../stores/lowdb/refused.js';
import { settingsOrExit } from './settings.js';

export async function runOutbox({ json = false }: { json?: boolean }, now: () => number): Promise<number> {
  const config = settingsOrExit();
  const shown = await shownOutbox((kind) => recordsOf(config, kind, now()));
  if (json) {
    process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    return 0;
  }
  for (const one of shown.deliveries) process.stdout.write(`${lineOf(one)}\n`);
  const failed = shown.deliveries.filter(({ state }) => state === 'failed').length;
  const waiting = shown.deliveries.length - failed + shown.fresh;
  process.stdout.write(
    `${waiting} waiting, ${failed} failed; ${shown.sent.messages} sent in the last week, ${shown.sent.repeats} repeats.\n`,
  );
  return 0;
}

function lineOf({ state, reference, notice, way, tries, nextAt, why, id }: ShownDelivery): string {
  const when = state === 'failed' ? '' : `, next ${new Date(nextAt).toISOString()}`;
  return `${state}  ${reference}  ${notice}  by ${way}  ${tries} tries${when}  ${why ?? ''}  ${id}`;
}

/** @param which a reference or an id as `kinline outbox` prints it; all when left out */
export async function runOutboxRetry(which = 'all', now: () => number = Date.now): Promise<number> {
  const config = settingsOrExit();
  try {
    const store = await openStore(config, { now });
    try {
      const count = await retryFailed(store, which, now());
      process.stdout.write(`${count} will be tried again${count > 0 ? ' when the service runs' : ''}.\n`);
      return count === 0 && which !== 'all' ? 1 : 0;
    } finally {
      await store.close();
    }
  } catch (cause) {
    if (!(cause instanceof FolderRefused) || cause.reason !== 'in_use') throw cause;
    await askForRetry(join(config.KINLINE_DATA, 'outbox-retry'), which);
    process.stdout.write('The running service tries them again within seconds.\n');
    return 0;
  }
}
