/** Forgets what the outbox no longer needs: what arrived after a week, what failed after a month, marks after two days. */
import type { RecordChange, Store } from '../stores/port.js';
import { DELIVERED_RECORD, DELIVERY_RECORD, readDelivered, readDelivery } from './delivery.js';
import { readFrom } from './shown.js';
import { ANSWERED_RECORD } from './staff-chat.js';

const DAY = 86_400_000;
const KEEP = { arrived: 7 * DAY, failed: 30 * DAY, answered: 2 * DAY };
const AT_ONCE = 500;

/** Returns how many records are gone. */
export async function tidyOutbox(store: Store, now: number): Promise<number> {
  const read = readFrom(store);
  const gone: RecordChange[] = [];
  const forget = (kind: string, id: string, value: string, before: number) => {
    if (before < now) gone.push({ kind, id, value: null, expected: value });
  };
  for (const { id, value } of await read(DELIVERED_RECORD))
    forget(DELIVERED_RECORD, id, value, (readDelivered(value)?.at ?? 0) + KEEP.arrived);
  for (const { id, value } of await read(DELIVERY_RECORD)) {
    const one = readDelivery(value);
    if (one?.failed) forget(DELIVERY_RECORD, id, value, one.nextAt + KEEP.failed);
  }
  for (const { id, value } of await read(ANSWERED_RECORD))
    forget(ANSWERED_RECORD, id, value, (JSON.parse(value).at as number) + KEEP.answered);
  for (let from = 0; from < gone.length; from += AT_ONCE)
    await store.write({ records: gone.slice(from, from + AT_ONCE) });
  return gone.length;
}
