/** Nowhere is there a score: whatever is answered, what is left holds answers, and nothing that grows with them. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Event } from '../../src/engine/events.js';
import type { Session } from '../../src/engine/session.js';
import { type Bot, createBot, type Turned, tap } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';
import { openHouse, type TestHouse } from '../helpers/house.js';

const JUDGING =
  /\b(scores?|scoring|points?|levels?|ratings?|severity|risk|percent|total(?!ly)|positive|screen(ed|ing)|tally|band)\b/i;

/** Every key and kind of value in some data, lists taken as one: what it is made of, not what it says. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => shapeOf(item, `${path}[]`));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`));
  return [`${path}: ${typeof value}`];
}
const shape = (value: unknown): string[] => [...new Set(shapeOf(value))].sort();

/** Numbers anywhere in some data, by where they stand. */
function numbersIn(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${path}.${key}`));
}

let bot: Bot;
beforeAll(async () => {
  bot = await createBot(ownContent());
});

interface Walk {
  turns: Turned[];
  result: Turned;
}

/** Answers the main questions as `say` tells and leaves the closer ones aside, so that all walks are as long. */
async function walk(dialog: 'self_check' | 'young', say: (index: number) => string): Promise<Walk> {
  const turns: Turned[] = [await bot.turn(bot.start('en'), { kind: 'opened' })];
  const then = async (id: string) => {
    turns.push(await bot.turn((turns.at(-1) as Turned).stored, tap(id)));
    return turns.at(-1) as Turned;
  };
  await then('self_check');
  if (dialog === 'young') await then('young');
  let turned = await then('start');
  for (let index = 0; stepAt(turned.session) !== 'result' && index < 60; index += 1) {
    const options = turned.session.asked?.options.map(({ id }) => id) ?? [];
    const wanted = stepAt(turned.session) === 'private' ? 'go_on' : say(index);
    turned = await then(options.includes(wanted) ? wanted : 'skip');
  }
  await then('my_plan');
  return { turns, result: turned };
}

const stepAt = ({ frames }: Session): string => frames.at(-1)?.visits.at(-1)?.step ?? '';

const WALKS: [string, (index: number) => string][] = [
  ['yes to all', () => 'yes'],
  ['no to all', () => 'no'],
  ['sometimes', () => 'sometimes'],
  ['rather not say', () => 'skip'],
  ['yes and no in turn', (index) => (index % 2 === 0 ? 'yes' : 'no')],
  ['one yes', (index) => (index === 1 ? 'yes' : 'no')],
];

test.each(WALKS)(
  '%s: no number in session, events or replies that was not there before, and no judging word',
  async (_, say) => {
    for (const dialog of ['self_check', 'young'] as const) {
      const { turns } = await walk(dialog, say);
      for (const { session, events, replies } of turns) {
        const allowed = /^\.(version|turns|misses)$|\.(local\.asked)$/;
        expect(numbersIn(session).filter(([path]) => !allowed.test(path))).toEqual([]);
        const own = events.filter(({ type }) => type !== 'shown');
        expect(numbersIn(own)).toEqual([]);
        expect(JSON.stringify(events).match(JUDGING)?.[0]).toBe(undefined);
        const said = replies.map(({ text }) => text).join('\n');
        expect(said.replace(/There is no score/, '').match(JUDGING)?.[0]).toBe(undefined);
      }
    }
  },
);

test('two people with other numbers of “yes” leave data of one shape', async () => {
  const sessions: unknown[] = [];
  // The same questions, the same turns: only the answers differ.
  for (const yes of [2, 5]) {
    const { result } = await walk('self_check', (index) => (index >= 12 && index < 12 + yes ? 'yes' : 'no'));
    sessions.push(JSON.parse(result.stored));
  }
  expect(shape(sessions[1])).toEqual(shape(sessions[0]));
  expect(shape(sessions[0]).join()).not.toMatch(JUDGING);
});

test('no event counts or weighs answers', async () => {
  const kinds = new Set<Event['type']>();
  for (const [, say] of WALKS)
    for (const { events } of (await walk('self_check', say)).turns)
      for (const { type } of events) kinds.add(type);
  expect([...kinds].sort()).toEqual(['asked', 'danger_seen', 'numbers_shown', 'said'].sort());
});

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('nothing of the answers is in the store’s files, its records or the log, also while the chat is open', async () => {
  const say = async (id: string) => house.house.take(house.message({ kind: 'choice', id, label: '' }));
  await house.house.take(house.message({ kind: 'opened' }));
  await say('self_check');
  await say('start');
  for (let turn = 0; turn < 30; turn += 1) await say(turn % 3 === 0 ? 'sometimes' : 'no');
  await say('stop');
  const files = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      const found = statSync(path);
      return found.isDirectory() ? files(path) : found.isFile() ? [path] : [];
    });
  const stored = files(house.folder).map((file) => readFileSync(file, 'latin1'));
  for (const content of stored) {
    expect(content).not.toMatch(/self-check|sometimes|bills|couple_mediation/);
    expect(content).not.toMatch(/"(score|level|points|label|colou?r|tally)"/i);
  }
  const logged = JSON.stringify(house.logged);
  expect(logged).not.toMatch(/self-check|sometimes|bills|score|level/);
});
