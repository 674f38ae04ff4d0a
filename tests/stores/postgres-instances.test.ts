import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Incoming } from '../../src/turn/incoming.js';
import type { TranscriptTurn } from '../../src/turn/result.js';
import { type Instance, type Instances, openInstances } from '../helpers/instances.js';

let instances: Instances;
let one: Instance;
let other: Instance;
let person = '';
beforeAll(async () => {
  instances = await openInstances(2);
  [one, other] = instances.all as [Instance, Instance];
});
afterAll(() => instances.close());
beforeEach(() => {
  sent += 1;
  person = `person ${sent}`;
});

let sent = 0;
const range = (length: number) => Array.from({ length }, (_, index) => index);
function message(text: string, more: Partial<Incoming> = {}): Incoming {
  sent += 1;
  instances.clock.now += 1;
  const content = { kind: 'text', text } as const;
  return { channel: 'test', user: person, activity: `a${sent}`, content, locale: 'en', ...more };
}
const transcript = ({ house }: Instance) => house.transcript.since('test', person, 0);

/** Resolves when this many turns were heard there. */
function hear(instance: Instance, count: number): Promise<TranscriptTurn[]> {
  const heard: TranscriptTurn[] = [];
  return new Promise((resolve) => {
    const stop = instance.house.transcript.subscribe('test', person, (turn) => {
      heard.push(turn);
      if (heard.length < count) return;
      stop();
      resolve(heard);
    });
  });
}

describe('one person over two instances', () => {
  test('fifty messages at once are all done, one after the other, in the order in which each instance got them', async () => {
    await one.house.take(message('hello'));
    const messages = range(50).map((n) => message('repeat', { echo: n }));
    const results = await Promise.all(
      messages.map((each, n) => (n % 2 === 0 ? one : other).house.take(each)),
    );
    expect(results.map(({ status }) => status)).toEqual(messages.map(() => 'done'));
    const [, ...turns] = await transcript(one);
    const order = turns.map(({ echo }) => Number(echo));
    expect(order).toHaveLength(50);
    for (const remainder of [0, 1]) {
      const ofInstance = order.filter((n) => n % 2 === remainder);
      expect(ofInstance).toEqual(range(25).map((n) => 2 * n + remainder));
    }
    let line = turns[0]?.firstLine ?? 0;
    for (const { firstLine, replies } of turns) {
      expect(firstLine).toBe(line);
      line += replies.length + 1;
    }
  });

  test('the same message twenty times at once has one effect and one answer', async () => {
    await one.house.take(message('hello'));
    const same = message('day care');
    const results = await Promise.all(range(20).map((n) => (n % 2 === 0 ? one : other).house.take(same)));
    expect(results.filter(({ status }) => status === 'done')).toHaveLength(1);
    expect(results.filter(({ status }) => status === 'repeated')).toHaveLength(19);
    expect(new Set(results.map(({ replies }) => JSON.stringify(replies))).size).toBe(1);
    expect(await transcript(other)).toHaveLength(2);
    instances.clock.now += 47 * 3_600_000;
    const late = await other.house.take(same);
    expect(late).toMatchObject({ status: 'repeated', replies: results[0]?.replies });
  });

  test('the conversation goes on wherever the next message arrives', async () => {
    const answers: string[] = [];
    for (const [n, words] of ['hello', 'day care', 'Cluj', 'menu', 'back'].entries()) {
      const { status, replies } = await (n % 2 === 0 ? one : other).house.take(message(words));
      expect(status).toBe('done');
      answers.push(replies.map(({ text }) => text).join('\n'));
    }
    expect(answers[2]).toContain('near Cluj-Napoca');
  });

  test('whoever listens on one instance hears every turn of the other, once and in order', async () => {
    await one.house.take(message('hello'));
    const heard = hear(one, 40);
    for (const n of range(20)) {
      await other.house.take(message('repeat', { echo: 2 * n }));
      await one.house.take(message('repeat', { echo: 2 * n + 1 }));
    }
    expect((await heard).map(({ echo }) => echo)).toEqual(range(40));
  });

  test('a goodbye on one instance is heard on the other, though nothing of it can be read any more', async () => {
    await one.house.take(message('hello'));
    const heard = hear(one, 1);
    const left = await other.house.take(message('exit'));
    expect(left.ended).toBeDefined();
    const [goodbye] = await heard;
    expect(goodbye).toMatchObject({ replies: left.replies, ended: left.ended });
    expect(await transcript(one)).toEqual([]);
  });
});

test('a turn costs one round trip, and its news no more than another; the first on an instance costs one more', async () => {
  await one.house.take(message('hello'));
  one.asked.length = 0;
  for (const words of ['day care', 'Cluj', 'menu', 'help', 'back']) await one.house.take(message(words));
  const asked = (name: string) => one.asked.filter((each) => each === name).length;
  expect(asked('look')).toBe(0);
  expect(asked('commit')).toBe(5);
  expect(one.asked.length).toBeLessThanOrEqual(10);
  other.asked.length = 0;
  await other.house.take(message('menu'));
  expect(other.asked.slice(0, 2)).toEqual(['look', 'commit']);
});

test('many people talk to two instances at once, each with an answer of their own', async () => {
  const people = range(60).map((n) => `crowd ${n}`);
  await Promise.all(
    people.map(async (user, n) => {
      for (const [turn, words] of ['hello', 'food', 'Iasi', 'menu'].entries()) {
        const instance = (n + turn) % 2 === 0 ? one : other;
        expect((await instance.house.take(message(words, { user }))).status).toBe('done');
      }
    }),
  );
  for (const user of people) expect(await one.house.transcript.since('test', user, 0)).toHaveLength(4);
});
