import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failedFor, type Outcome } from '../../src/notify/fault.js';
import { askForRetry, takeRetries } from '../../src/notify/retries.js';
import { readFrom, retryFailed, shownOutbox } from '../../src/notify/shown.js';
import type { Target } from '../../src/notify/target.js';
import { tidyOutbox } from '../../src/notify/tidy.js';
import { openOutbox, type TestOutbox } from './support.js';

const DAY = 86_400_000;
let subject: TestOutbox;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-retry-'));
  subject = await openOutbox();
});
afterEach(async () => {
  await subject.close();
  rmSync(folder, { recursive: true, force: true });
});

const TARGET: Target = { id: 'a', kind: 'webhook', url: 'https://x.example', secret: 's', language: 'en' };

/** An outbox whose receiver is gone for good, until it is not. */
function outboxOf(targets: Target[] = [TARGET]) {
  const receiver = { gone: true, came: 0 };
  const webhook = async (): Promise<Outcome> => {
    receiver.came += 1;
    return receiver.gone ? failedFor('refused', { status: 410, again: false }) : { sent: true };
  };
  return { receiver, outbox: subject.outbox({ targets: async () => targets, senders: { webhook } }) };
}
const shown = () => shownOutbox(readFrom(subject.store));

test('what failed is shown with its reference and why, in plain words', async () => {
  const { outbox } = outboxOf();
  await subject.put({});
  await outbox.work();
  await subject.put({ id: 'n2' });
  expect(await shown()).toMatchObject({
    fresh: 1,
    deliveries: [
      {
        reference: 'K7-4F2M-9',
        state: 'failed',
        way: 'webhook',
        tries: 1,
        why: 'The receiver refused it (410).',
      },
    ],
    sent: { messages: 0, repeats: 0 },
  });
});

test('what failed is tried again when somebody asks for it, one by its reference or all', async () => {
  const { outbox, receiver } = outboxOf();
  await subject.put({}, { id: 'n2', reference: 'K7-4F2M-8' });
  await outbox.work();
  receiver.gone = false;
  expect(await retryFailed(subject.store, 'K7-4F2M-0', subject.clock.now)).toBe(0);
  expect(await retryFailed(subject.store, 'K7-4F2M-8', subject.clock.now)).toBe(1);
  expect(await outbox.work()).toBe(1);
  expect(await retryFailed(subject.store, 'all', subject.clock.now)).toBe(1);
  await outbox.work();
  expect(await shown()).toMatchObject({ deliveries: [], sent: { messages: 2 } });
});

test('what nobody could hear of goes to whoever is named by then', async () => {
  const targets: Target[] = [];
  const { outbox, receiver } = outboxOf(targets);
  await subject.put({});
  await outbox.work();
  expect((await shown()).deliveries).toMatchObject([{ why: 'Nobody is named who could hear of it.' }]);
  targets.push(TARGET);
  receiver.gone = false;
  await retryFailed(subject.store, 'all', subject.clock.now);
  await outbox.work();
  expect(receiver.came).toBe(1);
});

test('a command asks the running service, once for each asking', async () => {
  const file = join(folder, 'outbox-retry');
  const asked: string[] = [];
  const retry = async (which: string) => asked.push(which);
  expect(await takeRetries(file, retry)).toBe(0);
  await askForRetry(file, 'K7-4F2M-9');
  await askForRetry(file, 'all');
  await askForRetry(file, 'all');
  await takeRetries(file, retry);
  await takeRetries(file, retry);
  expect(asked).toEqual(['K7-4F2M-9', 'all']);
});

test('what arrived is forgotten after a week, what failed after a month', async () => {
  const { outbox, receiver } = outboxOf();
  await subject.put({});
  await outbox.work();
  receiver.gone = false;
  await subject.put({ id: 'n2' });
  await outbox.work();
  expect(await tidyOutbox(subject.store, subject.clock.now + 6 * DAY)).toBe(0);
  expect(await tidyOutbox(subject.store, subject.clock.now + 8 * DAY)).toBe(1);
  expect(await tidyOutbox(subject.store, subject.clock.now + 29 * DAY)).toBe(0);
  expect(await tidyOutbox(subject.store, subject.clock.now + 31 * DAY)).toBe(1);
});
