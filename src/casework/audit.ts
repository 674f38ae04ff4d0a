/**
 * Who read and changed what. Each line holds the hash of the line before it, and a head says which is the last: a line
 * that was changed, taken out or put in is found. A line is written together with what it is about, or neither is.
 */
import type { Changes, RecordChange, Store } from '../stores/port.js';
import { type AuditHead, chained, NO_HEAD, rowId } from './audit-chain.js';
import type { AuditEntry } from './audit-entry.js';

export const AUDIT_RECORD = 'audit';
export const AUDIT_HEAD_RECORD = 'audit_head';
export const AUDIT_HEAD_ID = 'head';

export interface Audit {
  /**
   * All of it in one write, or nothing. Rejects when the store cannot be written: then the action has not happened.
   * @returns `conflict` when something of `changes` is not as it was expected to be
   */
  write(entries: readonly AuditEntry[], changes?: Changes): Promise<'done' | 'conflict'>;
  /**
   * The same for a commit of another kind, that of a turn: it is given the lines to put among its records. It is asked
   * again when only the log has gone on meanwhile.
   */
  commit<Done extends { status: string }>(
    entries: readonly AuditEntry[],
    commit: (lines: RecordChange[]) => Promise<Done>,
  ): Promise<Done>;
}

/** Other instances write lines too; so many of them in a row came first only when something is badly wrong. */
const TRIES = 50;

export function createAudit(store: Pick<Store, 'record' | 'write'>): Audit {
  let last: Promise<unknown> = Promise.resolve();
  const readHead = () => store.record(AUDIT_HEAD_RECORD, AUDIT_HEAD_ID);

  /** One after the other: all of this process would only lose against one another. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function tried<Done extends { status: string }>(
    entries: readonly AuditEntry[],
    commit: (lines: RecordChange[]) => Promise<Done>,
  ): Promise<Done> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const head = await readHead();
      const done = await commit(auditChanges(entries, head));
      if (done.status !== 'conflict' || head === (await readHead())) return done;
    }
    throw new Error('The audit log could not be written: others always came first.');
  }

  return {
    write: (entries, changes = {}) =>
      inTurn(async () => {
        const { status } = await tried(entries, async (lines) => {
          const records = [...(changes.records ?? []), ...lines];
          return { status: await store.write({ ...changes, records }) };
        });
        return status;
      }),
    commit: (entries, commit) => inTurn(() => tried(entries, commit)),
  };
}

/**
 * The records that add lines to the log, to be written with what they are about.
 * @param headText the head as it is stored now, undefined when there is none yet
 */
export function auditChanges(entries: readonly AuditEntry[], headText: string | undefined): RecordChange[] {
  let head = headText === undefined ? NO_HEAD : (JSON.parse(headText) as AuditHead);
  const rows = entries.map((entry): RecordChange => {
    const row = chained({ ...entry, seq: head.seq + 1, before: head.hash });
    head = { seq: row.seq, hash: row.hash };
    return { kind: AUDIT_RECORD, id: rowId(row.seq), value: JSON.stringify(row), expected: null };
  });
  if (rows.length === 0) return [];
  const value = JSON.stringify(head);
  return [...rows, { kind: AUDIT_HEAD_RECORD, id: AUDIT_HEAD_ID, value, expected: headText ?? null }];
}
