import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { ConversationAnswer } from '../../../src/channels/direct-line/address.js';
import { decodeActivity } from '../../../src/channels/direct-line/decode.js';
import { type ErrorBody, type Service, startService, textsOf } from './service.js';

let service: Service;
let conversation: ConversationAnswer;
let activities: string;
beforeAll(async () => {
  service = await startService();
  conversation = await service.start();
  activities = `/conversations/${conversation.conversationId}/activities`;
});
afterAll(() => service.close());

const post = (body: unknown) => service.call<ErrorBody>('POST', activities, conversation.token, body);

describe('a body that cannot be read', () => {
  test.each(['{', '{"type":"message"', 'hello', '{"type":}', '\u0000', '[1,', "{'type':'message'}"])(
    '%p is answered 400',
    async (body) => {
      for (const path of [activities, '/conversations', '/tokens/generate']) {
        const { status, body: error } = await service.call<ErrorBody>('POST', path, conversation.token, body);
        expect(status).toBe(400);
        expect(error.error).toEqual({ code: 'BadArgument', message: expect.any(String) });
      }
    },
  );

  test('one too large is answered 413, a message and parameters alike', async () => {
    expect((await post({ type: 'message', text: 'x'.repeat(300_000) })).status).toBe(413);
    const { status } = await service.call('POST', '/conversations', conversation.token, {
      x: 'x'.repeat(20_000),
    });
    expect(status).toBe(413);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])(
    'of type %s it is answered 415',
    async (type) => {
      const { status, body } = await service.send(activities, {
        method: 'POST',
        headers: { Authorization: `Bearer ${conversation.token}`, 'Content-Type': type },
        body: '{"type":"message","text":"hi"}',
      });
      expect(status).toBe(415);
      expect(body.error.message).toBe('Send the body as application/json.');
    },
  );
});

describe('an activity that says nothing', () => {
  test.each([
    [null],
    [[]],
    [[{ type: 'message', text: 'x' }]],
    ['"text"'],
    ['7'],
    ['true'],
    [{}],
    [{ text: 'no type' }],
    [{ type: '' }],
    [{ type: 7 }],
    [{ type: null }],
    [{ type: ['message'] }],
    [{ type: 'm'.repeat(51) }],
    [{ type: 'message' }],
    [{ type: 'message', text: '' }],
    [{ type: 'message', text: null }],
    [{ type: 'message', text: 7 }],
    [{ type: 'message', text: {} }],
    [{ type: 'message', text: ['x'] }],
    [{ type: 'message', text: 'x', channelData: 'x' }],
    [{ type: 'message', text: 'x', channelData: [] }],
    [{ type: 'message', text: 'x', entities: {} }],
    [{ type: 'message', text: 'x', attachments: 'x' }],
    [{ type: 'message', text: 'x', from: 'me' }],
    [{ type: 'message', text: 'x', locale: 7 }],
    [{ type: 'message', attachments: [] }],
    [{ type: 'message', value: 7 }],
    [{ type: 'message', channelData: { location: { latitude: 91, longitude: 0 } } }],
    [{ type: 'message', channelData: { location: { latitude: '47', longitude: '28' } } }],
    [{ type: 'message', entities: [null, 7, { type: 'GeoCoordinates' }] }],
  ])('%j is answered 400', async (activity) => {
    const { status, body } = await post(typeof activity === 'string' ? activity : JSON.stringify(activity));
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'BadArgument' });
  });
});

