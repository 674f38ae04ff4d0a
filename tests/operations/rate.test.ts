/** Fast senders are slowed, danger never; addresses are believed from one header only; slow clients are let go. */
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { addressOf } from '../../src/operations/rate/address.js';
import { createBuckets } from '../../src/operations/rate/bucket.js';
import { pacedTokens } from '../../src/operations/rate/tokens.js';
import { pacedTurns } from '../../src/operations/rate/turns.js';
import type { TurnResult } from '../../src/turn/result.js';
import { sendJson } from '../../src/web/reply.js';
import { createWebServer, type WebServer } from '../../src/web/server.js';

let web: WebServer | undefined;
afterEach(async () => {
  await web?.close();
  web = undefined;
});

function pacedTalk() {
  const clock = { now: 0 };
  const order: string[] = [];
  const done: TurnResult = { status: 'done', replies: [], ended: undefined, firstLine: 0 };
  const take = pacedTurns({
    take: async ({ content }) => {
      order.push(content.kind === 'text' ? content.text : '');
      return done;
    },
    urgent: ({ content }) => content.kind === 'text' && content.text === 'danger',
    slower: () => [
      { text: 'slower', language: 'en', direction: 'ltr', tone: 'plain', links: [], choices: [] },
    ],
    now: () => clock.now,
    sleep: async (milliseconds) => void order.push(`waits ${milliseconds}`),
  });
  const say = (text: string, user = 'ana') =>
    take({ channel: 'test', user, locale: 'en', activity: undefined, content: { kind: 'text', text } });
  return { clock, order, say };
}

describe('messages of one conversation', () => {
  test('ten at once go through, five wait half a second more each, the rest is asked to come again', async () => {
    const { order, say } = pacedTalk();
    const results = [];
    for (let n = 1; n <= 18; n++) results.push(await say(`${n}`));
    expect(order.filter((what) => what.startsWith('waits'))).toEqual(
      [500, 1000, 1500, 2000, 2500].map((wait) => `waits ${wait}`),
    );
    expect(results.slice(0, 15).every(({ status }) => status === 'done')).toBe(true);
    for (const { status, wait, replies } of results.slice(15))
      expect([status, wait, replies[0]?.text]).toEqual(['not_taken', 1, 'slower']);
  });

  test('danger goes through at once however many came before', async () => {
    const { order, say } = pacedTalk();
    for (let n = 1; n <= 40; n++) await say(`${n}`);
    expect((await say('danger')).status).toBe('done');
    expect(order.at(-1)).toBe('danger');
  });

  test('two a second are never slowed, and nobody is slowed for another', async () => {
    const { clock, order, say } = pacedTalk();
    for (let n = 1; n <= 100; n++) {
      clock.now += 500;
      expect((await say(`${n}`)).status).toBe('done');
      if (n % 5 === 0) expect((await say('hello', `somebody else ${n}`)).status).toBe('done');
    }
    expect(order.filter((what) => what.startsWith('waits'))).toEqual([]);
  });
});

test('keys whose rest is over are forgotten, so that many senders cost no memory', () => {
  const clock = { now: 0 };
  const buckets = createBuckets({ burst: 1, each: 1, waiting: 0 }, () => clock.now);
  for (let n = 0; n < 100_000; n++) {
    clock.now += 1;
    buckets.take(`${n}`);
  }
  expect(buckets.size()).toBeLessThan(20_001);
});

async function tokensAt(header: string | undefined): Promise<string> {
  web = createWebServer();
  const may = pacedTokens(header, () => 0);
  web.routes.post('/token', async (request, response) => {
    if (may(request, response)) sendJson(response, 200, {});
  });
  const { port } = await web.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${port}/token`;
}
const ask = (url: string, headers: Record<string, string>) => fetch(url, { method: 'POST', headers });

describe('new conversations', () => {
  test('ten a minute for each address; the eleventh is told when to come again', async () => {
    const url = await tokensAt('X-Real-IP');
    for (let n = 0; n < 10; n++) expect((await ask(url, { 'X-Real-IP': '192.0.2.1' })).status).toBe(200);
    const refused = await ask(url, { 'X-Real-IP': '192.0.2.1' });
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '6']);
    expect((await ask(url, { 'X-Real-IP': '192.0.2.2' })).status).toBe(200);
  });

  test('a header that was not configured changes nobody’s address', async () => {
    const url = await tokensAt(undefined);
    const statuses = [];
    for (let n = 0; n < 11; n++)
      statuses.push(
        (await ask(url, { 'X-Forwarded-For': `192.0.2.${n}`, Forwarded: `for=192.0.2.${n}` })).status,
      );
    expect(statuses.at(-1)).toBe(429);
  });

  test('what the sender wrote before the proxy’s own word does not count', async () => {
    const url = await tokensAt('X-Forwarded-For');
    const statuses = [];
    for (let n = 0; n < 11; n++)
      statuses.push((await ask(url, { 'X-Forwarded-For': `192.0.2.${n}, 198.51.100.7` })).status);
    expect(statuses.at(-1)).toBe(429);
  });
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['192.0.2.1:5555', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['[2001:db8::1]:443', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s is counted as %s', (written, counted) => {
  const request = { headers: { 'x-from': written }, socket: {} } as unknown as Parameters<
    typeof addressOf
  >[0];
  expect(addressOf(request, 'X-From')).toBe(counted);
});

test.each([
  ['its headers', 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['its body', 'POST /quick HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"'],
])('a client that never ends %s is let go', async (_what, sent) => {
  web = createWebServer({ headers: 100, request: 200, look: 50 });
  web.onPost(/^\/quick$/, () => new Promise(() => undefined));
  const { port } = await web.listen(0, '127.0.0.1');
  const socket = connect(port, '127.0.0.1', () => socket.write(sent));
  socket.on('data', () => undefined).on('error', () => undefined);
  await new Promise((resolve) => socket.on('close', resolve));
  expect((await fetch(`http://127.0.0.1:${port}/none`)).status).toBe(404);
});
