/** `kinline audit verify`: is the audit log as it was written, and if not, which line is the first that is not. */
import { setTimeout } from 'node:timers/promises';
import { AUDIT_HEAD_ID, AUDIT_HEAD_RECORD, AUDIT_RECORD } from '../casework/audit.js';
import { type Verified, verifyChain } from '../casework/audit-chain.js';
import { recordsOf, type StoreSettings } from '../compose/store.js';

/** The service may write a line between looking at the head and at the lines: then both are looked at again. */
const TRIES = 10;
const BETWEEN_TRIES = 100;

const WORDS = {
  changed: 'is not as it was written',
  missing: 'is missing',
  unreadable: 'cannot be read',
  added: 'was put in after the last one',
};

export async function runAuditVerify(settings: StoreSettings, now: () => number): Promise<number> {
  const verified = await verifyStored((kind) => recordsOf(settings, kind, now()));
  if (verified.ok) {
    process.stdout.write(`The audit log is whole: ${verified.rows} rows.\n`);
    return 0;
  }
  process.stdout.write(`The audit log is broken: row ${verified.row} ${WORDS[verified.why]}.\n`);
  return 1;
}

export async function verifyStored(
  read: (kind: string) => Promise<{ id: string; value: string }[]>,
): Promise<Verified> {
  const headOf = async () => (await read(AUDIT_HEAD_RECORD)).find(({ id }) => id === AUDIT_HEAD_ID)?.value;
  for (let tried = 1; ; tried += 1) {
    const before = await headOf();
    const rows = await read(AUDIT_RECORD);
    const verified = verifyChain(rows, before);
    if (verified.ok || tried === TRIES || before === (await headOf())) return verified;
    await setTimeout(BETWEEN_TRIES);
  }
}
