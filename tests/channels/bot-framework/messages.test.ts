/** `POST /api/messages` with the real adapter: what a channel gets back, and what it is sent. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TurnResult } from '../../../src/turn/result.js';
import { MESSAGE } from './sample.js';
import { type Connector, done, say, startConnector, startWire, type Wire } from './wire.js';

let connector: Connector;
let wire: Wire | undefined;
beforeEach(async () => {
  connector = await startConnector();
});
afterEach(async () => {
  connector.close();
  await wire?.close();
});
async function start(...args: Parameters<typeof startWire>): Promise<Wire> {
  wire = await startWire(...args);
  return wire;
}

const message = (fields: object = {}) => ({ ...MESSAGE, serviceUrl: connector.url, ...fields });
const texts = () => connector.received.map(({ text }) => text);
/** Pauses pass at once; a request (its hold is told by its length, 1) is held for as long as its replies take. */
const impatient = {
  sleep: (time: number) => (time === 1 ? new Promise(() => {}) : Promise.resolve()),
  hold: 1,
};
/** A request is not held at all. */
const hasty = { sleep: async () => {}, hold: 0 };

describe('replies in the body (expectReplies)', () => {
  test('come back with the answer, and the connector is left alone', async () => {
    const { post } = await start(() => done('One', 'Two'));
    const { status, body } = await post(message({ deliveryMode: 'expectReplies' }));
    expect(status).toBe(200);
    expect(body.activities).toEqual([
      expect.objectContaining({
        type: 'message',
        text: 'One',
        locale: 'en',
        replyToId: 'a1',
        conversation: { id: 'conversation-1' },
        from: { id: 'bot-1' },
        recipient: { id: 'person-1' },
      }),
      expect.objectContaining({ text: 'Two' }),
    ]);
    expect(texts()).toEqual([]);
  });

  test('come back each time the message is sent', async () => {
    const { post } = await start(() => ({ ...done('One'), status: 'repeated' }));
    const first = await post(message({ deliveryMode: 'expectReplies' }));
    expect(await post(message({ deliveryMode: 'expectReplies' }))).toMatchObject({ body: first.body });
  });

  test('of a message that was not taken come with a request to send it again', async () => {
    const { post } = await start(() => ({ ...done('Sorry'), status: 'not_taken' }));
    const { status, body, headers } = await post(message({ deliveryMode: 'expectReplies' }));
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('5');
    expect(body).toMatchObject({ error: { code: 'ServiceUnavailable' }, activities: [{ text: 'Sorry' }] });
  });

  test('are none where nothing is to be said', async () => {
    const { post, taken } = await start(() => done('One'));
    const { status, body } = await post(message({ type: 'typing', deliveryMode: 'expectReplies' }));
    expect([status, body, taken]).toEqual([200, { activities: [] }, []]);
  });
});

describe('replies through the connector', () => {
  test('arrive in order, as answers to the message, before it is acknowledged', async () => {
    const { post } = await start(() => done('One', 'Two'));
    expect((await post(message())).status).toBe(200);
    const path = '/v3/conversations/conversation-1/activities/a1';
    expect(connector.received).toEqual([
      { path, text: 'One', recipient: 'person-1' },
      { path, text: 'Two', recipient: 'person-1' },
    ]);
  });

  test('go to the conversation where there is no message to answer', async () => {
    const { post } = await start(() => done('Welcome'));
    await post(message({ type: 'conversationUpdate', text: undefined, membersAdded: [{ id: 'person-1' }] }));
    expect(connector.received).toMatchObject([
      { path: '/v3/conversations/conversation-1/activities', text: 'Welcome' },
    ]);
  });

  test('of fifty messages at once in one conversation arrive in the order the messages were taken', async () => {
    const { post, taken } = await start((incoming) =>
      done(`to ${incoming.activity}`, `more to ${incoming.activity}`),
    );
    const sent = Array.from({ length: 50 }, (_, index) => post(message({ id: `m${index}` })));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(taken).toHaveLength(50);
    expect(texts()).toEqual(taken.flatMap(({ activity }) => [`to ${activity}`, `more to ${activity}`]));
  });

  test('that arrived are not sent again when the channel delivers the message twice', async () => {
    const results: TurnResult[] = [done('One'), { ...done('One'), status: 'repeated' }];
    const { post } = await start(() => results.shift() ?? done());
    await post(message());
    expect((await post(message())).status).toBe(200);
    expect(texts()).toEqual(['One']);
  });
});

