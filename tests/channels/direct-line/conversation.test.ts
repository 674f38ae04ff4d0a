import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BotActivity, EchoActivity } from '../../../src/channels/direct-line/activity.js';
import type { ConversationAnswer } from '../../../src/channels/direct-line/address.js';
import { type ErrorBody, type Service, startService, textsOf } from './service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

describe('starting', () => {
  test('anybody gets a token with a conversation of their own and a user made here', async () => {
    const one = await service.call<ConversationAnswer>('POST', '/tokens/generate', undefined, {
      user: { id: 'dl_mallory' },
    });
    const other = await service.call<ConversationAnswer>('POST', '/tokens/generate');
    expect(one.status).toBe(200);
    expect(one.body).toEqual({
      conversationId: expect.stringMatching(/^[\w-]{22}$/),
      token: expect.any(String),
      expires_in: 1800,
    });
    expect(one.body.conversationId).not.toBe(other.body.conversationId);
    const user = service.line.personOf(one.body.token)?.user ?? '';
    expect(user).toMatch(/^dl_[\w-]{32}$/);
    expect(user).not.toBe(service.line.personOf(other.body.token)?.user);
  });

  test('a start is answered 201, the same start again 200, and the person is greeted once', async () => {
    const { body } = await service.call<ConversationAnswer>('POST', '/tokens/generate');
    const first = await service.call<ConversationAnswer>('POST', '/conversations', body.token, {
      locale: 'ro-RO',
    });
    const again = await service.call<ConversationAnswer>('POST', '/conversations', body.token, {});
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.body.conversationId).toBe(body.conversationId);
    expect(first.body.streamUrl).toMatch(
      new RegExp(
        `^ws://127.0.0.1:${service.port}/v3/directline/conversations/${body.conversationId}/stream\\?`,
      ),
    );
    expect(textsOf((await service.read(first.body)).body)).toEqual(['Hello.', 'What do you need?']);
    expect(service.turns.taken.filter(({ activity }) => activity === 'opened').at(-1)?.locale).toBe('ro-RO');
  });

  test('five starts at once greet once', async () => {
    const { body } = await service.call<ConversationAnswer>('POST', '/tokens/generate');
    await Promise.all(Array.from({ length: 5 }, () => service.call('POST', '/conversations', body.token)));
    expect((await service.read(body)).body.watermark).toBe('2');
  });

  test('a client that only reads, or only writes, is greeted before anything else', async () => {
    const reader = (await service.call<ConversationAnswer>('POST', '/tokens/generate')).body;
    expect(textsOf((await service.read(reader)).body)).toEqual(['Hello.', 'What do you need?']);
    const writer = (await service.call<ConversationAnswer>('POST', '/tokens/generate')).body;
    await service.say(writer, 'food');
    expect(textsOf((await service.read(writer)).body)).toEqual([
      'Hello.',
      'What do you need?',
      'food',
      'You said: food',
    ]);
  });

  test('a page carries a token in its HTML and needs no request for it', async () => {
    const carried = service.line.tokenFor();
    expect(carried.streamUrl).toBeUndefined();
    expect((await service.call('POST', '/conversations', carried.token)).status).toBe(201);
  });

  test('a day later, when the store may have forgotten, the conversation is not greeted again', async () => {
    const lasting = await startService({ tokenSeconds: 3 * 24 * 3600 });
    const conversation = await lasting.start();
    lasting.turns.forget(lasting.line.personOf(conversation.token)?.user ?? '');
    lasting.clock.now += 25 * 3600_000;
    lasting.line.sweep();
    expect((await lasting.call('POST', '/conversations', conversation.token)).status).toBe(200);
    expect((await lasting.read(conversation)).body.activities).toEqual([]);
    await lasting.close();
  });
});

