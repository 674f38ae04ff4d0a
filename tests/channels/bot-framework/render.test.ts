import { describe, expect, test } from '@jest/globals';
import { readActivity } from '../../../src/channels/bot-framework/activity.js';
import { answersTo, botFrameworkCodec } from '../../../src/channels/bot-framework/codec.js';
import { splitText } from '../../../src/channels/split.js';
import type { Choice, Link, Reply } from '../../../src/turn/reply.js';
import { MESSAGE } from './sample.js';

const reply = (fields: Partial<Reply>): Reply => ({
  text: 'What do you need?',
  language: 'en',
  direction: 'ltr',
  tone: 'plain',
  links: [],
  choices: [],
  ...fields,
});
const choice = (number: number, label: string): Choice => ({
  id: `c${number}`,
  label,
  number,
  tone: 'plain',
});
const DANGER: Choice = { id: 'danger', label: 'I need help now', number: 0, tone: 'danger' };
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => choice(index + 1, `Choice ${index + 1}`));

function shown(channelId: string, fields: Partial<Reply>) {
  return botFrameworkCodec(channelId)
    .render(reply(fields))
    .map(({ text, suggestedActions }) => ({
      text,
      buttons: suggestedActions?.actions.map(({ title }) => title) ?? [],
    }));
}

test('a question becomes a message with buttons that say their words', () => {
  expect(botFrameworkCodec('webchat').render(reply({ choices: [choice(1, 'Food'), DANGER] }))).toEqual([
    {
      type: 'message',
      text: 'What do you need?',
      textFormat: 'plain',
      locale: 'en',
      inputHint: 'expectingInput',
      suggestedActions: {
        to: [],
        actions: [
          { type: 'imBack', title: 'Food', value: 'Food' },
          { type: 'imBack', title: 'I need help now', value: 'I need help now' },
        ],
      },
    },
  ]);
});

test('danger is marked as important', () => {
  const [message] = botFrameworkCodec('msteams').render(reply({ tone: 'danger' }));
  expect(message).toMatchObject({ importance: 'high', inputHint: 'acceptingInput' });
});

describe('each channel gets the buttons it can show, and a list of all choices where not all can be shown', () => {
  const cases: [channel: string, choices: number, buttons: number, listed: boolean][] = [
    ['webchat', 30, 30, false],
    ['directline', 30, 30, false],
    ['emulator', 101, 100, true],
    ['telegram', 30, 30, false],
    ['facebook', 10, 10, false],
    ['facebook', 11, 10, true],
    ['line', 13, 13, false],
    ['line', 14, 13, true],
    ['skype', 11, 10, true],
    ['msteams', 6, 6, false],
    ['msteams', 7, 6, true],
    ['slack', 2, 0, true],
    ['sms', 2, 0, true],
    ['email', 2, 0, true],
    ['a channel nobody knows', 2, 2, true],
    ['a channel nobody knows', 12, 10, true],
  ];
  test.each(cases)('%s with %d choices', (channel, choices, buttons, listed) => {
    const [message] = shown(channel, { choices: many(choices) });
    expect(message?.buttons).toHaveLength(buttons);
    expect(message?.text.includes('\n1 Choice 1\n2 Choice 2')).toBe(listed);
    expect(message?.text.includes(`\n${choices} Choice ${choices}`)).toBe(listed);
  });
});

test('the button for help now is never the one that is left out, and is 0 in the list', () => {
  const [message] = shown('facebook', { choices: [...many(12), DANGER] });
  expect(message?.buttons).toHaveLength(10);
  expect(message?.buttons.at(-1)).toBe('I need help now');
  expect(message?.text).toMatch(/\n0 I need help now$/);
});

test('a label that is too long is shortened on its button, said whole when tapped, and stands whole in the text', () => {
  const choices = [choice(1, 'Somebody to look after my children'), choice(2, 'Food')];
  const [message] = botFrameworkCodec('facebook').render(reply({ choices }));
  expect(message?.suggestedActions?.actions).toEqual([
    { type: 'imBack', title: '1 Somebody to look…', value: 'Somebody to look after my children' },
    { type: 'imBack', title: 'Food', value: 'Food' },
  ]);
  expect(message?.text).toBe('What do you need?\n\n1 Somebody to look after my children\n2 Food');
});

describe('what can be opened can also be read', () => {
  const call: Link = { kind: 'call', label: 'Call', uri: 'tel:+441632960123' };
  const cases: [name: string, text: string, link: Link, expected: string][] = [
    ['a number', 'Ring them.', call, 'Ring them.\nCall: \u2066+441632960123\u2069'],
    [
      'a number that stands there',
      'Ring \u2066+44 1632 960123\u2069.',
      call,
      'Ring \u2066+44 1632 960123\u2069.',
    ],
    [
      'another number stands there',
      'Ring +44 1632 9601234.',
      call,
      'Ring +44 1632 9601234.\nCall: \u2066+441632960123\u2069',
    ],
    [
      'a short number inside a long one',
      'Ring 01632 960112.',
      { ...call, uri: 'tel:112' },
      'Ring 01632 960112.\nCall: \u2066112\u2069',
    ],
    ['a short number', 'Ring 112 now.', { ...call, uri: 'tel:112' }, 'Ring 112 now.'],
    [
      'a page',
      'See:',
      { kind: 'web', label: 'Page', uri: 'https://example.org/a?b=1' },
      'See:\nPage: https://example.org/a?b=1',
    ],
    [
      'a page that stands there',
      'See https://example.org/',
      { kind: 'web', label: 'Page', uri: 'https://example.org/' },
      'See https://example.org/',
    ],
    [
      'a place',
      'There.',
      { kind: 'map', label: 'Map', uri: 'geo:47.01,28.86?q=47.01,28.86' },
      'There.\nMap: \u206647.01,28.86\u2069',
    ],
  ];
  test.each(cases)('%s', (_name, text, link, expected) => {
    expect(shown('telegram', { text, links: [link] })).toEqual([{ text: expected, buttons: [] }]);
  });
});

