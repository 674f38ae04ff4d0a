/**
 * What a receipt opens. Known or unknown, the same is done in the same order: one slow hash, one record, one document
 * (a decoy where there is none), and the whole pool; so neither the words nor the time tells which it was.
 */
import { type FeedbackEntry, type Letter, type QuarantinedEntry, readEntry } from './entry.js';
import { padded } from './padded.js';
import { readPool } from './pool.js';
import type { ReceiptHash } from './receipt.js';
import { entryDocument, RECEIPT_RECORD, type Shelf } from './shelf.js';

export type Looked =
  /** Not there, taken back, past its time, or somebody guessed. */
  | { found: 'nothing'; receipt: string }
  /** Sent, and waiting for others so that nobody can tell whose it is. */
  | { found: 'waiting'; receipt: string }
  | {
      found: 'entry';
      receipt: string;
      entry: FeedbackEntry | QuarantinedEntry;
      version: number;
      letters: Letter[];
    };

const DECOY = 'decoy';
const FAR = Date.UTC(9999, 0, 1);

/** Must be there before receipts are asked about; to be called at every start. */
export async function layDecoy(shelf: Shelf): Promise<void> {
  const id = entryDocument(DECOY);
  if ((await shelf.document(id)) !== undefined) return;
  await shelf.write({ documents: [{ id, expected: 0, value: padded({}), expiresAt: FAR }], records: [] });
}

export async function lookUp(
  shelf: Pick<Shelf, 'document' | 'record' | 'records'>,
  code: readonly number[],
  hash: ReceiptHash,
): Promise<Looked> {
  const receipt = await hash(code);
  const id = (await shelf.record(RECEIPT_RECORD, receipt)) ?? DECOY;
  const document = await shelf.document(entryDocument(id));
  const pool = await readPool(shelf);
  const items = pool.flatMap(({ item }) => (item.receipt === receipt ? [item] : []));
  if (items.some(({ what }) => what === 'taken_back')) return { found: 'nothing', receipt };
  if (id !== DECOY && document !== undefined) {
    const entry = readEntry(document.value);
    return { found: 'entry', receipt, entry, version: document.version, letters: entry.letters };
  }
  return items.some(({ what }) => what === 'entry')
    ? { found: 'waiting', receipt }
    : { found: 'nothing', receipt };
}
