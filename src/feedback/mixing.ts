/**
 * How an entry comes from a conversation to its readers without the way being known.
 *
 * The turn that sends it writes it into a pool: a document of its own, sealed, under a random id, of one size. When
 * ten or more wait, all of them leave together: they are opened, put in an order drawn by lot, given new random ids
 * and one common week, and written in one commit that destroys the pool's documents and their keys.
 *
 * Whoever holds database, journal, snapshots and backups of all times, and the list of who talked when, sees which
 * conversation put something into the pool, which pool documents went in which commit, and which entries came out of
 * it: one in so many as the batch has, and no better. What this stands on:
 * - order: journal lines, `xmin` and `ctid`, positions in snapshots and slots of keys follow the order drawn by lot;
 * - ids, sizes, versions and ends of keeping are the same for all of a batch, or drawn by lot after the mixing;
 * - time: an entry has the week of its batch, not of its conversation, for a batch may wait over several weeks;
 * - keys: a pool document's key is destroyed with it, so that also the operator's secret opens nothing that was
 *   copied before, as long as the copy has no keys (backups leave them out).
 * It does not hold against somebody who has the secret and copies the keys while entries still wait, nor where most
 * of a batch are the attacker's own: single-use tokens are against that. What a messenger knows is not Kinline's.
 * A taken-back entry and a word written back go through the same pool, for else the moment would tell whose it is.
 */
import { randomInt } from 'node:crypto';
import { addTo, type Counts, cellsOf, countChanges } from './counts.js';
import { type FeedbackEntry, type GivenEntry, isQuarantined, readEntry } from './entry.js';
import { withLetters } from './letters.js';
import { padded } from './padded.js';
import { newId, type Pooled, readPool, type Waiting } from './pool.js';
import {
  ENTRY_RECORD,
  entryDocument,
  expiryOf,
  POOL_RECORD,
  poolDocument,
  QUARANTINE_RECORD,
  RECEIPT_RECORD,
  rawDocument,
  type Shelf,
  type ShelfChanges,
} from './shelf.js';
import { startOfWeek, weekOf } from './weeks.js';

/** So many entries wait for each other at least. */
export const BATCH = 10;

/** Characters, of which three bytes each always fit. */
const MOST_MASKED = 3_000;

export interface Mixing {
  now: number;
  /** Words as readers may see them. */
  mask(words: string, language: string): string;
  batch?: number;
  shuffle?<T>(list: readonly T[]): T[];
}

export type Mixed =
  | { status: 'held'; waiting: number }
  | { status: 'mixed'; entries: number }
  | { status: 'busy' };

/** Lets a batch out if it is large enough. To be called now and then; two at once do no harm. */
export async function mix(
  shelf: Shelf,
  { now, mask, batch = BATCH, shuffle = shuffled }: Mixing,
): Promise<Mixed> {
  const pool = shuffle(await readPool(shelf));
  const gone = new Set(pool.flatMap(({ item }) => (item.what === 'taken_back' ? [item.receipt] : [])));
  // Whoever takes back at once hides nobody: only what stays counts.
  const entries = pool.flatMap(({ item }) =>
    item.what === 'entry' && (item.receipt === null || !gone.has(item.receipt)) ? [item] : [],
  );
  if (entries.length < batch) return { status: 'held', waiting: entries.length };
  const week = weekOf(now);
  const changes = leaving(pool, now);
  const counts: Counts = new Map();
  for (const { given, receipt } of entries) {
    const entry = fresh(given, receipt, week, mask);
    keep(changes, entry, 0);
    if (entry.raw) keepRaw(changes, entry, given.words);
    addTo(counts, cellsOf(entry), 1);
  }
  await answer(shelf, pool, changes, counts, week, mask);
  changes.records.push(...(await countChanges(shelf, counts)));
  const written = await shelf.write(changes);
  return written === 'done' ? { status: 'mixed', entries: entries.length } : { status: 'busy' };
}

/** By their ids: in the order of the entries they would tell which became which. */
function leaving(mixed: readonly Pooled[], now: number): ShelfChanges {
  const pool = [...mixed].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    documents: pool.map(({ id, version }) => ({
      id: poolDocument(id),
      expected: version,
      value: null,
      expiresAt: now,
    })),
    records: pool.map(({ id }) => ({ kind: POOL_RECORD, id, value: null })),
  };
}

