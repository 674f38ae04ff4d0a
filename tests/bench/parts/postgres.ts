/**
 * Turns on PostgreSQL, with one instance and with two, held against the embedded store and against a stock bot that
 * keeps its state in the same server in the simplest way. What is asked of the database is counted by itself.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type PostgresServer, startServer as startPostgres } from '../../helpers/postgres-server.js';
import { startLoad } from '../load-process.js';
import { type Server, startServer } from '../server-process.js';
import { median, medianRatio } from '../statistics.js';
import type { Subject } from '../subjects.js';
import { startKinline } from '../subjects.js';
import { type Goal, table } from '../table.js';
import { measure, type Pace, type Runs, rates } from './turns.js';

const OUTPUT = join(process.cwd(), 'tests/output/bench');
const WIDTH = 100;
const SECRET = 'a secret of the bench only, long enough to be one';

const EMBEDDED = 'Kinline, embedded';
const ONE = 'Kinline, PostgreSQL, one instance';
const TWO = 'Kinline, PostgreSQL, two instances';
const PEER = '(f) botbuilder waterfall, state in PostgreSQL';

export async function measurePostgres(pace: Pace, say: (words: string) => void): Promise<Goal[]> {
  const folder = join(OUTPUT, 'postgres');
  rmSync(folder, { recursive: true, force: true });
  const postgres = await startPostgres({ folder });
  const load = startLoad();
  try {
    const [runs] = await measure(subjects(postgres), [WIDTH], pace, load);
    if (runs === undefined) throw new Error('Nothing was measured.');
    say(`\nOver /api/messages with expectReplies, conversations at once: ${WIDTH}\n`);
    say(runsTable(runs));
    const trips = await tripsPerTurn(postgres, pace, load);
    say(`\nRound trips to the database per turn: ${trips.toFixed(2)}, each one statement`);
    return goals(runs, trips);
  } finally {
    load.stop();
    await postgres.stop();
  }
}

function subjects(postgres: PostgresServer): Subject[] {
  return [
    { name: EMBEDDED, speak: 'kinline messages', start: () => startKinline('embedded') },
    { name: ONE, speak: 'kinline messages', start: () => instances(postgres, 'one', 1) },
    { name: TWO, speak: 'kinline messages', start: () => instances(postgres, 'two', 2) },
    {
      name: PEER,
      speak: 'messages',
      start: async () => {
        await createDatabase(postgres, 'peer');
        const settings = { PEER_DATABASE: postgres.url('peer') };
        return startServer('tests/bench/peers/botbuilder-postgres.mjs', settings);
      },
    },
  ];
}

/** Several instances on a database of their own, as one server with several ports. */
async function instances(postgres: PostgresServer, name: string, count: number): Promise<Server> {
  await createDatabase(postgres, name);
  const settings = { KINLINE_STORE: postgres.url(name), KINLINE_SECRET: SECRET };
  const servers: Server[] = [];
  for (let n = 0; n < count; n += 1) servers.push(await startKinline(`postgres-${name}-${n}`, [], settings));
  const [first] = servers;
  if (first === undefined) throw new Error('There is no instance.');
  return {
    port: first.port,
    ports: servers.map(({ port }) => port),
    startedIn: first.startedIn,
    async usage() {
      const all = await Promise.all(servers.map((server) => server.usage()));
      const sum = (of: (usage: (typeof all)[number]) => number) => all.map(of).reduce((a, b) => a + b, 0);
      return { cpu: sum(({ cpu }) => cpu), resident: sum(({ resident }) => resident) };
    },
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}

async function createDatabase(postgres: PostgresServer, name: string): Promise<void> {
  await ask(postgres.url(), `CREATE DATABASE ${name}`);
}

async function ask<Row>(url: string, text: string): Promise<Row[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Every statement of a turn is a transaction of its own, which the database counts. It tells a little later. */
async function tripsPerTurn(
  postgres: PostgresServer,
  pace: Pace,
  load: ReturnType<typeof startLoad>,
): Promise<number> {
  const server = await instances(postgres, 'counted', 1);
  const transactions = async () => {
    await pause(2_500);
    const text = "SELECT xact_commit AS count FROM pg_stat_database WHERE datname = 'counted'";
    const [row] = await ask<{ count: string }>(postgres.url(), text);
    return Number(row?.count);
  };
  try {
    const job = { speak: 'kinline messages', port: server.port, width: WIDTH } as const;
    await load.play({ ...job, milliseconds: pace.warmUp });
    const before = await transactions();
    const { turns } = await load.play({ ...job, milliseconds: pace.run });
    return ((await transactions()) - before) / turns;
  } finally {
    await server.stop();
  }
}

function runsTable(runs: Runs): string {
  const ours = rates(runs, ONE);
  const rows = [...runs].map(([name, all]) => [
    name,
    median(all.map(({ rate }) => rate)).toFixed(0),
    median(all.map(({ p50 }) => p50)).toFixed(1),
    median(all.map(({ p99 }) => p99)).toFixed(1),
    median(all.map(({ cpu }) => cpu)).toFixed(2),
    `${(100 * median(all.map(({ busy }) => busy))).toFixed(0)} %`,
    name === ONE ? '' : medianRatio(ours, rates(runs, name)).toFixed(2),
  ]);
  return table(
    ['', 'turns/s', 'p50 ms', 'p99 ms', 'CPU ms/turn', 'load busy', 'one instance is × this'],
    rows,
  );
}

function goals(runs: Runs, trips: number): Goal[] {
  const against = (name: string, least: number): Goal => {
    const ratio = medianRatio(rates(runs, ONE), rates(runs, name));
    const what = `PostgreSQL, one instance: turns/s against ${name}`;
    return { what, measured: `${ratio.toFixed(2)} ×`, goal: `${least} × or more`, met: ratio >= least };
  };
  const p99 = median((runs.get(ONE) ?? []).map((run) => run.p99));
  return [
    against(PEER, 3),
    against(EMBEDDED, 0.7),
    {
      what: `PostgreSQL, one instance: p99 at ${WIDTH} conversations`,
      measured: `${p99.toFixed(0)} ms`,
      goal: 'under 150 ms',
      met: p99 < 150,
    },
    {
      what: 'PostgreSQL: round trips per turn',
      measured: trips.toFixed(2),
      goal: '3 or fewer',
      met: trips <= 3,
    },
  ];
}
