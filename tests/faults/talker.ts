/**
 * The whole turn on a store, in a process of its own that kills itself at a named point. Messages and answers come
 * and go between processes; an answer counts once it has left.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { steadyContent } from '../../src/compose/content.js';
import { buildHouse } from '../../src/compose/house.js';
import { readConfig } from '../../src/config.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import type { Commit, Store } from '../../src/stores/port.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { type Answer, CHANNEL, EFFECT, type Message, MIGRATIONS, type Point, type Task } from './points.js';

const task = JSON.parse(process.argv[2] ?? '{}') as Task;
const began = Date.now();
/** Milliseconds by which the clock is wrong, one after the other. */
const JUMPS = [0, 3_600_000, -3_600_000, 61_000, -5_000, 6 * 3_600_000];
const JUMP_EVERY = 150;
const jumped = (elapsed: number) => JUMPS[Math.floor(elapsed / JUMP_EVERY) % JUMPS.length] ?? 0;
const now = () => {
  const elapsed = Date.now() - began;
  return task.now + elapsed + (task.jumps ? jumped(elapsed) : 0);
};
let passes = 0;

function pass(point: Point): void {
  if (point !== task.kill?.point) return;
  passes += 1;
  if (passes >= task.kill.after) process.kill(process.pid, 'SIGKILL');
}

async function open(): Promise<Store> {
  const { store, secret } = task;
  if ('url' in store) return openPostgresStore({ url: store.url, secret, now, migrations: MIGRATIONS });
  // Small snapshots, so that kills meet them too.
  return openLowdbStore({ folder: store.folder, secret, now, snapshotBytes: 300_000 });
}

/** The store with points on its way, and an effect in every commit. */
function withPoints(store: Store): Store {
  const passing =
    <Asked extends unknown[], Found>(ask: (...asked: Asked) => Promise<Found>) =>
    async (...asked: Asked): Promise<Found> => {
      const asking = ask(...asked);
      pass('loading');
      const found = await asking;
      pass('loaded');
      return found;
    };
  const commit = async (commit: Commit) => {
    pass('decided');
    const value = `${commit.conversation} ${commit.turn?.activity}`;
    const effect = { kind: EFFECT, id: randomUUID(), value };
    const committing = store.commit({ ...commit, records: [...(commit.records ?? []), effect] });
    if (task.kill?.point === 'committing') setTimeout(() => pass('committing'), passes % 4);
    const committed = await committing;
    pass('committed');
    return committed;
  };
  const { begin } = store;
  return { ...store, load: passing(store.load), ...(begin ? { begin: passing(begin) } : {}), commit };
}

const data = mkdtempSync(join(tmpdir(), 'kinline-faults-'));
const settings = readConfig({ KINLINE_DATA: data });
if (!settings.ok) throw new Error(settings.problems.join(' '));
const { content, senses } = steadyContent('.', new Map(), 'dist');
const opened = await open();
const house = await buildHouse({
  config: settings.config,
  content,
  senses,
  program: 'dist',
  store: withPoints(opened),
  secret: task.secret,
  now,
  log: () => undefined,
});

process.on('message', async ({ user, number, text }: Message) => {
  pass('received');
  const { status } = await house.take({
    channel: CHANNEL,
    user,
    activity: `${number}`,
    content: { kind: 'text', text },
    locale: 'en',
    echo: number,
  });
  pass('told');
  const answer: Answer = { user, number, status };
  process.send?.(answer, () => pass('answered'));
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