describe('talking', () => {
  test('a message comes back as its echo, with the id of the answer and its own id, then the reply', async () => {
    const conversation = await service.start();
    const posted = await service.say(conversation, 'food', 'client-1');
    expect(posted).toMatchObject({ status: 200, body: { id: `${conversation.conversationId}|0000002` } });
    const { body } = await service.read(conversation, '2');
    expect(body.watermark).toBe('4');
    const [echo, answer] = body.activities as [EchoActivity, BotActivity];
    expect(echo).toMatchObject({
      type: 'message',
      id: posted.body.id,
      text: 'food',
      from: { id: service.line.personOf(conversation.token)?.user, role: 'user' },
      channelData: { clientActivityID: 'client-1' },
    });
    expect(answer).toMatchObject({
      type: 'message',
      id: `${conversation.conversationId}|0000003`,
      replyToId: posted.body.id,
      from: { role: 'bot' },
      text: 'You said: food',
      textFormat: 'plain',
      inputHint: 'expectingInput',
    });
  });

  test('sent twice with the same client id it counts once and is answered with the same id', async () => {
    const conversation = await service.start();
    const answers = [];
    for (const _ of [1, 2, 3]) answers.push((await service.say(conversation, 'food', 'again')).body.id);
    answers.push(
      ...(await Promise.all([1, 2].map(() => service.say(conversation, 'food', 'again')))).map(
        ({ body }) => body.id,
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect((await service.read(conversation)).body.watermark).toBe('4');
  });

  test('without a client id it is left to the turn whether the same words twice are two messages', async () => {
    const conversation = await service.start();
    await service.say(conversation, 'yes');
    await service.say(conversation, 'yes');
    expect((await service.read(conversation)).body.watermark).toBe('6');
  });

  test("the device's clock, zone, abilities and claimed name are neither handed over nor sent back", async () => {
    const conversation = await service.start();
    await service.call(
      'POST',
      `/conversations/${conversation.conversationId}/activities`,
      conversation.token,
      {
        type: 'message',
        text: 'food',
        from: { id: 'somebody-else', name: 'Invented Name' },
        localTimestamp: '2026-11-24T12:00:00+02:00',
        localTimezone: 'Europe/Chisinau',
        entities: [{ type: 'ClientCapabilities', supportsListening: true }],
        channelData: { clientActivityID: 'c', deviceSecret: 'x' },
      },
    );
    const kept = JSON.stringify([service.turns.taken.at(-1), (await service.read(conversation)).body]);
    for (const trace of [
      'somebody-else',
      'Invented Name',
      'localTime',
      'Chisinau',
      'Capabilities',
      'deviceSecret',
    ])
      expect(kept).not.toContain(trace);
  });

  test('typing, events and updates are acknowledged and are no turn', async () => {
    const conversation = await service.start();
    const before = service.turns.taken.length;
    for (const type of [
      'typing',
      'event',
      'conversationUpdate',
      'endOfConversation',
      'invoke',
      'never-heard-of',
    ]) {
      const answer = await service.call<{ id: string }>(
        'POST',
        `/conversations/${conversation.conversationId}/activities`,
        conversation.token,
        { type, name: 'webchat/join', channelData: { clientActivityID: `join-${type}` } },
      );
      expect(answer).toMatchObject({ status: 200, body: { id: expect.any(String) } });
    }
    expect(service.turns.taken.length).toBe(before);
    // Web Chat waits for the echo of an event too; it comes once and moves no watermark.
    const { body } = await service.read(conversation, '2');
    expect(body.activities.map(({ type }) => type)).toContain('event');
    expect(body.watermark).toBe('2');
    expect((await service.read(conversation, '2')).body.activities).toEqual([]);
  });
});

describe('reading', () => {
  test('from any line on, and from the end nothing', async () => {
    const conversation = await service.start();
    await service.say(conversation, 'food');
    for (const [watermark, lines] of [
      ['', 4],
      ['0', 4],
      ['1', 3],
      ['2', 2],
      ['3', 1],
      ['4', 0],
    ] as const) {
      const { body } = await service.read(conversation, watermark);
      expect(body.activities).toHaveLength(lines);
      expect(body.watermark).toBe('4');
    }
  });

  test('a watermark beyond the end shows nothing and is set right', async () => {
    const conversation = await service.start();
    const { status, body } = await service.read(conversation, '999');
    expect({ status, body }).toEqual({ status: 200, body: { activities: [], watermark: '2' } });
  });

  test.each(['-1', 'abc', '1.5', '1e3', ' 1', '9999999999999999', '%00', 'null'])(
    'watermark %p is refused',
    async (w) => {
      const conversation = await service.start();
      const { status, body } = await service.read(conversation, w);
      expect(status).toBe(400);
      expect((body as unknown as ErrorBody).error).toEqual({
        code: 'BadArgument',
        message: expect.any(String),
      });
      expect(
        (
          await service.call(
            'GET',
            `/conversations/${conversation.conversationId}?watermark=${w}`,
            conversation.token,
          )
        ).status,
      ).toBe(400);
    },
  );

  test('a conversation that the store forgot begins again for whoever still listens', async () => {
    const conversation = await service.start();
    await service.say(conversation, 'food');
    service.turns.forget(service.line.personOf(conversation.token)?.user ?? '');
    await service.say(conversation, 'still here');
    const { body } = await service.read(conversation, '4');
    expect(textsOf(body)).toEqual(['still here', 'You said: still here']);
    expect(body.watermark).toBe('2');
  });
});

describe('the end', () => {
  test('the goodbye can be read for a minute after the session and its key are gone', async () => {
    const conversation = await service.start();
    await service.say(conversation, 'bye');
    const { body } = await service.read(conversation, '2');
    expect(textsOf(body)).toEqual(['bye', 'You said: bye']);
    expect(body.activities.at(-1)).toMatchObject({
      type: 'endOfConversation',
      channelData: { kinline: { leave: false } },
    });
    expect((await service.read(conversation, '4')).body).toEqual({ activities: [], watermark: '4' });
    service.clock.now += 61_000;
    service.line.sweep();
    expect((await service.read(conversation, '2')).body.activities).toEqual([]);
  });

  test('after it a further message is a conversation again', async () => {
    const conversation = await service.start();
    await service.say(conversation, 'bye');
    const again = await service.say(conversation, 'food');
    expect(again.body.id).toBe(`${conversation.conversationId}|0000004`);
    expect(textsOf((await service.read(conversation, '4')).body)).toEqual(['food', 'You said: food']);
  });

  test('leaving without a trace leaves only the word to leave', async () => {
    const conversation = await service.start();
    await service.say(conversation, 'something private');
    await service.say(conversation, 'leave');
    const { body } = await service.read(conversation);
    expect(JSON.stringify(body)).not.toContain('something private');
    expect(body.activities.at(-1)).toMatchObject({
      type: 'endOfConversation',
      channelData: { kinline: { leave: true } },
    });
  });
});
