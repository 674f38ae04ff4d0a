/** The jobs that fit the store: of this process alone, or shared by all instances on one database. */
import type { Config } from '../config.js';
import { jobsInProcess } from '../jobs/in-process.js';
import type { JobFailed, Jobs } from '../jobs/port.js';
import { DatabaseRefused } from '../stores/postgres/refused.js';
import type { Log } from './house.js';

/** No right, in the database's own words. */
const FORBIDDEN = '42501';

/** The queue's part of the program is loaded only where it is used. Rejects with a reason that `storeRefusal` knows. */
export async function openJobs(
  { KINLINE_STORE: url }: Pick<Config, 'KINLINE_STORE'>,
  log: Log,
): Promise<Jobs> {
  const failed = failedIn(log);
  if (url === 'embedded') return jobsInProcess(failed);
  const { JOBS_SCHEMA, jobsOverInstances } = await import('../jobs/over-instances.js');
  try {
    return await jobsOverInstances({ url, failed });
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== FORBIDDEN) throw cause;
    throw new DatabaseRefused(
      'rights',
      `Kinline may not make its schema ${JOBS_SCHEMA} in the database of KINLINE_STORE. Let its owner run: GRANT CREATE ON DATABASE … TO the user that Kinline comes as.`,
    );
  }
}

export const failedIn =
  (log: Log): JobFailed =>
  (job, cause) =>
    log('job_failed', { job, cause: cause instanceof Error ? cause.name : 'unknown' });
