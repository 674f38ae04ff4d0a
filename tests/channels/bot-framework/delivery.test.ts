import { describe, expect, test } from '@jest/globals';
import {
  createDeliveries,
  DELIVERY_LIMITS,
  type Sent,
} from '../../../src/channels/bot-framework/delivery.js';

/** A channel whose every answer a test decides; pauses pass at once and are noted. */
function channel(
  answers: (message: string) => Sent | Promise<Sent> = () => 'sent',
  limits = DELIVERY_LIMITS,
) {
  const tried: string[] = [];
  const pauses: number[] = [];
  const deliveries = createDeliveries<string>(async (time) => void pauses.push(time), limits);
  const deliver = (conversation: string, activity: string | undefined, ...messages: string[]) =>
    deliveries.deliver({
      conversation,
      service: 'service-1',
      activity,
      messages,
      send: async (message) => {
        tried.push(message);
        return answers(message);
      },
    });
  return { tried, pauses, deliver, deliveries };
}
const never = new Promise<Sent>(() => {});

test('messages arrive in the order they were handed over', async () => {
  const { tried, deliver } = channel();
  await Promise.all([deliver('a', '1', 'a1', 'a2'), deliver('a', '2', 'a3'), deliver('a', '3', 'a4', 'a5')]);
  expect(tried).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
});

test('a channel that never answers in one conversation holds up no other', async () => {
  const { tried, deliver } = channel((message) => (message === 'silent' ? never : 'sent'));
  void deliver('a', '1', 'silent', 'a2');
  expect(await deliver('b', '1', 'b1', 'b2')).toBe('sent');
  expect(tried).toEqual(['silent', 'b1', 'b2']);
});

describe('trying again', () => {
  test('is bounded, with growing pauses', async () => {
    const { tried, pauses, deliver } = channel(() => ({ again: undefined }));
    expect(await deliver('a', '1', 'a1', 'a2')).toBe('failed');
    expect(tried).toEqual(['a1', 'a1', 'a1']);
    expect(pauses).toEqual([500, 1000]);
  });
  test('waits as long as the channel asks', async () => {
    const answers: Sent[] = [{ again: 4000 }, 'sent'];
    const { pauses, deliver } = channel(() => answers.shift() ?? 'refused');
    expect(await deliver('a', '1', 'a1')).toBe('sent');
    expect(pauses).toEqual([4000]);
  });
  test('gives up at once if the channel asks for too long', async () => {
    const { tried, deliver } = channel(() => ({ again: 60_000 }));
    expect(await deliver('a', '1', 'a1')).toBe('failed');
    expect(tried).toEqual(['a1']);
  });
  test('does not happen after a refusal', async () => {
    const { tried, deliver } = channel(() => 'refused');
    expect(await deliver('a', '1', 'a1', 'a2')).toBe('refused');
    expect(tried).toEqual(['a1']);
  });
  test('a turn that failed does not stop the next one', async () => {
    const { deliver } = channel((message) => (message === 'a1' ? { again: undefined } : 'sent'));
    const first = deliver('a', '1', 'a1');
    expect(await deliver('a', '2', 'a2')).toBe('sent');
    expect(await first).toBe('failed');
  });
  test('a fault while sending counts as a failure', async () => {
    const { deliver } = channel(() => Promise.reject(new Error('fault')));
    expect(await deliver('a', '1', 'a1')).toBe('failed');
    expect(await deliver('a', '2')).toBe('sent');
  });
});

describe('a message that the channel delivers twice', () => {
  test('is answered once', async () => {
    const { tried, deliver } = channel();
    await Promise.all([deliver('a', '1', 'a1', 'a2'), deliver('a', '1', 'a1', 'a2')]);
    expect(await deliver('a', '1', 'a1', 'a2')).toBe('sent');
    expect(tried).toEqual(['a1', 'a2']);
  });
  test('gets what did not arrive the first time, and only that', async () => {
    let works = false;
    const { tried, deliver } = channel((message) => (message === 'a1' || works ? 'sent' : 'refused'));
    expect(await deliver('a', '1', 'a1', 'a2')).toBe('refused');
    works = true;
    expect(await deliver('a', '1', 'a1', 'a2')).toBe('sent');
    expect(tried).toEqual(['a1', 'a2', 'a2']);
  });
  test('is answered each time if it has no id, or was not taken', async () => {
    const { tried, deliver } = channel();
    await deliver('a', undefined, 'a1');
    await deliver('a', undefined, 'a1');
    expect(tried).toEqual(['a1', 'a1']);
  });
  test('is another one in another conversation', async () => {
    const { tried, deliver } = channel();
    await deliver('a', '1', 'a1');
    await deliver('b', '1', 'b1');
    expect(tried).toEqual(['a1', 'b1']);
  });
  test('is remembered for a bounded number of messages', async () => {
    const { tried, deliver } = channel(undefined, { ...DELIVERY_LIMITS, remembered: 2 });
    for (const id of ['1', '2', '3', '1', '3']) await deliver('a', id, `a${id}`);
    expect(tried).toEqual(['a1', 'a2', 'a3', 'a1']);
  });
});

describe('room for another turn', () => {
  test('ends where too many wait in one conversation, not in others', () => {
    const { deliver, deliveries } = channel(() => never, { ...DELIVERY_LIMITS, waiting: 2 });
    void deliver('a', '1', 'a1');
    expect(deliveries.hasRoom('a', 'service-1')).toBe(true);
    void deliver('a', '2', 'a2');
    expect(deliveries.hasRoom('a', 'service-1')).toBe(false);
    expect(deliveries.hasRoom('b', 'service-1')).toBe(true);
  });
  test('ends where too many wait for one service, not for another', () => {
    const { deliver, deliveries } = channel(() => never, { ...DELIVERY_LIMITS, waitingForService: 2 });
    void deliver('a', '1', 'a1');
    void deliver('b', '1', 'b1');
    expect(deliveries.hasRoom('c', 'service-1')).toBe(false);
    expect(deliveries.hasRoom('c', 'service-2')).toBe(true);
  });
  test('comes back when what waited has been brought', async () => {
    const { deliver, deliveries } = channel(undefined, {
      ...DELIVERY_LIMITS,
      waiting: 1,
      waitingForService: 1,
    });
    void deliver('a', '1', 'a1');
    expect(deliveries.hasRoom('a', 'service-1')).toBe(false);
    await deliveries.settled();
    expect(deliveries.hasRoom('a', 'service-1')).toBe(true);
  });
});
