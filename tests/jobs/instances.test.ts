/** Two processes on one database: each due time is worked by one of them, also when the other one dies. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { JOBS_SCHEMA, jobsOverInstances } from '../../src/jobs/over-instances.js';
import { type Database, makeDatabase } from '../helpers/postgres.js';

const NAMES = ['expire', 'outbox', 'clock', 'audit_end', 'feedback'];
const SCRIPT = join('tests', 'output', 'jobs', 'worker.mjs');

interface Worker {
  child: ChildProcess;
  began: string[];
}

let database: Database;
let workers: Worker[];
beforeAll(() => {
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20', '--packages=external'];
  const esbuild = join('node_modules', '.bin', 'esbuild');
  execFileSync(esbuild, ['tests/jobs/worker.ts', `--outfile=${SCRIPT}`, ...options], { stdio: 'pipe' });
});
beforeEach(async () => {
  database = await makeDatabase();
  workers = [];
});
afterEach(async () => {
  for (const { child } of workers) await killed(child);
  await database.drop();
});

async function startWorker(): Promise<Worker> {
  const child = fork(SCRIPT, [database.url, ...NAMES]);
  const worker: Worker = { child, began: [] };
  workers.push(worker);
  await new Promise<void>((ready, failed) => {
    child.on('message', (said: string) => (said === 'ready' ? ready() : worker.began.push(said)));
    child.once('exit', () => failed(new Error('A worker ended.')));
  });
  return worker;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function until(true_: () => boolean): Promise<void> {
  while (!true_()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const count = (worker: Worker | undefined, name: string) =>
  worker?.began.filter((each) => each === name).length ?? 0;

/** Due times that were worked, as the database has them. */
const slots = (name: string) =>
  database.query<{ due: string; jobs: number }>(
    `SELECT singleton_on::text AS due, count(*)::integer AS jobs FROM ${JOBS_SCHEMA}.job
      WHERE name = $1 AND state = 'completed' GROUP BY 1 ORDER BY 1`,
    [name],
  );

test('every job is begun once for each time it is due, and when one of two instances dies the other goes on', async () => {
  const [first, second] = await Promise.all([startWorker(), startWorker()]);
  await until(() => NAMES.every((name) => count(first, name) + count(second, name) >= 4));
  await killed(first.child);
  const before = NAMES.map((name) => count(second, name));
  await until(() => NAMES.every((name, n) => count(second, name) >= (before[n] ?? 0) + 3));
  await killed(second.child);
  for (const name of NAMES) {
    const due = await slots(name);
    expect(due.every(({ jobs }) => jobs === 1)).toBe(true);
    const begun = count(first, name) + count(second, name);
    // One that was begun by whoever was killed then may not have been noted as done.
    expect(begun - due.length).toBeGreaterThanOrEqual(0);
    expect(begun - due.length).toBeLessThanOrEqual(2);
  }
});

test('a job that is due once a day waits for the next day, whoever else starts', async () => {
  const failed = (name: string, cause: unknown) => {
    throw new Error(`${name} failed`, { cause });
  };
  const began: string[] = [];
  const one = await jobsOverInstances({ url: database.url, failed });
  const first = one.every('daily', 86_400_000, async () => void began.push('first'));
  await until(() => began.length > 0);
  await first.stop();
  const other = await jobsOverInstances({ url: database.url, failed });
  const second = other.every('daily', 86_400_000, async () => void began.push('second'));
  await second.stop();
  expect(began).toEqual(['first']);
  await Promise.all([one.close(), other.close()]);
});

test('work that fails is told of once, and is tried again when it is due', async () => {
  const told: string[] = [];
  const jobs = await jobsOverInstances({ url: database.url, failed: (name) => told.push(name) });
  let tries = 0;
  const job = jobs.every('failing', 1_000, async () => {
    tries += 1;
    if (tries < 3) throw new Error('not yet');
  });
  await until(() => tries >= 3);
  await job.stop();
  await jobs.close();
  expect(told).toEqual(['failing']);
});
