/** Kills the process that talks with people, again and again at named points, and starts another one each time. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { join } from 'node:path';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { type Played, play, type Verdict, verify } from './people.js';
import { type Answer, type Message, MIGRATIONS, type Point, type Task, type Where } from './points.js';

const OUTPUT = join('tests', 'output', 'faults');
export const SECRET = 'a secret for tests of faults, long enough to be one';

export interface Kills {
  /** Taken in turn. */
  points: readonly Point[];
  times: number;
  people: number;
  store: Where;
  now: number;
  /** Clocks are set forward and back meanwhile. */
  jumps?: boolean;
}

export interface Killed extends Verdict {
  kills: number;
  played: Played;
}

/** Bundles the talker once; returns where it lies. */
export function bundleTalker(): string {
  const outfile = join(OUTPUT, 'talker.mjs');
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20', '--packages=external'];
  const esbuild = join('node_modules', '.bin', 'esbuild');
  execFileSync(esbuild, ['tests/faults/talker.ts', `--outfile=${outfile}`, ...options], { stdio: 'pipe' });
  return outfile;
}

export async function killAgainAndAgain(script: string, plan: Kills): Promise<Killed> {
  const { store, now } = plan;
  const began = Date.now();
  const talker = createTalkers(script, plan, () => now + Date.now() - began);
  const played = await play({ people: plan.people, over: talker.over, say: talker.say });
  await talker.stop();
  const at = () => now + Date.now() - began;
  const opened =
    'url' in store
      ? await openPostgresStore({ url: store.url, secret: SECRET, now: at, migrations: MIGRATIONS })
      : await openLowdbStore({ folder: store.folder, secret: SECRET, now: at });
  try {
    return { kills: talker.kills(), played, ...(await verify(opened, SECRET, played)) };
  } finally {
    await opened.close();
  }
}

function createTalkers(
  script: string,
  { points, times, people, store, jumps = false }: Kills,
  now: () => number,
) {
  let kills = 0;
  let over = false;
  let current: Promise<ChildProcess> = begin();
  const waiting = new Map<string, (answer: Answer | undefined) => void>();

  function begin(): Promise<ChildProcess> {
    // Somewhere among the messages, never at the same one.
    const point = points[kills % points.length];
    const kill =
      kills < times && point !== undefined ? { point, after: 3 + ((kills * 37) % (4 * people)) } : undefined;
    const task: Task = { store, secret: SECRET, now: now(), jumps, ...(kill ? { kill } : {}) };
    const child = fork(script, [JSON.stringify(task)]);
    return new Promise((ready, failed) => {
      child.on('message', (said: Answer | 'ready') => {
        if (said === 'ready') ready(child);
        else answered(said);
      });
      child.once('exit', (code, signal) => {
        if (signal !== 'SIGKILL') failed(new Error(`A talker ended with ${code ?? signal}.`));
        else if (!over) died();
      });
    });
  }

  function answered(answer: Answer): void {
    const key = `${answer.user} ${answer.number}`;
    waiting.get(key)?.(answer);
    waiting.delete(key);
  }

  function died(): void {
    kills += 1;
    current = begin();
    // Whoever waits for an answer gets none; messages that were on their way are gone.
    const unanswered = [...waiting.values()];
    waiting.clear();
    for (const resolve of unanswered) resolve(undefined);
  }

  return {
    kills: () => kills,
    over: () => kills >= times,
    async say(message: Message): Promise<Answer | undefined> {
      const child = await current;
      return new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve(undefined);
        waiting.set(`${message.user} ${message.number}`, resolve);
        child.send(message, (fault) => {
          if (fault) resolve(undefined);
        });
      });
    },
    async stop(): Promise<void> {
      over = true;
      const child = await current;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
