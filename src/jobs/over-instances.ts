/**
 * Jobs of all instances on one database, by pg-boss. A due time is a slot of the database's own clock: whoever comes
 * first puts a job into it, the others find it taken, and whoever asks next gets it to work. So a clock that is wrong on
 * one machine makes nothing run twice, and of an instance that dies the others take over at the next due time; what
 * is due only once in hours is given to another one after a quarter of an hour.
 *
 * Nobody polls for jobs: asking comes with the tick that puts them, two small statements each time.
 */
import { Client } from 'pg';
import PgBoss from 'pg-boss';
import type { JobFailed, Jobs } from './port.js';
import { ticking } from './ticking.js';

/** Apart from all other tables, and from other programs that use the same queue. */
export const JOBS_SCHEMA = 'kinline_jobs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Seconds. Slots are told from each other by finished jobs, so those are kept longer than the longest slot. */
const KEPT = 26 * 3_600;
const EXPIRES = 15 * 60;

export interface JobsOptions {
  /** `postgres://…`; holds a password, so it is never logged. */
  url: string;
  failed: JobFailed;
  /** Connections of this process for jobs at most, beside those of the store. */
  connections?: number;
}

/** Makes its tables first. Rejects where the database cannot be asked or does not allow it. */
export async function jobsOverInstances({ url, failed, connections = 2 }: JobsOptions): Promise<Jobs> {
  const settings = {
    connectionString: url,
    application_name: 'kinline jobs',
    max: connections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    keepAlive: true,
    schema: JOBS_SCHEMA,
    // Its own clock knows only minutes.
    schedule: false,
    archiveCompletedAfterSeconds: KEPT,
    deleteAfterSeconds: 60,
    maintenanceIntervalSeconds: 60,
  };
  const boss = new PgBoss(settings);
  boss.on('error', (cause) => failed('upkeep', cause));
  try {
    await boss.start();
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw cause;
  }

  async function take(name: string, seconds: number, run: () => Promise<void>): Promise<void> {
    await boss.send({ name, options: { singletonSeconds: seconds } });
    const [job] = await boss.fetch(name);
    if (job === undefined) return;
    try {
      await run();
    } catch (cause) {
      await boss.fail(name, job.id);
      throw cause;
    }
    await boss.complete(name, job.id);
  }

  let making: Promise<void> = Promise.resolve();
  /** One after the other, over all instances: two at once lock each other out. */
  function makeQueue(name: string, retries: number): Promise<void> {
    const made = making
      .catch(() => undefined)
      .then(async () => {
        if ((await boss.getQueue(name)) !== null) return;
        const times = { expireInSeconds: EXPIRES, retryLimit: retries, retryDelay: 60 };
        await aloneAt(url, () => boss.createQueue(name, { name, policy: 'standard', ...times }));
      });
    making = made;
    return made;
  }

  return {
    every(name, milliseconds, run) {
      const seconds = Math.max(1, Math.round(milliseconds / 1_000));
      let made = false;
      const work = async () => {
        // What comes soon again need not be tried again.
        if (!made) await makeQueue(name, milliseconds < HOUR ? 0 : 3);
        made = true;
        await take(name, seconds, run);
      };
      // What is due once a day is asked for more often, for nobody may be up at that time.
      return ticking(name, Math.min(milliseconds, MINUTE), work, failed);
    },
    close: () => boss.stop({ graceful: false }),
  };
}

/** Work during which no other instance does such work; only a queue's first beginning needs it. */
async function aloneAt(url: string, work: () => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'kinline jobs' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [JOBS_SCHEMA]);
    await work();
  } finally {
    // The lock goes with the connection.
    await client.end();
  }
}
