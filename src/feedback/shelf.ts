/** What feedback needs of a store, and under which names it keeps things there. */

/** Documents are sealed, each under a key of its own that is destroyed with it; records are not sealed. */
export interface Shelf {
  document(id: string): Promise<{ value: string; version: number } | undefined>;
  record(kind: string, id: string): Promise<string | undefined>;
  records(kind: string): AsyncIterable<{ id: string; value: string }>;
  write(changes: ShelfChanges): Promise<'done' | 'conflict'>;
}

export interface ShelfChanges {
  documents: { id: string; expected: number; value: string | null; expiresAt: number }[];
  records: { kind: string; id: string; value: string | null; expected?: string | null }[];
}

export const NOTHING: ShelfChanges = { documents: [], records: [] };

/** That something waits to be mixed; the value is empty. */
export const POOL_RECORD = 'feedback-pool';
/** That there is an entry for readers; the value is its week. */
export const ENTRY_RECORD = 'feedback-entry';
/** By a receipt's slow hash: the entry. */
export const RECEIPT_RECORD = 'feedback-receipt';
/** By cell: how many; see `counts.ts`. */
export const COUNT_RECORD = 'feedback-count';
/** That there is an entry for one role only; the value is the role. */
export const QUARANTINE_RECORD = 'feedback-quarantine';

export const poolDocument = (id: string): string => `feedback-pool:${id}`;
export const entryDocument = (id: string): string => `feedback-entry:${id}`;
/** Words as they were written, until a person has looked. */
export const rawDocument = (id: string): string => `feedback-raw:${id}`;

const DAY = 86_400_000;
/** Days; raw words go whether or not somebody looked. */
export const KEPT_DAYS = { pool: 365, entry: 3 * 365, raw: 91 } as const;

/** Ends of keeping, counted from a week's start, so that they tell no more than the week does. */
export const expiryOf = (weekStart: number, what: keyof typeof KEPT_DAYS): number =>
  weekStart + KEPT_DAYS[what] * DAY;