describe('strange but readable', () => {
  test.each([
    ['a client id that is no string', { channelData: { clientActivityID: { a: 1 } } }],
    ['a client id that is too long', { channelData: { clientActivityID: 'x'.repeat(101) } }],
    ['a null channelData', { channelData: null }],
    ['a locale that is none', { locale: '../../etc' }],
    ['a choice that is no string', { value: { choice: 7 } }],
    ['a prototype', JSON.parse('{"__proto__":{"type":"event"},"constructor":{}}') as object],
    ['half a character', { text: 'a\ud800b' }],
    ['attachments of nonsense', { attachments: [null, 7, 'x', { name: {} }] }],
  ])('%s does not cost a person their words', async (_what, fields) => {
    const before = service.turns.taken.length;
    expect((await post({ type: 'message', text: 'food', ...fields })).status).toBe(200);
    expect(service.turns.taken.length).toBe(before + 1);
    expect(service.turns.taken.at(-1)?.content.kind).toBe('text');
    expect(service.turns.taken.at(-1)?.locale).toBeUndefined();
    expect(service.turns.taken.at(-1)?.activity).toBeUndefined();
  });

  test('a message of 100,000 characters is read as far as messages are read', async () => {
    await post({ type: 'message', text: '🙂'.repeat(50_000) });
    const content = service.turns.taken.at(-1)?.content;
    expect(content).toEqual({ kind: 'text', text: '🙂'.repeat(2048) });
  });

  test('whatever JSON is posted, it is taken or refused, and nothing breaks', async () => {
    const field = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined));
    const activity = fc.record({
      type: fc.oneof({ weight: 4, arbitrary: fc.constant('message') }, fc.jsonValue()),
      text: field,
      value: fc.oneof(field, fc.record({ choice: field })),
      locale: field,
      entities: fc.oneof(
        field,
        fc.array(fc.record({ type: fc.constant('GeoCoordinates'), latitude: field, longitude: field })),
      ),
      attachments: fc.oneof(field, fc.array(field)),
      channelData: fc.oneof(field, fc.record({ clientActivityID: field, location: field })),
      from: field,
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(activity, fc.jsonValue()), async (body) => {
        expect(['message', 'ignored', 'bad']).toContain(decodeActivity(body).kind);
        expect([200, 400]).toContain((await post(JSON.stringify(body))).status);
      }),
      { numRuns: 200, seed: 7 },
    );
    expect((await service.read(conversation)).status).toBe(200);
    expect(service.faults).toEqual([]);
  });

  test.each([['[]'], ['7'], ['"x"'], ['null']])('parameters %s are answered 400', async (body) => {
    expect((await service.call('POST', '/conversations', conversation.token, body)).status).toBe(400);
    expect((await service.call('POST', '/tokens/generate', undefined, body)).status).toBe(400);
  });

  test.each([[{ locale: 7 }], [{ user: 'x' }], [{ user: { id: {} } }], [{ trustedOrigins: 7 }], [{}]])(
    'parameters %j are read as far as they make sense',
    async (body) => {
      expect((await service.call('POST', '/conversations', conversation.token, body)).status).toBe(200);
      expect((await service.call('POST', '/tokens/generate', undefined, body)).status).toBe(200);
    },
  );
});

describe('uploads', () => {
  const upload = (body: BodyInit, headers: Record<string, string> = {}) =>
    service.send(`/conversations/${conversation.conversationId}/upload?userId=somebody`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${conversation.token}`, ...headers },
      body,
    });
  const form = (activity: string | undefined, bytes: number) => {
    const data = new FormData();
    if (activity !== undefined)
      data.append('activity', new Blob([activity], { type: 'application/vnd.microsoft.activity' }));
    data.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'photo.png');
    return data;
  };
  const picture = { type: 'message', attachments: [{ contentType: 'image/png', name: 'photo.png' }] };

  test('a picture is acknowledged, handed over as unreadable, and echoed without its contents', async () => {
    const activity = { ...picture, channelData: { clientActivityID: 'picture-1' } };
    const answer = await upload(form(JSON.stringify(activity), 5000));
    expect(answer).toMatchObject({ status: 200, body: { id: expect.any(String) } });
    expect(service.turns.taken.at(-1)).toMatchObject({
      activity: 'client:picture-1',
      content: { kind: 'unreadable' },
    });
    const { id } = answer.body as unknown as { id: string };
    const echo = (await service.read(conversation)).body.activities.find((line) => line.id === id);
    expect(echo).toMatchObject({
      attachments: picture.attachments,
      channelData: { clientActivityID: 'picture-1' },
    });
  });

  test('the words beside a picture are read', async () => {
    await upload(form(JSON.stringify({ ...picture, text: 'help us' }), 10));
    expect(service.turns.taken.at(-1)?.content).toEqual({ kind: 'text', text: 'help us' });
    expect(textsOf((await service.read(conversation)).body)).toContain('You said: help us');
  });

  test('a bare file and a form without an activity are unreadable messages', async () => {
    const before = service.turns.taken.length;
    expect((await upload('bytes', { 'Content-Type': 'image/jpeg' })).status).toBe(200);
    expect((await upload(form(undefined, 10))).status).toBe(200);
    expect(service.turns.taken.slice(before).map(({ content }) => content.kind)).toEqual([
      'unreadable',
      'unreadable',
    ]);
  });

  test('more than a megabyte is answered 413', async () => {
    expect((await upload(form(JSON.stringify(picture), 1024 * 1024))).status).toBe(413);
  });

  test.each([
    ['no boundary', 'x', 'multipart/form-data'],
    ['no parts', 'x', 'multipart/form-data; boundary=b'],
    [
      'no end',
      '--b\r\nContent-Disposition: form-data; name="activity"\r\n\r\n{}',
      'multipart/form-data; boundary=b',
    ],
    [
      'no JSON',
      '--b\r\nContent-Disposition: form-data; name="activity"\r\n\r\n{\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ],
    ['no form data', '--b\r\n\r\nx\r\n--b--\r\n', 'multipart/mixed; boundary=b'],
  ])('a form with %s is answered 400', async (_what, body, type) => {
    expect((await upload(body, { 'Content-Type': type })).status).toBe(400);
  });
});

test('when the pipeline itself breaks the answer is an error in the protocol’s shape, and the operator is told', async () => {
  service.turns.broken = true;
  const { status, body } = await post({ type: 'message', text: 'x' });
  service.turns.broken = false;
  expect({ status, code: body.error.code }).toEqual({ status: 500, code: 'Internal' });
  expect(service.faults).toHaveLength(1);
});
