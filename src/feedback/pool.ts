/** Where what young people sent waits for others; why, and how it leaves, stands in `mixing.ts`. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { givenEntry } from './entry.js';
import { MOST_LETTER } from './letters.js';
import { padded } from './padded.js';
import { expiryOf, POOL_RECORD, poolDocument, type Shelf, type ShelfChanges } from './shelf.js';
import { startOfWeek, weekOf } from './weeks.js';

/** What can wait in the pool. `receipt` is its slow hash. */
const waiting = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('entry'), given: givenEntry, receipt: z.string().nullable() }),
  z.strictObject({ what: z.literal('word'), receipt: z.string(), words: z.string() }),
  z.strictObject({ what: z.literal('taken_back'), receipt: z.string() }),
]);
export type Waiting = z.infer<typeof waiting>;

/** 128 bits, 22 characters. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** Puts something into the pool; to be written with the turn that decided it. */
export function poolChanges(sent: Waiting, now: number, id: string = newId()): ShelfChanges {
  const item = sent.what === 'word' ? { ...sent, words: sent.words.slice(0, MOST_LETTER) } : sent;
  const expiresAt = expiryOf(startOfWeek(weekOf(now)), 'pool');
  return {
    documents: [{ id: poolDocument(id), expected: 0, value: padded(item), expiresAt }],
    records: [{ kind: POOL_RECORD, id, value: '' }],
  };
}

export interface Pooled {
  id: string;
  version: number;
  item: Waiting;
}

/** All that waits, in no order that means anything. */
export async function readPool(shelf: Pick<Shelf, 'document' | 'records'>): Promise<Pooled[]> {
  const found: Pooled[] = [];
  for await (const { id } of shelf.records(POOL_RECORD)) {
    const document = await shelf.document(poolDocument(id));
    if (document === undefined) continue;
    const item = waiting.safeParse(JSON.parse(document.value));
    if (item.success) found.push({ id, version: document.version, item: item.data });
  }
  return found;
}
