import { describe, expect, test } from '@jest/globals';
import { directLineCodec } from '../../../src/channels/direct-line/codec.js';
import { renderReply } from '../../../src/channels/direct-line/render.js';
import { MENU, reply } from './fake-turns.js';

const decode = (activity: unknown) => directLineCodec.decode({ user: 'dl_u', activity });
const contentOf = (activity: unknown) => {
  const decoded = decode(activity);
  return decoded.ok ? decoded.incoming.content : decoded.problem;
};

describe('a reply', () => {
  test('has buttons that show their words and bring back their id', () => {
    const [message] = renderReply(reply('What do you need?', MENU));
    expect(message?.suggestedActions?.actions[0]).toEqual({
      type: 'messageBack',
      title: 'Find help',
      text: 'Find help',
      displayText: 'Find help',
      value: { choice: 'help' },
    });
    const tapped = message?.suggestedActions?.actions[0];
    expect(contentOf({ type: 'message', text: tapped?.text, value: tapped?.value })).toEqual({
      kind: 'choice',
      id: 'help',
      label: 'Find help',
    });
  });

  test('tells our page the direction, the tone, the numbers and the links', () => {
    const links = [
      { kind: 'call' as const, label: 'Call', uri: 'tel:+441632960000' },
      { kind: 'map' as const, label: 'Map', uri: 'geo:47.01,28.86' },
      { kind: 'web' as const, label: 'Page', uri: 'https://example.org/' },
    ];
    const [message] = renderReply({
      ...reply('مرحبا', MENU),
      direction: 'rtl',
      tone: 'danger',
      language: 'ar',
      links,
    });
    expect(message).toMatchObject({
      locale: 'ar',
      importance: 'high',
      channelData: { kinline: { direction: 'rtl', tone: 'danger', choices: MENU, links } },
    });
    // Web Chat opens no geo: address; what it cannot open is no button there.
    expect(message?.attachments?.[0]?.content.buttons).toEqual([
      { type: 'call', title: 'Call', value: 'tel:+441632960000' },
      { type: 'openUrl', title: 'Page', value: 'https://example.org/' },
    ]);
  });

  test('without choices or links has neither buttons nor cards', () => {
    const [message] = renderReply(reply('Hello.'));
    expect(message).toMatchObject({ inputHint: 'acceptingInput' });
    expect(message).not.toHaveProperty('suggestedActions');
    expect(message).not.toHaveProperty('attachments');
    expect(message).not.toHaveProperty('importance');
  });

  test('longer than a message may be is split at sentences, loses nothing, and asks at the end', () => {
    const sentences = Array.from({ length: 900 }, (_, index) => `This is sentence number ${index}.`);
    const messages = renderReply(reply(sentences.join(' '), MENU));
    expect(messages.length).toBeGreaterThan(2);
    expect(messages.every(({ text }) => text.length <= 8000 && text.endsWith('.'))).toBe(true);
    expect(messages.map(({ text }) => text).join(' ')).toBe(sentences.join(' '));
    expect(messages.map(({ suggestedActions }) => suggestedActions !== undefined)).toEqual(
      messages.map((_, index) => index === messages.length - 1),
    );
  });

  test('never cuts a character in two', () => {
    const text = '🙂'.repeat(9001);
    const messages = renderReply(reply(`a${text}`));
    expect(messages.map((message) => message.text).join('')).toBe(`a${text}`);
    expect(messages.every((message) => !/[\ud800-\udbff]$/.test(message.text))).toBe(true);
  });

  test('with more than 100 choices lists the rest by number in the text', () => {
    const choices = Array.from({ length: 103 }, (_, index) => ({
      id: `c${index}`,
      label: `Choice ${index}`,
      number: index + 1,
      tone: 'plain' as const,
    }));
    const [message] = renderReply(reply('Which one?', choices));
    expect(message?.suggestedActions?.actions).toHaveLength(100);
    expect(message?.text).toBe('Which one?\n101. Choice 100\n102. Choice 101\n103. Choice 102');
  });

  test('shortens a button that is too long and says it whole in the text', () => {
    const label = `${'long '.repeat(50)}end`;
    const [message] = renderReply(reply('Which?', [{ id: 'x', label, number: 1, tone: 'plain' }]));
    const title = message?.suggestedActions?.actions[0]?.title ?? '';
    expect(title.length).toBeLessThanOrEqual(200);
    expect(title.endsWith('…')).toBe(true);
    expect(message?.text).toBe(`Which?\n1. ${label}`);
  });
});

describe('a posted message is understood', () => {
  test.each([
    ['as its words', { text: 'food' }, { kind: 'text', text: 'food' }],
    ['as the words of a plain button', { value: 'food' }, { kind: 'text', text: 'food' }],
    ['as a choice without words', { value: { choice: 'help' } }, { kind: 'choice', id: 'help', label: '' }],
    [
      'as a place in channelData',
      { channelData: { location: { latitude: 47.01, longitude: 28.86 } } },
      { kind: 'location', latitude: 47.01, longitude: 28.86 },
    ],
    [
      'as a place among the entities',
      { entities: [{ type: 'mention' }, { type: 'GeoCoordinates', latitude: 0, longitude: -180 }] },
      { kind: 'location', latitude: 0, longitude: -180 },
    ],
    [
      'as a place by its full name',
      { entities: [{ type: 'https://schema.org/Place', geo: { latitude: 1, longitude: 2 } }] },
      { kind: 'location', latitude: 1, longitude: 2 },
    ],
    ['as its words beside a file', { text: 'help', attachments: [{}] }, { kind: 'text', text: 'help' }],
    [
      'as unreadable with a file only',
      { attachments: [{ contentType: 'image/png' }] },
      { kind: 'unreadable' },
    ],
    ['as unreadable with a form only', { value: { field: 1 } }, { kind: 'unreadable' }],
  ])('%s', (_how, fields, content) => {
    expect(contentOf({ type: 'message', ...fields })).toEqual(content);
  });

  test('a shared position is not kept in the echo', () => {
    const decoded = decode({
      type: 'message',
      channelData: { location: { latitude: 47.01, longitude: 28.86 } },
    });
    expect(JSON.stringify(decoded.ok && decoded.incoming.echo)).not.toContain('47');
  });

  test('our page says that it can hand over a place, and nobody else is believed to', () => {
    const shares = (channelData: unknown) => {
      const decoded = decode({ type: 'message', text: 'x', channelData });
      return decoded.ok && decoded.incoming.sharesLocation;
    };
    expect(shares({ kinline: { sharesLocation: true } })).toBe(true);
    for (const other of [undefined, {}, { kinline: 7 }, { kinline: { sharesLocation: 'yes' } }])
      expect(shares(other)).toBe(false);
  });

  test('a client cannot name its message as the service names the opening', () => {
    const decoded = decode({ type: 'message', text: 'x', channelData: { clientActivityID: 'opened' } });
    expect(decoded.ok && decoded.incoming.activity).toBe('client:opened');
  });
});
