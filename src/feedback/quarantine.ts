/**
 * Entries that cannot wait: written at once, for one role, past the mixing, as the young person was told before
 * sending. They are counted nowhere. Who the alert goes to is told that there is something, and nothing of what.
 */
import { type GivenEntry, isQuarantined, type QuarantinedEntry, type Recipient, readEntry } from './entry.js';
import { fresh } from './mixing.js';
import { padded } from './padded.js';
import { changedEntry } from './reading.js';
import {
  entryDocument,
  expiryOf,
  QUARANTINE_RECORD,
  RECEIPT_RECORD,
  rawDocument,
  type Shelf,
  type ShelfChanges,
} from './shelf.js';
import { startOfWeek, weekOf } from './weeks.js';

const HOUR = 3_600_000;

export interface ToQuarantine {
  given: GivenEntry;
  recipient: Recipient;
  /** Slow hash; null where no receipt was wanted. */
  receipt: string | null;
  /** True where the young person chose to be contacted. */
  contact: boolean;
  now: number;
  mask(words: string, language: string): string;
}

/** To be written with the turn that decided it. The id is for the alert, which says nothing else. */
export function quarantineChanges({ given, recipient, receipt, contact, now, mask }: ToQuarantine): {
  id: string;
  changes: ShelfChanges;
} {
  const week = weekOf(now);
  const entry: QuarantinedEntry = {
    // Never on the board, whatever was chosen before.
    ...fresh({ ...given, mayShow: false }, receipt, week, mask),
    recipient,
    alertedAt: Math.floor(now / HOUR) * HOUR,
    done: [],
    contact,
  };
  const start = startOfWeek(week);
  const { id, raw } = entry;
  const documents = [
    { id: entryDocument(id), expected: 0, value: padded(entry), expiresAt: expiryOf(start, 'entry') },
  ];
  if (raw)
    documents.push({
      id: rawDocument(id),
      expected: 0,
      value: padded(given.words),
      expiresAt: expiryOf(start, 'raw'),
    });
  const records = [{ kind: QUARANTINE_RECORD, id, value: recipient as string }];
  if (receipt !== null) records.push({ kind: RECEIPT_RECORD, id: receipt, value: id });
  return { id, changes: { documents, records } };
}

export interface Quarantined {
  entry: QuarantinedEntry;
  version: number;
}

/** All that one role has to act on, and nothing of what another has. */
export async function quarantinedFor(
  shelf: Pick<Shelf, 'document' | 'records'>,
  role: Recipient,
): Promise<Quarantined[]> {
  const found: Quarantined[] = [];
  for await (const { id, value } of shelf.records(QUARANTINE_RECORD)) {
    if (value !== role) continue;
    const document = await shelf.document(entryDocument(id));
    const entry = document && readEntry(document.value);
    if (document !== undefined && entry !== undefined && isQuarantined(entry))
      found.push({ entry, version: document.version });
  }
  return found.sort((a, b) => a.entry.alertedAt - b.entry.alertedAt);
}

/** What was done, in the words of who did it. */
export function recordDone(
  { entry, version }: Quarantined,
  words: string,
  on: string,
): { entry: QuarantinedEntry; changes: ShelfChanges } {
  const changed: QuarantinedEntry = { ...entry, read: true, done: [...entry.done, { words, on }] };
  return { entry: changed, changes: changedEntry(changed, version) };
}
