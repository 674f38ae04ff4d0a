/**
 * Everything has an end: what is past its day is destroyed, request, line and marks together, with a line in the audit
 * log; and how many there were is kept for whoever asks.
 */
import { CALLBACK_RECORD, callbackDocument, erasedChanges, readFacets } from '../callbacks/kept.js';
import type { CallbackFacets } from '../callbacks/request.js';
import { recentTries, TRIES_RECORD } from '../callbacks/tries.js';
import type { RecordChange, Store } from '../stores/port.js';
import type { Audit } from './audit.js';
import { removeMarks } from './marks.js';
import type { Queue } from './queue.js';

export const RETENTION_RECORD = 'retention';
/** Dropped together in one write. */
const AT_ONCE = 100;

/** Erased on one day, by what they were. */
export interface Erased {
  closed: number;
  unclaimed: number;
  /** Claimed, and then nothing was done for so long. */
  open: number;
}

export interface RetentionParts {
  store: Store;
  queue: Pick<Queue, 'entries' | 'remove'>;
  audit: Audit;
  now(): number;
}

/** One look. @returns what was erased in it */
export async function eraseExpired({ store, queue, audit, now }: RetentionParts): Promise<Erased> {
  const at = now();
  const erased: Erased = { closed: 0, unclaimed: 0, open: 0 };
  for (const { facets } of [...queue.entries()]) {
    if (facets.expiresAt > at) continue;
    if (await erase(facets)) erased[kindOf(facets)] += 1;
  }
  if (erased.closed + erased.unclaimed + erased.open > 0) await report(store, erased, at);
  await dropTries(store, at);
  return erased;

  async function erase(facets: CallbackFacets): Promise<boolean> {
    const { id } = facets;
    const kept = await store.record(CALLBACK_RECORD, id);
    // Another instance was first, or somebody has done something for it.
    if (kept === undefined) queue.remove(id);
    if (kept === undefined || readFacets(kept).expiresAt > at) return false;
    const document = await store.document(callbackDocument(id));
    const { documents, records } = erasedChanges(facets, document?.version ?? 0);
    const line = { at, actor: 'system', action: 'case:erase', subject: id, outcome: 'done' as const };
    const written = await audit.write([line], { documents, records: [...records, ...removeMarks(id)] });
    if (written === 'conflict') return false;
    queue.remove(id);
    return true;
  }
}

/**
 * Wrong codes count for a quarter of an hour and then for nothing. Those for a reference that nobody ever had belong to
 * no request that could take them along when it goes.
 */
async function dropTries(store: Store, now: number): Promise<void> {
  const past: RecordChange[] = [];
  for await (const { id, value } of store.records(TRIES_RECORD))
    if (recentTries(value, now).length === 0)
      past.push({ kind: TRIES_RECORD, id, value: null, expected: value });
  for (let from = 0; from < past.length; from += AT_ONCE)
    // Where somebody tries again just now, the next look drops the others.
    await store.write({ records: past.slice(from, from + AT_ONCE) });
}

async function report(store: Store, erased: Erased, now: number): Promise<void> {
  const id = new Date(now).toISOString().slice(0, 10);
  for (let written = 'conflict'; written === 'conflict'; ) {
    const text = await store.record(RETENTION_RECORD, id);
    const had = text === undefined ? { closed: 0, unclaimed: 0, open: 0 } : (JSON.parse(text) as Erased);
    const sum: Erased = {
      closed: had.closed + erased.closed,
      unclaimed: had.unclaimed + erased.unclaimed,
      open: had.open + erased.open,
    };
    const record = { kind: RETENTION_RECORD, id, value: JSON.stringify(sum), expected: text ?? null };
    written = await store.write({ records: [record] });
  }
}

function kindOf({ status, claimedBy }: CallbackFacets): keyof Erased {
  if (status === 'closed' || status === 'taken_back') return 'closed';
  return claimedBy === null ? 'unclaimed' : 'open';
}
