/** Two processes on one database serve one person. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Store } from '../../src/stores/port.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { createKeys } from '../../src/turn/keys.js';
import { transcriptSince } from '../../src/turn/transcript.js';
import { START } from '../conformance/commits.js';
import { sayTo, startTalker, type Talker } from '../faults/database.js';
import { bundleTalker, SECRET } from '../faults/kills.js';
import { type Answer, CHANNEL, EFFECT } from '../faults/points.js';
import { type Database, makeDatabase } from '../helpers/postgres.js';

const PATIENCE = 120_000;
let database: Database;
let talkers: Talker[];
let store: Store;
beforeAll(async () => {
  database = await makeDatabase();
  const script = bundleTalker();
  const task = { store: { url: database.url }, secret: SECRET, now: START };
  talkers = await Promise.all([startTalker(script, task), startTalker(script, task)]);
  store = await openPostgresStore({ url: database.url, secret: SECRET, now: () => START + 60_000 });
}, PATIENCE);
afterAll(async () => {
  for (const { child } of talkers) child.kill('SIGKILL');
  await store.close();
  await database.drop();
});

const range = (length: number) => Array.from({ length }, (_, index) => index);
const say = (user: string, number: number, talker: number, text = 'repeat') =>
  sayTo(talkers[talker], { user, number, text });

async function echoesOf(user: string): Promise<number[]> {
  const conversation = createKeys(SECRET).conversation(CHANNEL, user);
  return (await transcriptSince(store, conversation, 0)).map(({ echo }) => Number(echo));
}

test(
  'fifty messages at once are all done, in the order in which each process got them',
  async () => {
    const answers = await Promise.all(range(50).map((n) => say('ana', n, n % 2)));
    expect(answers.map((answer) => answer?.status)).toEqual(range(50).map(() => 'done'));
    const echoes = await echoesOf('ana');
    expect(echoes).toHaveLength(50);
    for (const process of [0, 1])
      expect(echoes.filter((n) => n % 2 === process)).toEqual(range(25).map((n) => 2 * n + process));
  },
  PATIENCE,
);

test(
  'the same message twenty times at once has one effect',
  async () => {
    const answers: (Answer | undefined)[] = [];
    // Answers are told apart by their numbers, so each process is asked for this one once at a time.
    const ask = async (talker: number) => {
      for (const _ of range(10)) answers.push(await say('ion', 7, talker, 'day care'));
    };
    await Promise.all([ask(0), ask(1)]);
    expect(answers.filter((answer) => answer?.status === 'done')).toHaveLength(1);
    expect(answers.filter((answer) => answer?.status === 'repeated')).toHaveLength(19);
    expect(await echoesOf('ion')).toEqual([7]);
    const conversation = createKeys(SECRET).conversation(CHANNEL, 'ion');
    const effects: string[] = [];
    for await (const { value } of store.records(EFFECT))
      if (value.startsWith(conversation)) effects.push(value);
    expect(effects).toHaveLength(1);
  },
  PATIENCE,
);
