/** What readers do to an entry: read it, give it themes, answer through its receipt, and let go of the raw words. */
import { type FeedbackEntry, readEntry } from './entry.js';
import { withLetters } from './letters.js';
import { padded } from './padded.js';
import {
  ENTRY_RECORD,
  entryDocument,
  expiryOf,
  rawDocument,
  type Shelf,
  type ShelfChanges,
} from './shelf.js';
import { startOfWeek } from './weeks.js';

/** Entries for the participation officer with their versions, by week; quarantined ones are not among them. */
export async function entriesIn(
  shelf: Pick<Shelf, 'document' | 'records'>,
  isWanted: (week: string) => boolean = () => true,
): Promise<{ entry: FeedbackEntry; version: number }[]> {
  const found: { entry: FeedbackEntry; version: number }[] = [];
  for await (const { id, value: week } of shelf.records(ENTRY_RECORD)) {
    const document = isWanted(week) ? await shelf.document(entryDocument(id)) : undefined;
    if (document === undefined) continue;
    found.push({ entry: readEntry(document.value), version: document.version });
  }
  return found.sort((a, b) => (a.entry.week < b.entry.week ? -1 : 1));
}

/** Any change that a reader makes to an entry: an answer, a theme, that it was read. */
export function changedEntry(entry: FeedbackEntry, version: number): ShelfChanges {
  const expiresAt = expiryOf(startOfWeek(entry.week), 'entry');
  return {
    documents: [{ id: entryDocument(entry.id), expected: version, value: padded(entry), expiresAt }],
    records: [],
  };
}

/** After a person has looked, the words as they were written go for good. */
export function looked<T extends FeedbackEntry>(
  entry: T,
  version: number,
  rawVersion: number,
): { entry: T; changes: ShelfChanges } {
  const changed = { ...entry, raw: false };
  const changes = changedEntry(changed, version);
  const gone = { id: rawDocument(entry.id), expected: rawVersion, value: null };
  changes.documents.push({ ...gone, expiresAt: expiryOf(startOfWeek(entry.week), 'raw') });
  return { entry: changed, changes };
}

/** An answer to whoever has the receipt; the words are the reader's own. */
export function answered<T extends FeedbackEntry>(
  entry: T,
  version: number,
  words: string,
  week: string,
): { entry: T; changes: ShelfChanges } {
  const changed = withLetters(entry, [{ from: 'reader', words, week }]);
  const read: T = { ...changed, read: true };
  return { entry: read, changes: changedEntry(read, version) };
}