describe('in a group', () => {
  const asked = (fields: object) => {
    const read = readActivity({ ...MESSAGE, ...fields });
    if (!read.ok) throw new Error(read.problem);
    const [answer] = answersTo(read.activity, [reply({ choices: [choice(1, 'Food')] })]);
    return answer;
  };
  test('buttons are for the person who asked', () => {
    expect(asked({ conversation: { id: 'c', isGroup: true } })?.suggestedActions?.to).toEqual(['person-1']);
  });
  test.each([{ isGroup: true }, { conversationType: 'groupChat' }, { conversationType: 'channel' }])(
    'Teams shows no buttons (%j), so the choices stand in the text',
    (kind) => {
      const answer = asked({ channelId: 'msteams', conversation: { id: 'c', ...kind } });
      expect(answer?.suggestedActions).toBeUndefined();
      expect(answer?.text).toMatch(/\n1 Food$/);
    },
  );
  test('Teams shows them in a chat of two', () => {
    const conversation = { id: 'c', conversationType: 'personal' };
    expect(asked({ channelId: 'msteams', conversation })?.suggestedActions?.actions).toHaveLength(1);
  });
});

describe('right to left', () => {
  test('lines that begin otherwise are marked, so that they are laid out from the right', () => {
    const choices = [choice(1, 'طعام'), choice(2, 'Kinline')];
    const [message] = shown('sms', { text: 'ما الذي تحتاجه؟\nKinline', direction: 'rtl', choices });
    expect(message?.text).toBe('ما الذي تحتاجه؟\n\u200FKinline\n\n\u200F1 طعام\n\u200F2 Kinline');
  });
  test('left to right needs no marks', () => {
    expect(shown('sms', { choices: many(2) })[0]?.text).not.toMatch(/\u200F/);
  });
});

describe('long texts', () => {
  const sentence = 'This is one sentence of a long text. ';

  test('are split at sentences within the limit, nothing is lost, and only the last part asks', () => {
    const text = sentence.repeat(150).trim();
    const messages = botFrameworkCodec('facebook').render(reply({ text, choices: many(2) }));
    expect(messages.length).toBeGreaterThan(1);
    for (const message of messages) {
      expect(message.text.length).toBeLessThanOrEqual(2000);
      expect(message.text.endsWith('.')).toBe(true);
    }
    expect(messages.map((message) => message.text).join(' ')).toBe(text);
    expect(messages.map((message) => message.suggestedActions?.actions.length ?? 0)).toEqual([0, 0, 2]);
    expect(messages.map((message) => message.inputHint)).toEqual([
      'acceptingInput',
      'acceptingInput',
      'expectingInput',
    ]);
  });

  test('keep within the limit with marks of direction too', () => {
    const text = 'Kinline 123\n'.repeat(500);
    for (const { text: part } of shown('facebook', { text, direction: 'rtl' })) {
      expect(part.length).toBeLessThanOrEqual(2000);
      expect(part.split('\n').every((line) => line === '' || line.startsWith('\u200F'))).toBe(true);
    }
  });

  test('keep within the limit where a line has no end', () => {
    const parts = shown('facebook', { text: 'x'.repeat(5000), direction: 'rtl' }).map(({ text }) => text);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(2000);
    expect(parts.join('').replaceAll('\u200F', '')).toBe('x'.repeat(5000));
  });

  const cuts: [name: string, text: string, limit: number, parts: string[]][] = [
    ['between paragraphs first', 'aaaa aaa.\n\nbb. bb', 12, ['aaaa aaa.', 'bb. bb']],
    ['then between lines', 'aaaa. aaa\nbbb. bb', 12, ['aaaa. aaa', 'bbb. bb']],
    ['then after a sentence', 'aaaaaaaa. bb bb', 12, ['aaaaaaaa.', 'bb bb']],
    ['after a sentence in Arabic', 'نحن هنا؟ نعم هنا', 12, ['نحن هنا؟', 'نعم هنا']],
    ['then between words', 'aaaaaaaa bb bb', 12, ['aaaaaaaa bb', 'bb']],
    ['then anywhere', 'a'.repeat(15), 10, ['a'.repeat(10), 'a'.repeat(5)]],
    ['never within a character', `${'a'.repeat(9)}🍞b`, 10, ['a'.repeat(9), '🍞b']],
    ['not at all if it fits', 'aa\n\nbb', 6, ['aa\n\nbb']],
  ];
  test.each(cuts)('%s', (_name, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });
});
