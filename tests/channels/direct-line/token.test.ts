import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ConversationAnswer, createAddress } from '../../../src/channels/direct-line/address.js';
import { type ErrorBody, openStream, SECRET, type Service, startService } from './service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** Signed as ours are, with any key. */
function forge(
  claims: unknown,
  key: string | Buffer,
  header: unknown = { alg: 'HS256', typ: 'JWT' },
): string {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
}

/** Name of what is wrong, and the token made wrong. */
const BAD: [string, (good: string, stream: string) => string][] = [
  ['nothing', () => ''],
  ['a word', () => 'token'],
  ['dots only', () => '..'],
  ['no signature', (good) => good.split('.').slice(0, 2).join('.')],
  ['an empty signature', (good) => `${good.split('.').slice(0, 2).join('.')}.`],
  ['a fourth part', (good) => `${good}.x`],
  ['a signature cut short', (good) => good.slice(0, -1)],
  [
    'a signature with one character changed',
    (good) => good.slice(0, -5) + (good.at(-5) === 'A' ? 'B' : 'A') + good.slice(-4),
  ],
  ['a signature with padding', (good) => `${good}=`],
  [
    'another user under the old signature',
    (good) => {
      const [header, , signature] = good.split('.');
      return `${header}.${encode({ ...claimsOf(good), user: 'dl_somebody' })}.${signature}`;
    },
  ],
  [
    'a later end under the old signature',
    (good) => {
      const [header, , signature] = good.split('.');
      return `${header}.${encode({ ...claimsOf(good), exp: 9e9 })}.${signature}`;
    },
  ],
  ['the algorithm "none"', (good) => `${encode({ alg: 'none', typ: 'JWT' })}.${good.split('.')[1]}.`],
  ['another algorithm in the header', (good) => forge(claimsOf(good), SECRET, { alg: 'HS512', typ: 'JWT' })],
  ['the signature of another key', (good) => forge(claimsOf(good), 'another secret')],
  ['the signature of the secret itself', (good) => forge(claimsOf(good), SECRET)],
  ['the signature of an empty key', (good) => forge(claimsOf(good), '')],
  ['a stream token', (_good, stream) => stream],
  ['a very long one', (good) => good + 'A'.repeat(5000)],
  ['claims that are no JSON', (good) => `${good.split('.')[0]}.bm90IGpzb24.${good.split('.')[2]}`],
];

describe('a bad token', () => {
  test.each(BAD)('with %s opens nothing and is answered 401', async (_what, spoil) => {
    const conversation = await service.start();
    const stream = new URL(conversation.streamUrl ?? '').searchParams.get('t') ?? '';
    const bad = spoil(conversation.token, stream);
    const path = `/conversations/${conversation.conversationId}`;
    const before = service.turns.taken.length;
    const answers = await Promise.all([
      service.call<ErrorBody>('POST', '/conversations', bad),
      service.call<ErrorBody>('GET', path, bad),
      service.call<ErrorBody>('GET', `${path}/activities`, bad),
      service.call<ErrorBody>('POST', `${path}/activities`, bad, { type: 'message', text: 'hi' }),
      service.call<ErrorBody>('POST', `${path}/upload`, bad),
      service.call<ErrorBody>('POST', '/tokens/refresh', bad),
      service.call<ErrorBody>('GET', '/session/getsessionid', bad),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body.error).toEqual({ code: 'Unauthorized', message: expect.any(String) });
    }
    expect(service.turns.taken.length).toBe(before);
  });

  test.each(BAD.filter(([what]) => what !== 'a stream token'))(
    'with %s opens no stream',
    async (_what, spoil) => {
      const conversation = await service.start();
      const url = new URL(conversation.streamUrl ?? '');
      url.searchParams.set('t', spoil(conversation.token, ''));
      await expect(openStream(url.href)).rejects.toThrow('401');
    },
  );

  test.each(['', 'Basic abc', 'Bearer', 'bearer  ', 'Token x'])(
    'the header %p is answered 401',
    async (header) => {
      const { status } = await service.send('/tokens/refresh', {
        method: 'POST',
        headers: { Authorization: header },
      });
      expect(status).toBe(401);
    },
  );
});

