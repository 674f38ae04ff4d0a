import { describe, expect, test } from '@jest/globals';
import { botFrameworkCodec } from '../../../src/channels/bot-framework/codec.js';
import { MESSAGE } from './sample.js';

const { decode } = botFrameworkCodec('webchat');

function contentOf(fields: object): unknown {
  const decoded = decode({ ...MESSAGE, ...fields });
  return decoded.ok ? decoded.incoming.content : decoded.problem;
}

test('a message carries its channel, its person in its conversation, its id and its language', () => {
  expect(decode(MESSAGE)).toEqual({
    ok: true,
    incoming: {
      channel: 'bot-framework/webchat',
      user: 'conversation-1\u0000person-1',
      activity: 'a1',
      content: { kind: 'text', text: 'I need food' },
      locale: 'en-GB',
    },
  });
});

test('a channel that gives no id and no language leaves both open', () => {
  const { id: _id, locale: _locale, ...bare } = MESSAGE;
  const decoded = decode(bare);
  expect(decoded.ok && decoded.incoming).toMatchObject({ activity: undefined, locale: undefined });
});

describe('what a person said', () => {
  const mention = { type: 'mention', text: '<at>Kinline</at>', mentioned: { id: 'bot-1', name: 'Kinline' } };
  const text = (said: string) => ({ kind: 'text', text: said });
  const cases: [name: string, fields: object, content: object][] = [
    ['words', { text: 'їжа' }, text('їжа')],
    ['a button as its words', { text: 'Find help' }, text('Find help')],
    ['the bot named in Teams', { text: '<at>Kinline</at> food', entities: [mention] }, text('food')],
    [
      'somebody else named',
      { text: '<at>Ann</at> food', entities: [{ ...mention, text: '<at>Ann</at>', mentioned: { id: 'x' } }] },
      text('<at>Ann</at> food'),
    ],
    ['the bot named and no more', { text: '<at>Kinline</at>', entities: [mention] }, { kind: 'unreadable' }],
    ['a mention in disorder', { text: 'food', entities: [{ type: 'mention' }, null] }, text('food')],
    [
      'a tapped button',
      { text: 'Yes', value: { choice: 'yes' } },
      { kind: 'choice', id: 'yes', label: 'Yes' },
    ],
    [
      'a tapped button without words',
      { text: undefined, value: { choice: 'yes' } },
      { kind: 'choice', id: 'yes', label: '' },
    ],
    ['a value that is no choice', { text: 'Yes', value: { other: 1 } }, text('Yes')],
    ['a choice that is no id', { text: 'Yes', value: { choice: { a: 1 } } }, text('Yes')],
    ['a choice that is too long', { text: 'Yes', value: { choice: 'c'.repeat(513) } }, text('Yes')],
    ['a plain value', { text: 'Yes', value: 'yes' }, text('Yes')],
    ['the title of a shortened button', { text: '3 Somebody to lo…' }, text('3 Somebody to lo…')],
    ['a cry that begins with a number and trails off', { text: '2 men, a knife…' }, text('2 men, a knife…')],
    ['a picture', { text: undefined, attachments: [{ contentType: 'image/png' }] }, { kind: 'unreadable' }],
    ['a picture with words', { text: 'here', attachments: [{ contentType: 'image/png' }] }, text('here')],
    ['nothing', { text: ' \n' }, { kind: 'unreadable' }],
  ];
  test.each(cases)('%s', (_name, fields, content) => {
    expect(contentOf({ channelId: 'facebook', ...fields })).toEqual(content);
  });
});

describe('a shared position', () => {
  const here = { kind: 'location', latitude: 47.0105, longitude: 28.8638 };
  const geo = { latitude: 47.0105, longitude: 28.8638 };
  const cases: [name: string, fields: object, content: object][] = [
    ['GeoCoordinates', { entities: [{ type: 'GeoCoordinates', ...geo }] }, here],
    ['GeoCoordinates by IRI', { entities: [{ type: 'http://schema.org/GeoCoordinates/', ...geo }] }, here],
    ['a Place', { entities: [{ type: 'Place', geo: { type: 'GeoCoordinates', ...geo } }] }, here],
    ['a Place without a position', { entities: [{ type: 'Place', name: 'x' }] }, { kind: 'unreadable' }],
    [
      'beyond the pole',
      { entities: [{ type: 'GeoCoordinates', latitude: 91, longitude: 0 }] },
      { kind: 'unreadable' },
    ],
    [
      'as text',
      { entities: [{ type: 'GeoCoordinates', latitude: '47', longitude: '28' }] },
      { kind: 'unreadable' },
    ],
    ['Telegram', { channelData: { message: { location: geo } } }, here],
    [
      'Messenger',
      {
        channelData: {
          message: {
            attachments: [
              { type: 'location', payload: { coordinates: { lat: geo.latitude, long: geo.longitude } } },
            ],
          },
        },
      },
      here,
    ],
    ['LINE', { channelData: { message: { type: 'location', ...geo } } }, here],
  ];
  test.each(cases)('%s', (_name, fields, content) => {
    expect(contentOf({ text: '', ...fields })).toEqual(content);
  });

  test('a position that merely accompanies words does not drown them', () => {
    expect(contentOf({ entities: [{ type: 'GeoCoordinates', ...geo }] })).toMatchObject({ kind: 'text' });
  });
  test('a position shared in Messenger counts although Messenger adds words', () => {
    const channelData = { message: { location: geo } };
    expect(contentOf({ text: 'Pinned location', channelData })).toEqual(here);
  });
});

describe('a conversation is opened', () => {
  const joined = (...ids: string[]) => ({
    ...MESSAGE,
    type: 'conversationUpdate',
    from: { id: 'channel' },
    text: undefined,
    membersAdded: ids.map((id) => ({ id })),
  });

  test('for the person who was added, not for the bot or the channel', () => {
    const decoded = decode(joined('bot-1', 'person-1'));
    expect(decoded.ok && decoded.incoming).toMatchObject({
      user: 'conversation-1\u0000person-1',
      content: { kind: 'opened' },
    });
  });

  test('once, however often the channel says so', () => {
    const ids = [
      decode({ ...joined('person-1'), id: 'x1' }),
      decode({ ...joined('bot-1', 'person-1'), id: 'x2' }),
      decode({ ...MESSAGE, type: 'event', name: 'webchat/join', id: 'x3' }),
    ].map((decoded) => decoded.ok && decoded.incoming.activity);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^opened-[0-9a-f]{64}$/);
  });

  test('for each person and each conversation on its own', () => {
    const ids = [
      decode(joined('person-1')),
      decode(joined('person-2')),
      decode({ ...joined('person-1'), conversation: { id: 'conversation-2' } }),
    ].map((decoded) => decoded.ok && decoded.incoming.activity);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('nothing is said to', () => {
  const cases: [name: string, fields: object][] = [
    ['typing', { type: 'typing' }],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
    ['the end of a conversation', { type: 'endOfConversation' }],
    ['the bot being added', { type: 'conversationUpdate', membersAdded: [{ id: 'bot-1' }] }],
    ['somebody leaving', { type: 'conversationUpdate', membersRemoved: [{ id: 'person-1' }] }],
    ['an installation', { type: 'installationUpdate', action: 'add' }],
    ['an event we do not know', { type: 'event', name: 'other' }],
    ['an edited message', { type: 'messageUpdate' }],
    ['a type nobody knows', { type: 'application/future' }],
    ['the bot itself', { from: { id: 'bot-1' } }],
  ];
  test.each(cases)('%s', (_name, fields) => {
    expect(contentOf(fields)).toBe('Activities of this type are not answered (ignored).');
  });
});
