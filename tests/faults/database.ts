/** What befalls a database while people talk to two instances on it, and what became of their messages. */
import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { type PostgresServer, startServer } from '../helpers/postgres-server.js';
import { SECRET } from './kills.js';
import { type Played, play, type Verdict, verify } from './people.js';
import { type Answer, type Message, MIGRATIONS, type Task } from './points.js';

export const FAULTS = {
  /** Nobody can reach it. */
  async stopped(server: PostgresServer, milliseconds: number) {
    await server.stop();
    await pause(milliseconds);
    await server.start();
  },
  /** As when its machine dies. */
  async killed(server: PostgresServer, milliseconds: number) {
    await server.kill();
    await pause(milliseconds);
    await server.start();
  },
  async restarted(server: PostgresServer) {
    await server.stop();
    await server.start();
  },
  /** It stands still with all its connections open, as behind a network that is gone. */
  async frozen(server: PostgresServer, milliseconds: number) {
    const goOn = server.freeze();
    await pause(milliseconds);
    goOn();
  },
  /** Connections are cut, whatever statement is on its way. */
  async cut(server: PostgresServer, milliseconds: number) {
    const client = new Client(server.url());
    await client.connect();
    for (const until = Date.now() + milliseconds; Date.now() < until; await pause(50))
      await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'kinline%'",
      );
    await client.end();
  },
} satisfies Record<string, (server: PostgresServer, milliseconds: number) => Promise<void>>;

export interface DatabasePlan {
  fault: keyof typeof FAULTS;
  /** Where the server lies. */
  folder: string;
  /** Each of them sends a message a second. */
  people: number;
  /** Milliseconds for which it is away. */
  away: number;
  now: number;
}

export async function databaseFault(
  script: string,
  plan: DatabasePlan,
): Promise<Verdict & { played: Played }> {
  const server = await startServer({ folder: plan.folder });
  try {
    const task: Task = { store: { url: server.url() }, secret: SECRET, now: plan.now };
    const talkers = await Promise.all([startTalker(script, task), startTalker(script, task)]);
    let over = false;
    let answered = 0;
    const talking = play({
      people: plan.people,
      over: () => over,
      async say(message) {
        const answer = await sayTo(talkers[message.number % 2], message);
        if (answer !== undefined && answer.status !== 'not_taken') answered += 1;
        return answer;
      },
      think: () => pause(1_000),
    });
    // Everybody talks before it, and everybody has gone on after it.
    const everybody = async (from: number) => {
      while (answered < from + plan.people) await pause(100);
    };
    const died = Promise.race(talkers.map((talker) => talker.died));
    await Promise.race([everybody(0), died]);
    await FAULTS[plan.fault](server, plan.away);
    await Promise.race([everybody(answered), died]);
    over = true;
    const played = await Promise.race([talking, died]);
    for (const { child } of talkers) child.kill('SIGKILL');
    const began = Date.now();
    const now = () => plan.now + Date.now() - began;
    const store = await openPostgresStore({ url: server.url(), secret: SECRET, now, migrations: MIGRATIONS });
    try {
      return { ...(await verify(store, SECRET, played)), played };
    } finally {
      await store.close();
    }
  } finally {
    await server.stop();
  }
}

export interface Talker {
  child: ChildProcess;
  /** Rejects when it ends without having been asked to. */
  died: Promise<never>;
  waiting: Map<string, (answer: Answer) => void>;
}

export function startTalker(script: string, task: Task): Promise<Talker> {
  const child = fork(script, [JSON.stringify(task)]);
  const waiting: Talker['waiting'] = new Map();
  const died = new Promise<never>((_, failed) => {
    child.once('exit', (code, signal) => {
      if (signal !== 'SIGKILL') failed(new Error(`A talker ended with ${code ?? signal}.`));
    });
  });
  died.catch(() => undefined);
  return new Promise((ready, failed) => {
    died.catch(failed);
    child.on('message', (said: Answer | 'ready') => {
      if (said === 'ready') return ready({ child, waiting, died });
      const key = `${said.user} ${said.number}`;
      waiting.get(key)?.(said);
      waiting.delete(key);
    });
  });
}

export function sayTo(talker: Talker | undefined, message: Message): Promise<Answer | undefined> {
  if (talker === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    talker.waiting.set(`${message.user} ${message.number}`, resolve);
    talker.child.send(message);
  });
}
