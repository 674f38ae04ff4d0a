/**
 * What a turn decided about feedback, as changes of its one commit: into the pool where it waits for others, or, where
 * it must not wait, to one role at once with a notice that says nothing of it. Neither the conversation nor the person
 * nor the moment is in any of it.
 */
import type { Event } from '../engine/events.js';
import type { FeedbackSaid } from '../engine/feedback.js';
import {
  type Category,
  type GivenEntry,
  givenEntry,
  isQuarantined,
  type QuarantinedEntry,
  type Recipient,
  readEntry,
  recipientOf,
} from '../feedback/entry.js';
import { withLetters } from '../feedback/letters.js';
import { poolChanges } from '../feedback/pool.js';
import { quarantineChanges } from '../feedback/quarantine.js';
import { changedEntry } from '../feedback/reading.js';
import type { ReceiptHash } from '../feedback/receipt.js';
import {
  entryDocument,
  QUARANTINE_RECORD,
  RECEIPT_RECORD,
  rawDocument,
  type Shelf,
  type ShelfChanges,
} from '../feedback/shelf.js';
import { weekOf } from '../feedback/weeks.js';
import { concernNotice } from '../notify/concern.js';
import { noticeRecord } from '../notify/notice.js';

export interface FeedbackParts {
  shelf: Pick<Shelf, 'document' | 'record'>;
  hash: ReceiptHash;
  /** Words as readers may see them. */
  mask(words: string, language: string): string;
}

export type FeedbackEvent = Extract<
  Event,
  { type: 'feedback_given' | 'feedback_word' | 'feedback_taken_back' }
>;

const OURS: ReadonlySet<Event['type']> = new Set(['feedback_given', 'feedback_word', 'feedback_taken_back']);
export const isFeedbackEvent = (event: Event): event is FeedbackEvent => OURS.has(event.type);

const HOUR = 3_600_000;

export async function feedbackChanges(
  events: readonly Event[],
  now: number,
  parts: FeedbackParts,
): Promise<ShelfChanges> {
  const all: ShelfChanges = { documents: [], records: [] };
  for (const event of events) {
    if (!isFeedbackEvent(event)) continue;
    const { documents, records } = await changesOf(event, now, parts);
    all.documents.push(...documents);
    all.records.push(...records);
  }
  return all;
}

function changesOf(event: FeedbackEvent, now: number, parts: FeedbackParts): Promise<ShelfChanges> {
  switch (event.type) {
    case 'feedback_given':
      return given(event, now, parts);
    case 'feedback_word':
      return wroteBack(event.receipt, event.words, now, parts);
    case 'feedback_taken_back':
      return tookBack(event.receipt, now, parts);
  }
}

async function given(
  { said, receipt: code }: Extract<FeedbackEvent, { type: 'feedback_given' }>,
  now: number,
  { hash, mask }: FeedbackParts,
): Promise<ShelfChanges> {
  const entry = entryOf(said);
  const receipt = code === null ? null : await hash(code);
  const recipient = recipientOf(entry.category, {
    harm: said.harm,
    aboutStaff: said.aboutLead ? 'lead' : undefined,
  });
  if (recipient === undefined) return poolChanges({ what: 'entry', given: entry, receipt }, now);
  const { contact } = said;
  const { id, changes } = quarantineChanges({ given: entry, recipient, receipt, contact, now, mask });
  return { ...changes, records: [...changes.records, alert(id, recipient, now)] };
}

const entryOf = ({ age, about, category, taps, words, mayShow, language }: FeedbackSaid): GivenEntry =>
  givenEntry.parse({
    age,
    about: { kind: about },
    category: category as Category,
    taps,
    words,
    mayShow,
    language,
  });

/** That there is something, for one role, to the hour; never what. */
function alert(id: string, audience: Recipient, now: number): ReturnType<typeof noticeRecord> {
  return noticeRecord(concernNotice(id, `${id}:concern_received`, audience, Math.floor(now / HOUR) * HOUR));
}

/** With the one role that an entry went to at once, there is nobody to wait for. */
async function wroteBack(
  receipt: string,
  words: string,
  now: number,
  { shelf, mask }: FeedbackParts,
): Promise<ShelfChanges> {
  const found = await quarantinedBy(receipt, shelf);
  if (found === undefined) return poolChanges({ what: 'word', receipt, words }, now);
  const { entry, version } = found;
  const letter = { from: 'young_person' as const, words: mask(words, entry.language), week: weekOf(now) };
  return changedEntry({ ...withLetters(entry, [letter]), read: false }, version);
}

async function tookBack(receipt: string, now: number, { shelf }: FeedbackParts): Promise<ShelfChanges> {
  const found = await quarantinedBy(receipt, shelf);
  if (found === undefined) return poolChanges({ what: 'taken_back', receipt }, now);
  const { id } = found.entry;
  const raw = await shelf.document(rawDocument(id));
  const gone = { value: null, expiresAt: now };
  return {
    documents: [
      { id: entryDocument(id), expected: found.version, ...gone },
      ...(raw === undefined ? [] : [{ id: rawDocument(id), expected: raw.version, ...gone }]),
    ],
    records: [
      { kind: QUARANTINE_RECORD, id, value: null },
      { kind: RECEIPT_RECORD, id: receipt, value: null },
    ],
  };
}

async function quarantinedBy(
  receipt: string,
  shelf: FeedbackParts['shelf'],
): Promise<{ entry: QuarantinedEntry; version: number } | undefined> {
  const id = await shelf.record(RECEIPT_RECORD, receipt);
  const document = id === undefined ? undefined : await shelf.document(entryDocument(id));
  if (document === undefined) return undefined;
  const entry = readEntry(document.value);
  return isQuarantined(entry) ? { entry, version: document.version } : undefined;
}
