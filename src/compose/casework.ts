/** Casework around any store: the audit log, the requests, the clock, and what is erased when. */
import { readAccount } from '../casework/account.js';
import { type Audit, createAudit } from '../casework/audit.js';
import { endAuditLines } from '../casework/audit-end.js';
import { type Cases, createCases } from '../casework/cases.js';
import { soundAlarms } from '../casework/clock-loop.js';
import type { Organization } from '../casework/organization.js';
import { eraseExpired } from '../casework/retention.js';
import type { Staff } from '../casework/staff.js';
import { jobsInProcess } from '../jobs/in-process.js';
import type { Jobs } from '../jobs/port.js';
import type { Store } from '../stores/port.js';
import type { Log } from './house.js';
import { failedIn } from './jobs.js';

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
  /** Over all instances on the store; without them this is the only one. */
  jobs?: Jobs;
  /** Milliseconds between two looks of the clock. */
  every?: number;
}): Promise<Casework> {
  const { organization, store, now, newId, log, every = LOOK_EVERY } = parts;
  const jobs = parts.jobs ?? jobsInProcess(failedIn(log));
  const audit = createAudit(store);
  const colleague = async (id: string) => (await readAccount(store, id))?.account.staff;
  const cases = await createCases({ store, organization, audit, now, newId, colleague });
  const { queued: queue } = cases;
  const working = [
    jobs.every('clock', every, async () => {
      const alarms = await soundAlarms({ store, queue, now });
      if (alarms > 0) log('alarms_sounded', { alarms });
    }),
    jobs.every('retention', every, async () => {
      const { closed, unclaimed, open } = await eraseExpired({ store, queue, audit, now });
      if (closed + unclaimed + open > 0) log('callbacks_erased', { closed, unclaimed, open });
    }),
    jobs.every('audit_ends', DAY, async () => {
      const lines = await endAuditLines({ store, audit, now });
      if (lines > 0) log('audit_lines_ended', { lines });
    }),
  ];
  return {
    cases,
    audit,
    organization,
    colleague,
    async stop() {
      const stopped = working.map((job) => job.stop());
      cases.stop();
      await Promise.all(stopped);
    },
  };
}
