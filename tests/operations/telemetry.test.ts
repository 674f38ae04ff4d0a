/** What is counted and told to the inside, and whether it can serve, by parts. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Family, writeFamilies } from '../../src/operations/telemetry/families.js';
import { createReadiness } from '../../src/operations/telemetry/readiness.js';
import { type MetricsServer, serveMetrics } from '../../src/operations/telemetry/server.js';
import { createTraces, headersIn } from '../../src/operations/telemetry/traces.js';
import { createTurnMetrics } from '../../src/operations/telemetry/turns.js';
import { StoreUnavailable } from '../../src/stores/port.js';
import { wrappingOf } from '../../src/stores/sealing.js';
import type { TurnResult } from '../../src/turn/result.js';
import { makeFolder } from '../stores/folder.js';

let server: MetricsServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const done: TurnResult = { status: 'done', replies: [], ended: undefined, firstLine: 0 };

async function counted(): Promise<Family[]> {
  const clock = { now: 0 };
  const turns = createTurnMetrics(() => clock.now);
  const results: TurnResult[] = [
    done,
    { ...done, status: 'not_taken' },
    { ...done, status: 'not_taken', wait: 1 },
  ];
  const take = turns.measured(async () => {
    clock.now += 30;
    return results.shift() ?? done;
  });
  for (const channel of ['webchat', 'webchat', 'webchat', 'somebody@example.org'])
    await take({
      channel,
      user: 'canary-user',
      locale: 'en',
      activity: 'canary-id',
      content: { kind: 'text', text: 'canary-words' },
    });
  return turns.families();
}

test('turns are counted by channel and outcome, and by time; who wrote and what is nowhere', async () => {
  const text = writeFamilies(await counted(), true);
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      '# TYPE kinline_turns counter',
      'kinline_turns_total{channel="webchat",status="done"} 1',
      'kinline_turns_total{channel="webchat",status="not_taken"} 1',
      'kinline_turns_total{channel="webchat",status="slowed"} 1',
      'kinline_turns_total{channel="other",status="done"} 1',
      'kinline_turn_seconds_bucket{le="0.025"} 0',
      'kinline_turn_seconds_bucket{le="0.05"} 4',
      'kinline_turn_seconds_bucket{le="+Inf"} 4',
      'kinline_turn_seconds_count 4',
    ]),
  );
  expect(text).not.toMatch(/canary|example\.org/);
});

test('the port of its own speaks OpenMetrics to its end and nothing else', async () => {
  const families = await counted();
  server = await serveMetrics(0, '127.0.0.1', () => families);
  const at = `http://127.0.0.1:${server.port}`;
  const response = await fetch(`${at}/metrics`);
  expect(response.headers.get('Content-Type')).toBe(
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  );
  expect(await response.text()).toMatch(/\n# EOF\n$/);
  for (const [path, method] of [
    ['/', 'GET'],
    ['/metrics', 'POST'],
    ['/api/messages', 'POST'],
  ])
    expect((await fetch(`${at}${path}`, { method: method as string })).status).toBe(404);
});

test('a label that somebody could write cannot break a line', () => {
  const samples = [{ labels: { of: 'a"b\\c\nd' }, value: 1 }];
  const text = writeFamilies([{ name: 'x', type: 'gauge', help: 'x', samples }], true);
  expect(text.split('\n')[2]).toBe('x{of="a\\"b\\\\c\\nd"} 1');
});

describe('traces', () => {
  test('one span a turn goes to the collector, with channel and outcome and nothing of anybody', async () => {
    const posts: { headers: IncomingHttpHeaders; body: string }[] = [];
    const collector = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => {
        body += String(piece);
      });
      request.on('end', () => {
        posts.push({ headers: request.headers, body });
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as { port: number };
    const clock = { now: 1_000 };
    const traces = createTraces({
      endpoint: `http://127.0.0.1:${port}/v1/traces`,
      headers: headersIn('x-key=a%20b, other=c'),
      service: 'kinline',
      ratio: 1,
      now: () => clock.now,
      random: (size) => Buffer.alloc(size, 7),
      log: () => undefined,
      every: 1_000_000,
    });
    const take = traces.traced(async () => {
      clock.now += 30;
      return done;
    });
    const content = { kind: 'text' as const, text: 'canary-words' };
    await take({ channel: 'webchat', user: 'canary-user', locale: 'en', activity: 'canary-id', content });
    await traces.stop();
    collector.close();
    expect(posts).toHaveLength(1);
    expect(posts[0]?.headers).toMatchObject({ 'x-key': 'a b', other: 'c' });
    expect(posts[0]?.body).not.toContain('canary');
    const { resourceSpans } = JSON.parse(posts[0]?.body ?? '');
    expect(resourceSpans[0].scopeSpans[0].spans).toEqual([
      {
        traceId: '07'.repeat(16),
        spanId: '07'.repeat(8),
        name: 'turn',
        kind: 2,
        startTimeUnixNano: '1000000000',
        endTimeUnixNano: '1030000000',
        attributes: [
          { key: 'kinline.channel', value: { stringValue: 'webchat' } },
          { key: 'kinline.status', value: { stringValue: 'done' } },
        ],
        status: {},
      },
    ]);
  });

  test('a collector that is away costs a word in the log, once, and no turn', async () => {
    const logged: string[] = [];
    const traces = createTraces({
      endpoint: 'http://127.0.0.1:9/v1/traces',
      headers: {},
      service: 'kinline',
      ratio: 1,
      now: () => 0,
      random: (size) => Buffer.alloc(size),
      log: (event) => void logged.push(event),
      every: 1_000_000,
    });
    const take = traces.traced(async () => done);
    const content = { kind: 'text' as const, text: 'hello' };
    for (let n = 0; n < 2; n++) {
      expect(
        await take({ channel: 'webchat', user: 'ana', locale: 'en', activity: undefined, content }),
      ).toBe(done);
      await traces.flush();
    }
    await traces.stop();
    expect(logged).toEqual(['traces_not_sent']);
  });
});

describe('readiness', () => {
  test('store, keys and content are told apart', async () => {
    const folder = await makeFolder();
    const store = await folder.open();
    const state = { content: true, down: false };
    const ready = createReadiness({
      store: {
        ...store,
        ping: () => (state.down ? Promise.reject(new StoreUnavailable()) : store.ping()),
        document: (id) => store.document(id),
      },
      now: () => folder.clock.now,
      content: () => state.content,
      directory: () => false,
    });
    const all = { store: true, content: true, keys: true, directory: false };
    expect(await ready()).toEqual({ ok: true, parts: all });
    await store.rotate(wrappingOf('another secret for tests only'));
    expect(await ready()).toEqual({ ok: true, parts: all });
    state.content = false;
    expect(await ready()).toEqual({ ok: false, parts: { ...all, content: false } });
    state.down = true;
    expect(await ready()).toEqual({ ok: false, parts: { store: false, content: false, directory: false } });
    await store.close();
    await folder.remove();
  });

  test('keys that were lost make it not ready, and say so', async () => {
    const folder = await makeFolder();
    const first = await folder.open();
    const parts = { now: () => folder.clock.now, content: () => true, directory: () => true };
    await createReadiness({ ...parts, store: first })();
    await first.close();
    const store = await folder.open();
    const ready = createReadiness({ ...parts, store: { ...store, document: async () => undefined } });
    expect(await ready()).toMatchObject({ ok: false, parts: { store: true, keys: false } });
    await store.close();
    await folder.remove();
  });
});
