/** The chain of the audit log by itself: what a line's hash is made of, and where a chain is broken. */
import { createHash } from 'node:crypto';
import type { AuditEntry } from './audit-entry.js';

export interface AuditHead {
  /** Of the last line; 0: there is none. */
  seq: number;
  hash: string;
}

export interface AuditRow extends AuditEntry {
  /** Without a gap. */
  seq: number;
  /** The hash of the line before. */
  before: string;
  hash: string;
}

export const NO_HEAD: AuditHead = { seq: 0, hash: '' };

/** What a line tells of when lines before it went because they were old: `subject` and `why` are the last one’s. */
export const PRUNED = 'audit:prune';

/** Sorts as text as it does by number. */
export const rowId = (seq: number): string => String(seq).padStart(12, '0');

/** SHA-256 of the line's fields in this order, as a JSON array, base64url. */
function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { seq, before, at, actor, action, subject, outcome, why = null } = row;
  const text = JSON.stringify([seq, before, at, actor, action, subject, outcome, why]);
  return createHash('sha256').update(text).digest('base64url');
}

/** As it is stored: any other text is not what was written. */
export function textOf({ hash: _, ...row }: AuditRow): string {
  return JSON.stringify(chained(row));
}

/** A line with its hash, fields always in the same order. */
export function chained(row: Omit<AuditRow, 'hash'>): AuditRow {
  const { seq, before, at, actor, action, subject, outcome, why } = row;
  const content = { seq, before, at, actor, action, subject, outcome, ...(why === undefined ? {} : { why }) };
  return { ...content, hash: hashOf(content) };
}

export type Verified =
  | { ok: true; rows: number }
  /** `row`: the first that is broken, as it is numbered. */
  | { ok: false; row: number; why: 'changed' | 'missing' | 'unreadable' | 'added' };

/**
 * @param rows the stored lines, in any order
 * @param headText the stored head, undefined when there is none
 */
export function verifyChain(
  rows: readonly { id: string; value: string }[],
  headText: string | undefined,
): Verified {
  const head = headText === undefined ? NO_HEAD : read<AuditHead>(headText);
  const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  let before = beginning(sorted);
  const first = before.seq + 1;
  for (const { id, value } of sorted) {
    const seq = before.seq + 1;
    if (id !== rowId(seq)) return { ok: false, row: seq, why: 'missing' };
    const row = read<AuditRow>(value);
    if (row === undefined) return { ok: false, row: seq, why: 'unreadable' };
    if (row.seq !== seq || value !== textOf(row)) return { ok: false, row: seq, why: 'changed' };
    // A line that was changed together with its hash no longer fits the one after it.
    if (row.before !== before.hash) return { ok: false, row: Math.max(first, seq - 1), why: 'changed' };
    if (head !== undefined && seq > head.seq) return { ok: false, row: seq, why: 'added' };
    before = { seq, hash: row.hash };
  }
  if (head === undefined) return { ok: false, row: before.seq, why: 'unreadable' };
  if (head.seq > before.seq) return { ok: false, row: before.seq + 1, why: 'missing' };
  if (head.hash !== before.hash) return { ok: false, row: before.seq, why: 'changed' };
  return { ok: true, rows: sorted.length };
}

/**
 * Where the log begins: with its first line, or after lines that went because they were old. Those a later line tells
 * of, which stands in the chain itself.
 */
function beginning(sorted: readonly { id: string; value: string }[]): AuditHead {
  const [first] = sorted;
  if (first === undefined || first.id === rowId(1)) return NO_HEAD;
  const ended = sorted.map(({ value }) => read<AuditRow>(value)).filter((row) => row?.action === PRUNED);
  const last = ended.at(-1);
  return last === undefined ? NO_HEAD : { seq: Number(last.subject), hash: last.why ?? '' };
}

function read<T>(text: string): T | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
