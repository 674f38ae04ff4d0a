/** Casework around any store: the audit log, the requests, the clock, and what is erased when. */
import { readAccount } from '../casework/account.js';
import { type Audit, createAudit } from '../casework/audit.js';
import { endAuditLines } from '../casework/audit-end.js';
import { type Cases, createCases } from '../casework/cases.js';
import { soundAlarms } from '../casework/clock-loop.js';
import type { Organization } from '../casework/organization.js';
import { eraseExpired } from '../casework/retention.js';
import type { Staff } from '../casework/staff.js';
import type { Store } from '../stores/port.js';
import type { Log } from './house.js';

export interface Casework {
  cases: Cases;
  /** The one log of this process: whatever is written in it goes through this. */
  audit: Audit;
  organization: Organization;
  colleague(id: string): Promise<Staff | undefined>;
  stop(): Promise<void>;
}

const LOOK_EVERY = 30_000;
const DAY = 86_400_000;

export async function startCasework(parts: {
  organization: Organization;
  store: Store;
  now(): number;
  newId(): string;
  log: Log;
  /** Milliseconds between two looks of the clock. */
  every?: number;
}): Promise<Casework> {
  const { organization, store, now, newId, log, every = LOOK_EVERY } = parts;
  const audit = createAudit(store);
  const colleague = async (id: string) => (await readAccount(store, id))?.account.staff;
  const cases = await createCases({ store, organization, audit, now, newId, colleague });
  const { queued: queue } = cases;
  const look = async (): Promise<void> => {
    const alarms = await soundAlarms({ store, queue, now });
    if (alarms > 0) log('alarms_sounded', { alarms });
    const { closed, unclaimed, open } = await eraseExpired({ store, queue, audit, now });
    if (closed + unclaimed + open > 0) log('callbacks_erased', { closed, unclaimed, open });
  };
  const endLines = async (): Promise<void> => {
    const lines = await endAuditLines({ store, audit, now });
    if (lines > 0) log('audit_lines_ended', { lines });
  };
  // One look after the other, however long one takes.
  let looking: Promise<void> = Promise.resolve();
  const then = (work: () => Promise<void>) => {
    looking = looking.then(work).catch((cause: unknown) => {
      log('clock_failed', { cause: cause instanceof Error ? cause.name : 'unknown' });
    });
  };
  then(look);
  then(endLines);
  const timers = [setInterval(() => then(look), every), setInterval(() => then(endLines), DAY)];
  for (const timer of timers) timer.unref();
  return {
    cases,
    audit,
    organization,
    colleague,
    async stop() {
      for (const timer of timers) clearInterval(timer);
      cases.stop();
      await looking;
    },
  };
}
