/**
 * Promises as they are kept: sealed, with the words of young people in them, and beside that an open line with what
 * everybody may read, so that board, chat and exports need no key. Words that are taken back are gone from all of them.
 */

import { ENTRY_RECORD } from '../../feedback/shelf.js';
import { type Promised, promise } from '../../feedback/themes.js';
import type { Changes, Store } from '../../stores/port.js';

/** By promise: empty while it is not on the board; else what stands there, without anybody's words. */
export const PROMISE_RECORD = 'feedback-promise';
const documentOf = (id: string): string => `feedback-promise:${id}`;
const KEPT = 5 * 365 * 86_400_000;

export interface HeldPromise {
  promise: Promised;
  version: number;
}

export async function readPromise(
  store: Pick<Store, 'document'>,
  id: string,
): Promise<HeldPromise | undefined> {
  const document = await store.document(documentOf(id));
  return document && { promise: promise.parse(JSON.parse(document.value)), version: document.version };
}

export async function allPromises(store: Pick<Store, 'document' | 'records'>): Promise<HeldPromise[]> {
  const found: HeldPromise[] = [];
  for await (const { id } of store.records(PROMISE_RECORD)) {
    const held = await readPromise(store, id);
    if (held !== undefined) found.push(held);
  }
  return found.sort((a, b) => (a.promise.date < b.promise.date ? 1 : -1));
}

/** @param version 0 for a new one */
export function promiseChanges(value: Promised, version: number, now: number): Changes {
  const open = value.published === null ? '' : JSON.stringify({ ...value, quotes: [], approvedBy: [] });
  return {
    documents: [
      { id: documentOf(value.id), expected: version, value: JSON.stringify(value), expiresAt: now + KEPT },
    ],
    records: [{ kind: PROMISE_RECORD, id: value.id, value: open }],
  };
}

export function removedPromise(id: string, version: number, now: number): Changes {
  return {
    documents: [{ id: documentOf(id), expected: version, value: null, expiresAt: now }],
    records: [{ kind: PROMISE_RECORD, id, value: null }],
  };
}

/** Promises as they stand on the board, the newest first, without quotes. */
export async function publishedPromises(store: Pick<Store, 'records'>): Promise<Promised[]> {
  const found: { value: string }[] = [];
  for await (const record of store.records(PROMISE_RECORD)) found.push(record);
  return readOpenPromises(found);
}

/** The same from records as they were read. */
export function readOpenPromises(records: readonly { value: string }[]): Promised[] {
  return records
    .filter(({ value }) => value !== '')
    .map(({ value }) => promise.parse(JSON.parse(value)))
    .sort((a, b) => ((a.published ?? '') < (b.published ?? '') ? 1 : -1));
}

/** The same with the words that may be shown; those whose entry was taken back are not among them. */
export async function boardPromises(
  store: Pick<Store, 'document' | 'record' | 'records'>,
): Promise<Promised[]> {
  const found: Promised[] = [];
  for (const open of await publishedPromises(store)) {
    const held = await readPromise(store, open.id);
    const quotes: Promised['quotes'] = [];
    for (const quote of held?.promise.quotes ?? [])
      if ((await store.record(ENTRY_RECORD, quote.entry)) !== undefined) quotes.push(quote);
    found.push({ ...open, quotes });
  }
  return found;
}
