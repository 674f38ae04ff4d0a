/** What a reader of the lessons can count on: each is short, ends with one thing to do today, and then come the numbers. */
import { describe, expect, test } from '@jest/globals';
import { textsOf } from '../../src/content/prove/flatten.js';
import type { Event } from '../../src/engine/events.js';
import { createBot, tap } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';

const TOPICS = ['offers', 'papers', 'online', 'abroad', 'alone', 'arriving'];
const MORE = ['lost', 'care', 'rights', 'marriage', 'leaving', 'no_blame'];
const STAFF = ['recognise', 'respond', 'record', 'refer'];
const ways = (who: string, topics: readonly string[], more: readonly string[] = []) => [
  ...topics.map((topic) => [who, topic]),
  ...more.map((topic) => [who, 'other', topic]),
];
const LESSONS = [...ways('parent', TOPICS, MORE), ...ways('young', TOPICS, MORE), ...ways('staff', STAFF)];

const content = ownContent();
const bot = await createBot(content);

async function read(way: readonly string[]): Promise<Event[]> {
  let turned = await bot.turn(bot.start('en'), { kind: 'opened' });
  for (const id of ['signs', ...way]) turned = await bot.turn(turned.stored, tap(id));
  return turned.events;
}

test.each(LESSONS.map((way) => [way.join(' / '), way] as const))(
  'the lesson %s is a few messages, the last of them what to do today, and then the numbers',
  async (_name, way) => {
    const events = await read(way);
    const said = events.flatMap((event) => (event.type === 'said' ? [event.text.key] : []));
    expect(events.map(({ type }) => type)).toEqual([...said.map(() => 'said'), 'numbers_shown', 'asked']);
    expect(said.at(-1)).toMatch(new RegExp(`:${way.at(-1)}\\.today$`));
    expect(said.length).toBeGreaterThanOrEqual(2);
    expect(said.length).toBeLessThanOrEqual(way[0] === 'staff' ? 4 : 3);
    expect(JSON.stringify(events)).toContain('emergency');
  },
);

describe.each(content.languages.map((language) => [language.code, language] as const))(
  'in %s',
  (_code, language) => {
    const texts = textsOf(language);
    const wordsOf = (key: string) => texts.get(key)?.forms.get('') ?? '';
    const parts = [...TOPICS, ...MORE].flatMap((topic) =>
      ['signs', 'help', 'today'].map((part) => `${topic}.${part}`),
    );

    test('young people have words of their own', () => {
      const same = parts.filter(
        (part) => wordsOf(`signs-parents:${part}`) === wordsOf(`signs-young:${part}`),
      );
      expect(parts.filter((part) => wordsOf(`signs-young:${part}`) === '')).toEqual([]);
      expect(same).toEqual([]);
    });
  },
);

test('somebody who reads as a young person is a child to the cards from then on', async () => {
  let turned = await bot.turn(bot.start('en'), { kind: 'opened' });
  for (const id of ['signs', 'young']) turned = await bot.turn(turned.stored, tap(id));
  expect(turned.session.child).toBe(true);
});
