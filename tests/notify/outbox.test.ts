import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failedFor, type Outcome } from '../../src/notify/fault.js';
import type { Target } from '../../src/notify/target.js';
import { NOTICE, openOutbox, type TestOutbox } from './support.js';

let subject: TestOutbox;
beforeEach(async () => {
  subject = await openOutbox();
});
afterEach(() => subject.close());

const hook = (id: string): Target => ({
  id,
  kind: 'webhook',
  url: 'https://x.example',
  secret: 's',
  language: 'en',
});
const SECOND = 1000;
const HOUR = 3_600_000;

/** A receiver that answers as it is told, and remembers what came. */
function receiver(answers: (Outcome | 'hang')[] = []) {
  const came: string[] = [];
  return {
    came,
    webhook: async ({ id }: { id: string }): Promise<Outcome> => {
      came.push(id);
      const answer = answers.shift() ?? { sent: true };
      return answer === 'hang' ? new Promise(() => {}) : answer;
    },
  };
}

describe('a notice', () => {
  test('goes to each target once, and is then no longer waiting', async () => {
    const { webhook, came } = receiver();
    const outbox = subject.outbox({ targets: async () => [hook('a'), hook('b')], senders: { webhook } });
    await subject.put({ id: 'n1' }, { id: 'n2' });
    expect(await outbox.work()).toBe(4);
    expect(await outbox.work()).toBe(0);
    expect(came.sort()).toEqual(['n1:a', 'n1:b', 'n2:a', 'n2:b']);
    expect(await subject.waiting()).toEqual([]);
    expect(await subject.arrived()).toHaveLength(4);
  });

  test('that cannot be delivered is tried again after longer and longer pauses', async () => {
    const { webhook, came } = receiver(Array.from({ length: 40 }, () => failedFor('unreachable')));
    const outbox = subject.outbox({ targets: async () => [hook('a')], senders: { webhook } });
    await subject.put({});
    const pauses: number[] = [];
    await outbox.work();
    while (pauses.length < 6) {
      const [one] = await subject.waiting();
      const nextAt = one?.nextAt ?? 0;
      pauses.push((nextAt - subject.clock.now) / SECOND);
      subject.clock.now = nextAt - 1;
      expect(await outbox.work()).toBe(0);
      subject.clock.now = nextAt;
      expect(await outbox.work()).toBe(1);
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160]);
    expect(came).toHaveLength(7);
  });

  test('is given up after a day, and says why', async () => {
    const answers: Outcome[] = Array.from({ length: 100 }, () => failedFor('refused', { status: 503 }));
    const { webhook, came } = receiver(answers);
    const outbox = subject.outbox({ targets: async () => [hook('a')], senders: { webhook } });
    await subject.put({});
    const began = subject.clock.now;
    for (let [one] = [await outbox.work().then(subject.waiting)].flat(); one && !one.failed; ) {
      subject.clock.now = one.nextAt;
      await outbox.work();
      [one] = await subject.waiting();
    }
    const [given] = await subject.waiting();
    expect(given).toMatchObject({ failed: true, fault: { code: 'refused', status: 503 } });
    expect(subject.clock.now - began).toBeGreaterThan(22 * HOUR);
    expect(subject.clock.now - began).toBeLessThanOrEqual(24 * HOUR);
    const tries = came.length;
    subject.clock.now += 48 * HOUR;
    await outbox.work();
    expect(came).toHaveLength(tries);
  });

  test('leaves a receiver alone for as long as it asks, with all that waits for it', async () => {
    const { webhook, came } = receiver([failedFor('refused', { status: 429, after: 120 * SECOND })]);
    const parts = { targets: async () => [hook('a')], senders: { webhook } };
    await subject.put({ id: 'n1' });
    await subject.outbox(parts).work();
    await subject.put({ id: 'n2' });
    subject.clock.now += 119 * SECOND;
    // Another start remembers it too.
    expect(await subject.outbox(parts).work()).toBe(0);
    subject.clock.now += SECOND;
    await subject.outbox(parts).work();
    expect(came.sort()).toEqual(['n1:a', 'n1:a', 'n2:a']);
  });

  test('to a dead receiver holds up no other', async () => {
    const { webhook, came } = receiver();
    const senders = {
      webhook: ({ id, target }: { id: string; target: Target }) =>
        target.id === 'dead' ? new Promise<Outcome>(() => {}) : webhook({ id }),
    };
    const targets = async () => [hook('dead'), hook('alive')];
    const outbox = subject.outbox({ targets, senders, pace: { attempt: 300 } });
    await subject.put(...Array.from({ length: 50 }, (_, n) => ({ id: `n${n}` })));
    const working = outbox.work();
    await until(() => came.length === 50);
    await outbox.stop();
    await working;
    expect(new Set(came).size).toBe(50);
  });

  test('that cannot be read keeps no other waiting', async () => {
    const { webhook, came } = receiver();
    const bad = [
      { kind: 'outbox', id: 'bad', value: 'no notice' },
      { kind: 'delivery', id: 'bad:a', value: '{' },
      { kind: 'delivery', id: 'worse:a', value: '{"failed":false,"nextAt":0}' },
    ];
    await subject.store.write({ records: bad });
    await subject.put({});
    await subject.outbox({ targets: async () => [hook('a')], senders: { webhook } }).work();
    expect(came).toEqual(['n1:a']);
    expect(subject.logged).toEqual([
      'notice_unreadable {}',
      'delivery_unreadable {}',
      'delivery_unreadable {}',
    ]);
  });

  test('that nobody is named for is shown as failed', async () => {
    await subject.put({ id: 'n1' }, { id: 'n2', kind: 'callback_closed' });
    await subject.outbox({ targets: async () => [], senders: {} }).work();
    const waiting = await subject.waiting();
    expect(waiting).toMatchObject([{ notice: { id: 'n1' }, failed: true, fault: { code: 'nobody' } }]);
    expect(subject.logged.join()).not.toContain(NOTICE.reference);
  });

  test('to a target that is no longer named goes nowhere', async () => {
    const { webhook, came } = receiver([failedFor('unreachable')]);
    const targets = [hook('a')];
    const outbox = subject.outbox({ targets: async () => targets, senders: { webhook } });
    await subject.put({});
    await outbox.work();
    targets.pop();
    subject.clock.now += HOUR;
    await outbox.work();
    expect(came).toHaveLength(1);
    expect(await subject.waiting()).toMatchObject([{ failed: true, fault: { code: 'target_gone' } }]);
  });
});