/** An entry as readers have it: masked, with an id that nobody has seen before. */
export function fresh(
  given: GivenEntry,
  receipt: string | null,
  week: string,
  mask: Mixing['mask'],
): FeedbackEntry {
  const masked = Object.entries(given.words).map(([question, words]): [string, string] => [
    question,
    safely(mask, words, given.language),
  ]);
  return {
    ...given,
    words: Object.fromEntries(masked.map(([question, words]) => [question, cut(words, masked.length)])),
    id: newId(),
    week,
    raw: masked.length > 0,
    receipt,
    themes: [],
    letters: [],
    read: false,
  };
}

/** One text that cannot be masked must not hold up all others; it is read where it is raw. */
function safely(mask: Mixing['mask'], words: string, language: string): string {
  try {
    return mask(words, language);
  } catch {
    return '[…]';
  }
}

/** Names become longer when they are masked; the rare text that no longer fits is whole where it is raw. */
const cut = (words: string, parts: number): string =>
  words.replace(/\p{Cc}/gu, ' ').slice(0, Math.floor(MOST_MASKED / parts));

function keep({ documents, records }: ShelfChanges, entry: FeedbackEntry, version: number): void {
  const expiresAt = expiryOf(startOfWeek(entry.week), 'entry');
  documents.push({ id: entryDocument(entry.id), expected: version, value: padded(entry), expiresAt });
  if (version > 0) return;
  records.push({ kind: ENTRY_RECORD, id: entry.id, value: entry.week });
  if (entry.receipt !== null) records.push({ kind: RECEIPT_RECORD, id: entry.receipt, value: entry.id });
}

function keepRaw({ documents }: ShelfChanges, { id, week }: FeedbackEntry, words: GivenEntry['words']): void {
  const expiresAt = expiryOf(startOfWeek(week), 'raw');
  documents.push({ id: rawDocument(id), expected: 0, value: padded(words), expiresAt });
}

/** What came through receipts to entries of earlier batches. */
async function answer(
  shelf: Shelf,
  pool: readonly Pooled[],
  changes: ShelfChanges,
  counts: Counts,
  week: string,
  mask: Mixing['mask'],
): Promise<void> {
  for (const [receipt, items] of byReceipt(pool)) {
    const id = await shelf.record(RECEIPT_RECORD, receipt);
    const document = id === undefined ? undefined : await shelf.document(entryDocument(id));
    if (document === undefined) continue;
    const entry = readEntry(document.value);
    if (items.some(({ what }) => what === 'taken_back')) {
      const raw = await shelf.document(rawDocument(entry.id));
      erase(changes, entry, document.version, raw?.version);
      if (!isQuarantined(entry)) addTo(counts, cellsOf(entry), -1);
      continue;
    }
    const letters = items.flatMap((item) =>
      item.what === 'word'
        ? [{ from: 'young_person' as const, words: safely(mask, item.words, entry.language), week }]
        : [],
    );
    keep(changes, { ...withLetters(entry, letters), read: false }, document.version);
  }
}

/** Erased, not flagged. */
function erase(
  { documents, records }: ShelfChanges,
  { id, receipt, week }: FeedbackEntry,
  version: number,
  raw: number | undefined,
): void {
  const gone = { value: null, expiresAt: expiryOf(startOfWeek(week), 'entry') };
  documents.push({ id: entryDocument(id), expected: version, ...gone });
  if (raw !== undefined) documents.push({ id: rawDocument(id), expected: raw, ...gone });
  records.push({ kind: ENTRY_RECORD, id, value: null }, { kind: QUARANTINE_RECORD, id, value: null });
  if (receipt !== null) records.push({ kind: RECEIPT_RECORD, id: receipt, value: null });
}

function byReceipt(pool: readonly Pooled[]): Map<string, Waiting[]> {
  const found = new Map<string, Waiting[]>();
  for (const { item } of pool)
    if (item.what !== 'entry') found.set(item.receipt, [...(found.get(item.receipt) ?? []), item]);
  return found;
}

/** Every order is as likely as any other, by the system's own source of chance. */
function shuffled<T>(list: readonly T[]): T[] {
  const order = [...list];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    const [one, two] = [order[at] as T, order[other] as T];
    order[at] = two;
    order[other] = one;
  }
  return order;
}
