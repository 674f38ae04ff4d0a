import { describe, expect, test } from '@jest/globals';
import { readActivity } from '../../../src/channels/bot-framework/activity.js';
import { MESSAGE } from './sample.js';

describe('a malformed activity is refused, and the problem says what is wrong', () => {
  const nested = (levels: number): unknown => (levels === 0 ? {} : { inner: nested(levels - 1) });
  const cases: [name: string, body: unknown, problem: string][] = [
    ['no body', undefined, 'The body must be one activity, as a JSON object.'],
    ['null', null, 'The body must be one activity, as a JSON object.'],
    ['a list', [MESSAGE], 'The body must be one activity, as a JSON object.'],
    ['a text', 'message', 'The body must be one activity, as a JSON object.'],
    ['no type', { ...MESSAGE, type: undefined }, 'type is missing.'],
    ['type null', { ...MESSAGE, type: null }, 'type is missing.'],
    ['type a number', { ...MESSAGE, type: 1 }, 'type must be a string.'],
    ['type empty', { ...MESSAGE, type: '' }, 'type is empty.'],
    ['type endless', { ...MESSAGE, type: 'x'.repeat(513) }, 'type is longer than 512 characters.'],
    ['no conversation', { ...MESSAGE, conversation: undefined }, 'conversation is missing.'],
    ['conversation a text', { ...MESSAGE, conversation: 'c' }, 'conversation must be an object with an id.'],
    ['no conversation.id', { ...MESSAGE, conversation: {} }, 'conversation.id is missing.'],
    [
      'conversation.id a number',
      { ...MESSAGE, conversation: { id: 7 } },
      'conversation.id must be a string.',
    ],
    [
      'conversation.id too long',
      { ...MESSAGE, conversation: { id: 'c'.repeat(513) } },
      'conversation.id is longer than 512 characters.',
    ],
    [
      'an id that could pass for another person',
      { ...MESSAGE, conversation: { id: 'c\u0000person-2' } },
      'conversation.id contains control characters.',
    ],
    [
      'isGroup a text',
      { ...MESSAGE, conversation: { id: 'c', isGroup: 'yes' } },
      'conversation.isGroup must be true or false.',
    ],
    ['no from', { ...MESSAGE, from: undefined }, 'from is missing.'],
    ['no from.id', { ...MESSAGE, from: { name: 'x' } }, 'from.id is missing.'],
    ['from.id a list', { ...MESSAGE, from: { id: [] } }, 'from.id must be a string.'],
    [
      'from.id too long',
      { ...MESSAGE, from: { id: 'f'.repeat(600) } },
      'from.id is longer than 512 characters.',
    ],
    ['recipient without id', { ...MESSAGE, recipient: {} }, 'recipient.id is missing.'],
    ['no channelId', { ...MESSAGE, channelId: undefined }, 'channelId is missing.'],
    ['channelId an object', { ...MESSAGE, channelId: {} }, 'channelId must be a string.'],
    ['no serviceUrl', { ...MESSAGE, serviceUrl: undefined }, 'serviceUrl is missing.'],
    ['serviceUrl a number', { ...MESSAGE, serviceUrl: 1 }, 'serviceUrl must be a string.'],
    [
      'serviceUrl no address',
      { ...MESSAGE, serviceUrl: 'here' },
      'serviceUrl must be an http or https address.',
    ],
    [
      'serviceUrl a file',
      { ...MESSAGE, serviceUrl: 'file:///etc/passwd' },
      'serviceUrl must be an http or https address.',
    ],
    ['id a number', { ...MESSAGE, id: 5 }, 'id must be a string.'],
    ['id too long', { ...MESSAGE, id: 'i'.repeat(513) }, 'id is longer than 512 characters.'],
    ['text a number', { ...MESSAGE, text: 5 }, 'text must be a string.'],
    ['text an object', { ...MESSAGE, text: { a: 1 } }, 'text must be a string.'],
    ['locale an object', { ...MESSAGE, locale: {} }, 'locale must be a string.'],
    ['deliveryMode a number', { ...MESSAGE, deliveryMode: 1 }, 'deliveryMode must be a string.'],
    ['entities an object', { ...MESSAGE, entities: {} }, 'entities must be a list.'],
    ['attachments a text', { ...MESSAGE, attachments: 'x' }, 'attachments must be a list.'],
    ['membersAdded an object', { ...MESSAGE, membersAdded: {} }, 'membersAdded must be a list.'],
    ['membersAdded without ids', { ...MESSAGE, membersAdded: [{}] }, 'membersAdded[].id is missing.'],
    [
      'nested too deep',
      { ...MESSAGE, value: nested(40) },
      'The activity is nested more than 32 levels deep.',
    ],
    [
      'nested absurdly deep',
      JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`),
      'The activity is nested more than 32 levels deep.',
    ],
  ];
  test.each(cases)('%s', (_name, body, problem) => {
    expect(readActivity(body)).toEqual({ ok: false, problem });
  });
});

describe('an activity with more or less than we need is taken', () => {
  const cases: [name: string, body: unknown][] = [
    ['a plain message', MESSAGE],
    [
      'fields nobody knows',
      { ...MESSAGE, future: { a: [1, 2, 3] }, from: { ...MESSAGE.from, role: 'user' } },
    ],
    [
      'null for every optional field',
      {
        ...MESSAGE,
        id: null,
        recipient: null,
        text: null,
        locale: null,
        entities: null,
        attachments: null,
        membersAdded: null,
        value: null,
        channelData: null,
      },
    ],
    ['a type nobody knows', { ...MESSAGE, type: 'application/future' }],
    ['ids of 512 characters', { ...MESSAGE, id: 'i'.repeat(512) }],
    ['an unknown locale', { ...MESSAGE, locale: 'tlh-QO' }],
    ['entities nobody understands', { ...MESSAGE, entities: [null, 4, { type: 'unknown' }] }],
    ['a long text', { ...MESSAGE, text: 'x'.repeat(500_000) }],
  ];
  test.each(cases)('%s', (_name, body) => {
    expect(readActivity(body)).toMatchObject({ ok: true });
  });
});
