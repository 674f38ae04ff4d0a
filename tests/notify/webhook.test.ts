import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Target } from '../../src/notify/target.js';
import { createWebhooks } from '../../src/notify/webhook.js';
import { HOME, NOTICE, openOutbox, say, type TestOutbox } from './support.js';

const SIGNING = `whsec_${Buffer.from('an invented key for tests').toString('base64')}`;

interface Came {
  headers: IncomingHttpHeaders;
  body: string;
}

let subject: TestOutbox;
let server: Server;
let came: Came[];
let answers: { status: number; headers?: Record<string, string> }[];
let url: string;
beforeEach(async () => {
  subject = await openOutbox();
  came = [];
  answers = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      came.push({ headers: request.headers, body });
      const { status, headers } = answers.shift() ?? { status: 204 };
      response.writeHead(status, headers);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await subject.close();
});

const target = (address = url): Extract<Target, { kind: 'webhook' }> => ({
  id: 'webhook-1',
  kind: 'webhook',
  url: address,
  secret: SIGNING,
  language: 'en',
});
function outboxTo(
  address = url,
  allowPrivate = true,
  resolve?: () => Promise<{ address: string; family: number }[]>,
) {
  const webhook = createWebhooks({
    home: HOME,
    say,
    now: () => Date.now(),
    allowPrivate,
    ...(resolve ? { resolve } : {}),
  });
  return subject.outbox({ targets: async () => [target(address)], senders: { webhook } });
}

describe('a webhook', () => {
  test('is signed by the convention, and says only reference, words and link', async () => {
    await subject.put({});
    await outboxTo().work();
    const [{ headers, body } = { headers: {}, body: '' }] = came;
    expect(new Webhook(SIGNING).verify(body, headers as Record<string, string>)).toEqual({
      type: 'callback.created',
      timestamp: new Date(NOTICE.at).toISOString(),
      data: {
        reference: 'K7-4F2M-9',
        text: 'Request K7-4F2M-9 is waiting',
        link: `${HOME}/desk/requests/r1`,
      },
    });
  });

  test.each([
    ['callback_created', 'callback.created'],
    ['callback_claimed', 'callback.claimed'],
    ['callback_closed', 'callback.closed'],
  ] as const)('of %s has the type %s', async (kind, type) => {
    await subject.put({ kind });
    await outboxTo().work();
    expect(JSON.parse(came[0]?.body ?? '{}')).toMatchObject({ type });
  });

  test('comes again under the same webhook-id until it is taken', async () => {
    answers = [{ status: 500 }, { status: 302, headers: { location: 'https://elsewhere.example/' } }];
    await subject.put({});
    const outbox = outboxTo();
    for (let n = 0; n < 3; n += 1) {
      await outbox.work();
      subject.clock.now += 3_600_000;
    }
    const ids = came.map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    expect(await subject.arrived()).toMatchObject([{ tries: 3, repeats: 1 }]);
  });

  test('obeys 429 with Retry-After', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '600' } }];
    await subject.put({});
    const outbox = outboxTo();
    await outbox.work();
    subject.clock.now += 599_000;
    expect(await outbox.work()).toBe(0);
    subject.clock.now += 1_000;
    expect(await outbox.work()).toBe(1);
    expect(came).toHaveLength(2);
  });

  test('is given up where the receiver says that it is gone', async () => {
    answers = [{ status: 410 }];
    await subject.put({});
    await outboxTo().work();
    expect(await subject.waiting()).toMatchObject([
      { failed: true, fault: { code: 'refused', status: 410 } },
    ]);
  });
});

describe('an address', () => {
  test.each([
    ['without https', 'http://hooks.example.org/x', true],
    ['on this computer', 'https://127.0.0.1/x', false],
    ['in a private network', 'https://10.1.2.3/x', false],
    ['of a cloud’s own data', 'https://169.254.169.254/x', false],
    ['in a private network of IPv6', 'https://[fd00::1]/x', false],
    ['mapped to this computer', 'https://[::ffff:127.0.0.1]/x', false],
    ['with a password in it', 'https://a:b@hooks.example.org/x', false],
  ])('%s is not gone to', async (_, address, allowPrivate) => {
    await subject.put({});
    await outboxTo(address, allowPrivate).work();
    expect(await subject.waiting()).toMatchObject([{ failed: true, fault: { code: 'not_allowed' } }]);
  });

  test('whose name leads into a private network is not gone to', async () => {
    await subject.put({});
    await outboxTo('https://hooks.example.org/x', false, async () => [
      { address: '192.0.2.1', family: 4 },
      { address: '192.168.0.1', family: 4 },
    ]).work();
    expect(await subject.waiting()).toMatchObject([{ failed: true, fault: { code: 'not_allowed' } }]);
    expect(came).toEqual([]);
  });
});