describe('a connector in trouble', () => {
  test('that fails is tried three times, then the channel is asked to deliver again, and what is missing follows', async () => {
    const { post, logged } = await start(() => done('One', 'Two'), { timing: impatient });
    connector.behave((text) => ({ status: text === 'Two' ? 500 : 200 }));
    expect(await post(message())).toMatchObject({
      status: 502,
      body: { error: { code: 'ReplyNotDelivered' } },
    });
    expect(texts()).toEqual(['One', 'Two', 'Two', 'Two']);
    expect(logged).toContainEqual(['bot_framework.undelivered', { outcome: 'failed', messages: 2 }]);
    connector.behave(() => ({ status: 200 }));
    expect((await post(message())).status).toBe(200);
    expect(texts().slice(4)).toEqual(['Two']);
  });

  test('that is gone is reported, and does not end the service', async () => {
    const { post } = await start(() => done('One'), { timing: impatient });
    connector.close();
    expect((await post(message())).status).toBe(502);
    expect((await post(message({ deliveryMode: 'expectReplies' }))).status).toBe(200);
  });

  test('that asks for patience gets it', async () => {
    const pauses: number[] = [];
    const sleep = async (time: number, signal?: AbortSignal) => {
      if (signal) await new Promise(() => {});
      pauses.push(time);
    };
    const { post } = await start(() => done('One'), { timing: { sleep } });
    connector.behave(() =>
      pauses.length === 0 ? { status: 429, headers: { 'Retry-After': '2' } } : { status: 200 },
    );
    expect((await post(message())).status).toBe(200);
    expect(pauses).toEqual([2000]);
  });

  test('that refuses is not tried again, nor asked for the message again', async () => {
    const { post } = await start(() => done('One', 'Two'), { timing: impatient });
    connector.behave(() => ({ status: 403 }));
    expect((await post(message())).status).toBe(200);
    expect(texts()).toEqual(['One']);
  });

  test('that sends us elsewhere is not followed', async () => {
    const { post } = await start(() => done('One'), { timing: impatient });
    connector.behave(() => ({ status: 307, headers: { Location: `${connector.url}/elsewhere` } }));
    await post(message());
    expect(connector.received.map(({ path }) => path)).toEqual([
      '/v3/conversations/conversation-1/activities/a1',
    ]);
  });

  test('that is silent does not hold the request, and replies follow in order when it speaks again', async () => {
    let silent = true;
    const { post, settled } = await start((incoming) => done(`to ${incoming.activity}`), {
      timing: { ...hasty, attempt: 50 },
    });
    connector.behave(() => (silent ? 'silent' : { status: 200 }));
    expect((await post(message({ id: 'm1' }))).status).toBe(202);
    expect((await post(message({ id: 'm2' }))).status).toBe(202);
    silent = false;
    await settled();
    const arrived = texts();
    expect([...new Set(arrived)]).toEqual(['to m1', 'to m2']);
    expect(arrived.at(-1)).toBe('to m2');
  });

  test('that is silent in one conversation delays no other', async () => {
    const events: string[] = [];
    const { post, settled } = await start(() => done('One'), { timing: { ...impatient, attempt: 2000 } });
    const deaf = await startConnector();
    deaf.behave(() => 'silent');
    const held = post(message({ serviceUrl: deaf.url, conversation: { id: 'deaf' } })).then(() =>
      events.push('deaf'),
    );
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        post(message({ conversation: { id: `c${index}` } })).then(({ status }) =>
          events.push(`answered ${status}`),
        ),
      ),
    );
    expect(events).toEqual(Array(10).fill('answered 200'));
    expect(texts()).toHaveLength(10);
    deaf.close();
    await held;
    await settled();
    expect(events.at(-1)).toBe('deaf');
  });
});