describe('a crash', () => {
  test('between sending and writing it down repeats the message under the same id, and counts it', async () => {
    const came: string[] = [];
    const send = async ({ id }: { id: string }): Promise<Outcome> => {
      came.push(id);
      // The process is gone before anything more is written.
      return came.length === 1 ? new Promise(() => {}) : { sent: true };
    };
    const parts = { targets: async () => [hook('a')], senders: { webhook: send } };
    await subject.put({});
    void subject.outbox(parts).work();
    await until(() => came.length === 1);
    const next = subject.outbox(parts);
    // Until it is sure that nobody works on it any more, nobody does.
    expect(await next.work()).toBe(0);
    subject.clock.now += 90 * SECOND;
    expect(await next.work()).toBe(1);
    expect(came).toEqual(['n1:a', 'n1:a']);
    expect(await subject.arrived()).toMatchObject([{ tries: 2, repeats: 1 }]);
  });

  test('two instances at work at once send nothing twice', async () => {
    const { webhook, came } = receiver();
    const parts = { targets: async () => [hook('a'), hook('b')], senders: { webhook } };
    await subject.put(...Array.from({ length: 40 }, (_, n) => ({ id: `n${n}` })));
    const both = [subject.outbox(parts), subject.outbox(parts)];
    await Promise.all(both.map((outbox) => outbox.work()));
    await Promise.all(both.map((outbox) => outbox.work()));
    expect(came).toHaveLength(80);
    expect(new Set(came).size).toBe(80);
  });
});

test('shutting down breaks off what hangs within ten seconds, and it is tried again by the next start', async () => {
  const { webhook, came } = receiver(['hang']);
  const parts = { targets: async () => [hook('a')], senders: { webhook } };
  const outbox = subject.outbox(parts);
  await subject.put({});
  outbox.start(60 * SECOND);
  await until(() => came.length === 1);
  const began = performance.now();
  await outbox.stop();
  expect(performance.now() - began).toBeLessThan(10 * SECOND);
  expect(await subject.waiting()).toMatchObject([{ failed: false, fault: { code: 'broken_off' } }]);
  subject.clock.now += 10 * SECOND;
  await subject.outbox(parts).work();
  expect(came).toHaveLength(2);
  expect(await subject.arrived()).toMatchObject([{ repeats: 1 }]);
});

/** Waits, turn by turn of the event loop, for what is on its way. */
async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setImmediate(resolve));
}
