/**
 * Which entries are done with: whoever wrote them was told what came of it, by an answer that says so or by the board,
 * or there is nobody to tell because no receipt was wanted and it was read.
 */
import type { FeedbackEntry } from '../../feedback/entry.js';
import type { RecordChange, Store } from '../../stores/port.js';
import { publishedPromises } from './promises.js';

/** By entry: that its young person was told what came of it; the value is empty. */
const TOLD_RECORD = 'feedback-told';

export const toldChange = (entry: string): RecordChange => ({ kind: TOLD_RECORD, id: entry, value: '' });

export async function closedEntries(
  store: Pick<Store, 'records'>,
): Promise<(entry: Pick<FeedbackEntry, 'id' | 'week' | 'themes' | 'receipt' | 'read'>) => boolean> {
  const told = new Set<string>();
  for await (const { id } of store.records(TOLD_RECORD)) told.add(id);
  const promises = await publishedPromises(store);
  return ({ id, week, themes, receipt, read }) =>
    told.has(id) ||
    (receipt === null && read) ||
    promises.some(({ theme, published }) => themes.includes(theme) && (published ?? '') >= week);
}
