/**
 * What happens to young people's words by itself: batches leave the mixing, tables of quarters that are over are
 * published, and whoever is late is told.
 */
import { soundFeedbackAlarms } from '../casework/feedback/alarms.js';
import type { Organization } from '../casework/organization.js';
import type { Staff } from '../casework/staff.js';
import { readCounts } from '../feedback/counts.js';
import { layDecoy } from '../feedback/lookup.js';
import { mix } from '../feedback/mixing.js';
import { publishOver } from '../feedback/published.js';
import { createTally } from '../feedback/results.js';
import { jobsInProcess } from '../jobs/in-process.js';
import type { Jobs } from '../jobs/port.js';
import type { Store } from '../stores/port.js';
import type { Feedback } from './feedback.js';
import type { Log } from './house.js';
import { failedIn } from './jobs.js';

export interface FeedbackWork {
  /** Resolves when what had begun is done. */
  stop(): Promise<void>;
}

const LOOK_EVERY = 10 * 60_000;
const DAY = 86_400_000;

export async function startFeedbackWork(parts: {
  feedback: Pick<Feedback, 'mask' | 'renewNames'>;
  organization: Organization;
  store: Store;
  /** Everybody who works here: their names are hidden in words. */
  people(): Promise<readonly Staff[]>;
  /** Told when a notice was written. */
  wake?(): void;
  now(): number;
  log: Log;
  /** This process's own where they are left out. */
  jobs?: Jobs;
  /** Milliseconds between two looks. */
  every?: number;
}): Promise<FeedbackWork> {
  const { feedback, organization, store, now, log, every = LOOK_EVERY } = parts;
  await layDecoy(store);
  let renewing: Promise<void> = Promise.resolve();
  function renew(): Promise<void> {
    renewing = parts.people().then(feedback.renewNames);
    return renewing;
  }

  /** Often, so that what came early in a week is read in it; where fewer than ten wait, they stay. */
  async function look(): Promise<void> {
    // Nothing is mixed before it is known whose names are hidden.
    await renewing.catch(renew);
    const mixed = await mix(store, { now: now(), mask: feedback.mask });
    if (mixed.status === 'mixed') log('feedback_mixed', { entries: mixed.entries });
    const alarms = await soundFeedbackAlarms({ store, organization, now: now() });
    if (alarms > 0) parts.wake?.();
  }
  async function daily(): Promise<void> {
    const tables = await publishOver(store, createTally(await readCounts(store)), now());
    if (tables > 0) log('feedback_published', { tables });
  }
  const jobs = parts.jobs ?? jobsInProcess(failedIn(log));
  // Each instance hides names by itself, whoever mixes and publishes for all.
  const names = jobsInProcess(failedIn(log)).every('feedback_names', DAY, renew);
  const working = [names, jobs.every('feedback', every, look), jobs.every('feedback_tables', DAY, daily)];
  return {
    async stop() {
      await Promise.all(working.map((job) => job.stop()));
    },
  };
}
