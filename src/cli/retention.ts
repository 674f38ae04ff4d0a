/** `kinline retention report`: how many requests were erased because their time was over, by day. */

import { type Erased, RETENTION_RECORD } from '../casework/retention.js';
import { recordsOf, type StoreSettings } from '../compose/store.js';

export async function runRetentionReport(
  settings: StoreSettings,
  { json = false }: { json?: boolean },
  now: () => number,
): Promise<number> {
  const records = await recordsOf(settings, RETENTION_RECORD, now());
  const days = records
    .map(({ id, value }) => ({ day: id, ...(JSON.parse(value) as Erased) }))
    .sort((one, other) => (one.day < other.day ? -1 : 1));
  for (const day of days) {
    const { closed, unclaimed, open } = day;
    const words = `${day.day}  closed: ${closed}, never claimed: ${unclaimed}, claimed and left: ${open}`;
    process.stdout.write(`${json ? JSON.stringify(day) : words}\n`);
  }
  if (days.length === 0 && !json) process.stdout.write('Nothing has been erased yet.\n');
  return 0;
}
