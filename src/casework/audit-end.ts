/**
 * The audit log’s own end: lines older than a year go, oldest first. That they went is itself a line, with the hash of the
 * last that went: so nobody else can take the beginning of the log away without its being found.
 */
import type { Store } from '../stores/port.js';
import { AUDIT_RECORD, type Audit } from './audit.js';
import { type AuditRow, PRUNED, rowId } from './audit-chain.js';

export const AUDIT_KEPT_DAYS = 365;
const DAY = 86_400_000;
/** In one write. */
const TOGETHER = 500;
const pause = () => new Promise((resolve) => setImmediate(resolve));

/** @returns how many lines went */
export async function endAuditLines(parts: { store: Store; audit: Audit; now(): number }): Promise<number> {
  const { store, audit, now } = parts;
  const at = now();
  const old: AuditRow[] = [];
  let looked = 0;
  for await (const { value } of store.records(AUDIT_RECORD)) {
    const row = readRow(value);
    if (row !== undefined && row.at < at - AUDIT_KEPT_DAYS * DAY) old.push(row);
    looked += 1;
    if (looked % TOGETHER === 0) await pause();
  }
  old.sort((one, other) => one.seq - other.seq);
  for (let from = 0; from < old.length; from += TOGETHER) {
    const some = old.slice(from, from + TOGETHER);
    const last = some.at(-1);
    if (last === undefined) break;
    const line = { at, actor: 'system', action: PRUNED, subject: String(last.seq), outcome: 'done' as const };
    const records = some.map(({ seq }) => ({ kind: AUDIT_RECORD, id: rowId(seq), value: null }));
    await audit.write([{ ...line, why: last.hash }], { records });
  }
  return old.length;
}

/** A line that cannot be read stays, for `kinline audit verify` to name it. */
function readRow(value: string): AuditRow | undefined {
  try {
    return JSON.parse(value) as AuditRow;
  } catch {
    return undefined;
  }
}
