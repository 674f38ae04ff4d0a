/** What a commit costs as conversations grow many: it must not. Each is a turn, sealed and synced to disk. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openLowdbStore } from '../../../src/stores/lowdb/open.js';
import type { Store } from '../../../src/stores/port.js';
import { median, medianRatio, quantile } from '../statistics.js';
import { type Goal, table } from '../table.js';
import type { Pace } from './turns.js';

const SIZES = [1000, 100_000] as const;
const WIDTHS = [
  { width: 1, commits: 300 },
  { width: 50, commits: 10_000 },
] as const;
/** How far the two sizes may be apart. */
const WITHIN = 0.2;
/** As large as those of a find-help conversation. */
const SESSION = JSON.stringify({ answers: 'a'.repeat(1480) });
const CONTENT = JSON.stringify({ replies: 'r'.repeat(2030) });

interface Person {
  key: string;
  version: number;
  lines: number;
}
interface Filled {
  size: number;
  store: Store;
  people: Person[];
}
interface Run {
  latency: number;
  rate: number;
  /** Microseconds of processor time a commit. */
  cpu: number;
}

export async function measureStore({ rounds }: Pace, say: (words: string) => void): Promise<Goal[]> {
  const work = await mkdtemp(join(process.cwd(), 'tests/output/bench/store-'));
  const stores: Filled[] = [];
  const goals: Goal[] = [];
  const rows: string[][] = [];
  try {
    for (const size of SIZES) stores.push(await filled(work, size));
    for (const { width, commits } of WIDTHS) {
      const runs = await interleaved(stores, width, commits, rounds * 2 + 1);
      for (const [index, size] of SIZES.entries()) rows.push(rowOf(size, width, runs[index] ?? []));
      goals.push(goalOf(width, runs[0] ?? [], runs[1] ?? []));
    }
  } finally {
    for (const { store } of stores) await store.close();
    await rm(work, { recursive: true, force: true });
  }
  say('\nOne commit of a turn to the embedded store\n');
  say(table(['sessions', 'at once', 'median ms', 'commits/s', 'CPU µs/commit'], rows));
  return goals;
}

async function filled(work: string, size: number): Promise<Filled> {
  const options = { folder: join(work, String(size)), secret: 'bench', now: Date.now, warn: console.error };
  const store = await openLowdbStore(options);
  const people = Array.from({ length: size }, (_, n) => ({ key: keyOf(n), version: 0, lines: 0 }));
  await inParallel(500, people, (person) => turn(store, person));
  return { size, store, people };
}

const keyOf = (n: number) => `${'k'.repeat(30)}${String(n).padStart(13, '0')}`;

async function interleaved(stores: Filled[], width: number, commits: number, rounds: number) {
  const runs: Run[][] = stores.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    // The first is not always the first, so that neither size always finds the disk as the other left it.
    for (const index of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const subject = stores[index];
      if (subject) runs[index]?.push(await measure(subject, width, commits));
    }
  return runs;
}

async function measure({ store, people }: Filled, width: number, commits: number): Promise<Run> {
  // Spread over all, in steps that are prime to their number.
  const chosen = Array.from({ length: commits }, (_, n) => people[(n * 7919) % people.length] as Person);
  const took: number[] = [];
  const cpu = process.cpuUsage();
  const began = performance.now();
  await inParallel(width, chosen, async (person) => {
    const from = performance.now();
    await turn(store, person);
    took.push(performance.now() - from);
  });
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { latency: quantile(took, 0.5), rate: commits / seconds, cpu: (user + system) / commits };
}

async function turn(store: Store, person: Person): Promise<void> {
  const at = Date.now();
  const activity = `${person.key.slice(20)}-${person.version}-${at}`;
  const committed = await store.commit({
    conversation: person.key,
    expected: person.version,
    session: SESSION,
    turn: { activity, at, firstLine: person.lines, lines: 2, content: CONTENT },
    expiresAt: at + 864e5,
  });
  if (committed.status !== 'committed') throw new Error(`The commit was answered ${committed.status}.`);
  person.version = committed.version;
  person.lines += 2;
}

async function inParallel<Item>(width: number, items: readonly Item[], work: (item: Item) => Promise<void>) {
  let next = 0;
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

function rowOf(size: number, width: number, runs: Run[]): string[] {
  return [
    size.toLocaleString('en'),
    String(width),
    median(runs.map(({ latency }) => latency)).toFixed(2),
    median(runs.map(({ rate }) => rate)).toFixed(0),
    median(runs.map(({ cpu }) => cpu)).toFixed(0),
  ];
}

function goalOf(width: number, few: Run[], many: Run[]): Goal {
  const ratio = medianRatio(
    many.map(({ latency }) => latency),
    few.map(({ latency }) => latency),
  );
  return {
    what: `Commit, ${width} at once: 100,000 sessions against 1,000`,
    measured: `${ratio.toFixed(2)} × the time`,
    goal: `within ${WITHIN * 100} %`,
    // A larger store that is quicker would be luck of the machine, and no fault.
    met: ratio <= 1 + WITHIN,
  };
}
