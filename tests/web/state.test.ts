/** How the page takes in what comes over the line. */
import { expect, test } from '@jest/globals';
import type { Activity } from '../../src/web/chat/client/activity.js';
import { withActivities, withOwn } from '../../src/web/chat/client/state.js';
import { lastPlan, type Message, openChoices, type PageState } from '../../src/web/chat/model.js';

const choice = (id: string, number: number) => ({ id, label: id, number, tone: 'plain' as const });
const bot = (id: string, text: string): Activity => ({
  type: 'message',
  id,
  text,
  locale: 'en',
  channelData: {
    kinline: { direction: 'ltr', tone: 'plain', links: [], choices: [choice('find', 1), choice('help', 0)] },
  },
});
const echo = (own: string): Activity => ({
  type: 'message',
  id: `e-${own}`,
  channelData: { clientActivityID: own },
});

const first = {
  wording: { code: 'en', direction: 'ltr' },
  status: 'online',
  answering: true,
  messages: ['one', 'two'].map(
    (text, index): Message => ({
      key: `greeting-${index}`,
      activity: undefined,
      from: 'bot',
      text,
      language: 'en',
      direction: 'ltr',
      tone: 'plain',
      links: [],
      choices: [],
      delivery: 'done',
    }),
  ),
} as unknown as PageState;

const texts = (state: PageState) => state.messages.map(({ text }) => text);

test('the greeting takes the place of the first words, in the same elements', () => {
  const state = withActivities(first, [bot('1', 'one'), bot('2', 'two, changed')]);
  expect(texts(state)).toEqual(['one', 'two, changed']);
  expect(state.messages.map(({ key }) => key)).toEqual(['greeting-0', 'greeting-1']);
});

test('somebody who answers before the greeting came sees it above their own words', () => {
  const state = withActivities(withOwn(first, 'own', 'hi'), [
    bot('1', 'one'),
    bot('2', 'two'),
    echo('own'),
    bot('3', 'three'),
  ]);
  expect(texts(state)).toEqual(['one', 'two', 'hi', 'three']);
});

test('first words that the bot does not say go away', () => {
  const state = withActivities(withOwn(first, 'own', 'hi'), [
    bot('1', 'one'),
    echo('own'),
    bot('3', 'three'),
  ]);
  expect(texts(state)).toEqual(['one', 'hi', 'three']);
});

test('what comes twice, over the stream and by polling, stands there once', () => {
  const twice = [bot('1', 'one'), bot('2', 'two'), bot('3', 'three')];
  expect(texts(withActivities(withActivities(first, twice), twice))).toEqual(['one', 'two', 'three']);
});

test('the same apology for each try is shown once, and again after new words', () => {
  const tried = withActivities(withOwn(first, 'a', 'hi'), [
    bot('g1', 'one'),
    bot('g2', 'two'),
    bot('v1', 'sorry'),
    bot('v2', 'sorry'),
  ]);
  expect(texts(tried)).toEqual(['one', 'two', 'hi', 'sorry']);
  expect(texts(withActivities(withOwn(tried, 'b', 'hello'), [bot('v3', 'sorry')])).slice(-2)).toEqual([
    'hello',
    'sorry',
  ]);
});

test('what was put away leaves the page with its answer; words that are still on their way stay', () => {
  const told = withActivities(withOwn(withOwn(first, 'own', 'the code is 1234'), 'late', 'and this'), [
    bot('1', 'your code is 1234'),
    echo('own'),
    {
      ...bot('2', 'There is a request.'),
      channelData: { kinline: { ...bot('2', '').channelData?.kinline, clears: true } },
    },
    bot('3', 'What now?'),
  ]);
  expect(texts(told)).toEqual(['and this', 'There is a request.', 'What now?']);
});

test('only the last words of the bot can be answered by a tap, and help now has its own place', () => {
  const asked = withActivities(first, [bot('1', 'one'), bot('2', 'two')]);
  expect(openChoices(asked).map(({ id }) => id)).toEqual(['find']);
  expect(openChoices(withOwn(asked, 'own', 'hi'))).toEqual([]);
});

test('only the plan that was said last can be printed', () => {
  const said = (key: string, plan?: true) => ({ key, ...(plan ? { plan } : {}) }) as Message;
  const messages = [said('a', true), said('b'), said('c', true), said('d', true), said('e')];
  expect(lastPlan({ messages } as PageState).map(({ key }) => key)).toEqual(['c', 'd']);
  expect(lastPlan({ messages: [said('b')] } as PageState)).toEqual([]);
});
