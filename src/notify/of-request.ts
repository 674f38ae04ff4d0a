/** What the outbox still holds about a request that its family took back: it is not sent any more, and nothing stays. */
import type { RecordChange, Store } from '../stores/port.js';
import { DELIVERED_RECORD, DELIVERY_RECORD, readDelivery } from './delivery.js';
import { NOTICE_RECORD, type Notice, notice } from './notice.js';
import { readFrom } from './shown.js';

/** Removes every notice, delivery and mark of arrival of the same request, but the notice that says it is gone. */
export async function noticesOf(gone: Notice, store: Pick<Store, 'records'>): Promise<RecordChange[]> {
  const read = readFrom(store);
  const request = gone.path.slice(gone.path.lastIndexOf('/') + 1);
  const isOf = (other: Pick<Notice, 'path' | 'id'> | undefined): boolean =>
    other?.path === gone.path && other.id !== gone.id;
  const changes: RecordChange[] = [];
  for (const { id, value } of await read(NOTICE_RECORD))
    if (isOf(noticeIn(value))) changes.push({ kind: NOTICE_RECORD, id, value: null });
  for (const { id, value } of await read(DELIVERY_RECORD))
    if (isOf(readDelivery(value)?.notice)) changes.push({ kind: DELIVERY_RECORD, id, value: null });
  for (const { id } of await read(DELIVERED_RECORD))
    if (id.startsWith(`${request}:`)) changes.push({ kind: DELIVERED_RECORD, id, value: null });
  return changes;
}

function noticeIn(value: string): Notice | undefined {
  try {
    return notice.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