describe('a message that was not taken', () => {
  test('is answered with the apology and asked for again; its answer then arrives', async () => {
    const results: TurnResult[] = [{ ...done('Sorry'), status: 'not_taken' }, done('One')];
    const { post } = await start(() => results.shift() ?? done());
    expect(await post(message())).toMatchObject({
      status: 503,
      body: { error: { code: 'ServiceUnavailable' } },
    });
    expect((await post(message())).status).toBe(200);
    expect(texts()).toEqual(['Sorry', 'One']);
  });
});

describe('a fault', () => {
  test('reaches neither the person nor the log with anything that was said', async () => {
    const { post, logged } = await start(() => {
      throw new TypeError('cannot read "I need food" of person-1');
    });
    for (const deliveryMode of ['normal', 'expectReplies']) {
      const answer = await post(message({ deliveryMode }));
      expect(answer).toMatchObject({ status: 500, body: { error: { code: 'ServiceError' } } });
      expect(JSON.stringify(answer.body)).not.toMatch(/food|person-1/);
    }
    expect(logged).toEqual(Array(2).fill(['bot_framework.fault', { kind: 'TypeError' }]));
    expect(texts()).toEqual([]);
  });
});

describe('requests that are no turn', () => {
  const cases: [
    name: string,
    body: unknown,
    headers: Record<string, string>,
    status: number,
    said: RegExp,
  ][] = [
    ['no JSON', '{"type":', {}, 400, /not valid JSON/],
    ['nothing', '', {}, 400, /one activity/],
    ['no type', { ...MESSAGE, type: undefined }, {}, 400, /type is missing/],
    ['text that is none', { ...MESSAGE, text: 7 }, {}, 400, /text must be a string/],
    [
      'a form',
      'type=message',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      415,
      /application\/json/,
    ],
    [
      'plain text, as any page could send',
      MESSAGE,
      { 'Content-Type': 'text/plain' },
      415,
      /application\/json/,
    ],
    ['no content type', MESSAGE, { 'Content-Type': '' }, 415, /application\/json/],
    ['too much', JSON.stringify({ ...MESSAGE, text: 'x'.repeat(1_100_000) }), {}, 413, /larger than/],
    ['another service address', { ...MESSAGE, serviceUrl: 'http://169.254.169.254/' }, {}, 403, /serviceUrl/],
    ['through a proxy', MESSAGE, { 'X-Forwarded-For': '127.0.0.1' }, 403, /own computer/],
    ['under another name', MESSAGE, { Host: 'evil.example' }, 403, /own computer/],
    [
      'another service address with a token',
      { ...MESSAGE, serviceUrl: 'https://evil.example/' },
      { Authorization: 'Bearer x.y.z' },
      403,
      /serviceUrl/,
    ],
    ['an invoke', { ...MESSAGE, type: 'invoke', name: 'x' }, {}, 501, /not answered/],
  ];
  test.each(cases)('%s', async (_name, body, headers, status, said) => {
    const { post, taken } = await start(() => done('One'));
    const answer = await post(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toEqual({ code: expect.any(String), message: expect.stringMatching(said) });
    expect(taken).toEqual([]);
  });

  test.each([
    'typing',
    'messageReaction',
    'endOfConversation',
    'installationUpdate',
    'event',
    'a/future/type',
  ])('%s is acknowledged and ignored', async (type) => {
    const { post, taken } = await start(() => done('One'));
    expect((await post(message({ type }))).status).toBe(200);
    expect(taken).toEqual([]);
    expect(texts()).toEqual([]);
  });

  test('GET is not offered', async () => {
    const { post } = await start(() => done('One'));
    expect((await post('', {}, 'GET')).status).toBe(405);
  });
});

test('nothing that was said, and nobody who said it, is logged', async () => {
  const { post, logged } = await start(() => ({ ...done(), replies: [say('secret reply')] }), {
    timing: impatient,
  });
  connector.behave(() => ({ status: 500 }));
  await post(message({ text: 'secret words' }));
  await post(message({ type: 7, text: 'secret words' }));
  expect(logged.length).toBeGreaterThan(0);
  expect(JSON.stringify(logged)).not.toMatch(/secret|person-1|conversation-1|127\.0\.0\.1/);
});

test('in production, serving without an app id is refused at start', async () => {
  await expect(startWire(() => done(), { production: true })).rejects.toThrow(/MicrosoftAppId/);
});