describe('a good token', () => {
  test('carries no more than it needs, and Web Chat reads the user from it', () => {
    const { token, conversationId } = service.line.tokenFor();
    expect(claimsOf(token)).toEqual({
      user: service.line.personOf(token)?.user,
      conv: conversationId,
      use: 'conversation',
      born: expect.any(Number),
      exp: service.clock.now / 1000 + 1800,
    });
  });

  test("does not open another's conversation, known or not", async () => {
    const [mine, other] = [await service.start(), await service.start()];
    for (const id of [other.conversationId, 'AAAAAAAAAAAAAAAAAAAAAA', 'x', '..%2f..', '%E0%A4%A']) {
      const answers = [
        await service.call('GET', `/conversations/${id}`, mine.token),
        await service.call('GET', `/conversations/${id}/activities`, mine.token),
        await service.call('POST', `/conversations/${id}/activities`, mine.token, {
          type: 'message',
          text: 'x',
        }),
        await service.call('POST', `/conversations/${id}/upload`, mine.token),
      ];
      for (const { status } of answers) expect([400, 404]).toContain(status);
    }
    const url = (mine.streamUrl ?? '').replace(mine.conversationId, other.conversationId);
    await expect(openStream(url)).rejects.toThrow('404');
    expect((await service.read(other)).body.watermark).toBe('2');
  });

  test('is refreshed for the same person and lasts as long again', async () => {
    const conversation = await service.start();
    service.clock.now += 1_700_000;
    const { status, body } = await service.call<ConversationAnswer>(
      'POST',
      '/tokens/refresh',
      conversation.token,
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      conversationId: conversation.conversationId,
      token: expect.any(String),
      expires_in: 1800,
    });
    expect(service.line.personOf(body.token)).toEqual(service.line.personOf(conversation.token));
    service.clock.now += 1_700_000;
    expect(service.line.personOf(conversation.token)).toBeUndefined();
    expect((await service.read(body)).status).toBe(200);
  });

  test('is answered 403 everywhere once it has expired, also one that was used before', async () => {
    const conversation = await service.start();
    await service.say(conversation, 'food');
    service.clock.now += 1_800_000;
    const path = `/conversations/${conversation.conversationId}`;
    const answers = await Promise.all([
      service.call<ErrorBody>('POST', '/conversations', conversation.token),
      service.call<ErrorBody>('GET', path, conversation.token),
      service.call<ErrorBody>('GET', `${path}/activities`, conversation.token),
      service.call<ErrorBody>('POST', `${path}/activities`, conversation.token, {
        type: 'message',
        text: 'x',
      }),
      service.call<ErrorBody>('POST', '/tokens/refresh', conversation.token),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body.error.code).toBe('TokenExpired');
    }
    await expect(openStream(conversation.streamUrl ?? '')).rejects.toThrow('403');
  });

  test('resumes a conversation with a new token and a stream from the watermark', async () => {
    const conversation = await service.start();
    const { status, body } = await service.call<ConversationAnswer>(
      'GET',
      `/conversations/${conversation.conversationId}?watermark=2`,
      conversation.token,
    );
    expect(status).toBe(200);
    expect(body.conversationId).toBe(conversation.conversationId);
    expect(new URL(body.streamUrl ?? '').searchParams.get('watermark')).toBe('2');
    expect(service.line.personOf(body.token)).toEqual(service.line.personOf(conversation.token));
  });
});

describe('with a required secret', () => {
  let guarded: Service;
  beforeAll(async () => {
    guarded = await startService({
      requireSecret: 'site-secret-123',
      publicUrl: 'https://chat.example.org/',
    });
  });
  afterAll(() => guarded.close());

  test('only whoever shows it gets a token, and its conversation needs it no more', async () => {
    const statuses = [];
    for (const secret of [undefined, 'wrong', 'site-secret-12', 'site-secret-1234'])
      statuses.push((await guarded.call('POST', '/tokens/generate', secret)).status);
    expect(statuses).toEqual([401, 403, 403, 403]);
    const { status, body } = await guarded.call<ConversationAnswer>(
      'POST',
      '/tokens/generate',
      'site-secret-123',
    );
    expect(status).toBe(200);
    expect((await guarded.call('POST', '/conversations', body.token)).status).toBe(201);
    expect((await guarded.read(body)).status).toBe(200);
  });

  test('a conversation may also be started with it', async () => {
    expect((await guarded.call('POST', '/conversations', 'site-secret-123')).status).toBe(201);
    expect((await guarded.call('POST', '/conversations', 'wrong')).status).toBe(401);
  });

  test('the stream is where the operator says the service is', () => {
    expect(guarded.line.tokenFor().streamUrl).toMatch(/^wss:\/\/chat\.example\.org\/v3\/directline\//);
  });
});

describe('the stream address', () => {
  const address = (remoteAddress: string, headers: Record<string, string>) =>
    createAddress(undefined)({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);

  test('is wss behind a proxy on this machine that speaks TLS, and behind no other', () => {
    const secure = { host: 'chat.example.org', 'x-forwarded-proto': 'https' };
    expect(address('127.0.0.1', secure)).toBe('wss://chat.example.org');
    expect(address('::ffff:127.0.0.1', secure)).toBe('wss://chat.example.org');
    expect(address('192.0.2.7', secure)).toBe('ws://chat.example.org');
    expect(address('127.0.0.1', { ...secure, 'x-forwarded-proto': 'gopher' })).toBe('ws://chat.example.org');
  });

  test.each(['chat.example.org:8080', '[::1]:3978', 'localhost'])('is at the host %s', (host) => {
    expect(address('::1', { host })).toBe(`ws://${host}`);
  });

  test.each(['', 'a/b', 'a@b', 'a b', 'x?y', '[::1', 'a:b:c'])('is not told for the host %p', (host) => {
    expect(address('::1', { host })).toBeUndefined();
  });
});
