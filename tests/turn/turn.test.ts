import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Store, StoreUnavailable } from '../../src/stores/port.js';
import type { TranscriptTurn, TurnResult } from '../../src/turn/result.js';
import { openHouse, type TestHouse } from '../helpers/house.js';

let test1: TestHouse;
beforeEach(async () => {
  test1 = await openHouse();
});
afterEach(() => test1.close());

const words = ({ replies }: TurnResult) => replies.map(({ text }) => text).join('\n');
const labels = ({ replies }: TurnResult) => replies.at(-1)?.choices.map(({ label }) => label) ?? [];

describe('a message that comes again', () => {
  test('twenty times at once has one effect and one answer', async () => {
    const { house, message, store } = test1;
    await house.take(message('hello'));
    const same = message('day care');
    const results = await Promise.all(Array.from({ length: 20 }, () => house.take(same)));
    expect(results.filter(({ status }) => status === 'done')).toHaveLength(1);
    expect(results.filter(({ status }) => status === 'repeated')).toHaveLength(19);
    expect(new Set(results.map(words)).size).toBe(1);
    expect(results[0]?.replies.length).toBeGreaterThan(0);
    const turns = await house.transcript.since('test', 'somebody', 0);
    expect(turns).toHaveLength(2);
    expect(await store.ping()).toBeUndefined();
  });

  test('47 hours later is answered the same and changes nothing', async () => {
    const { house, message, clock } = test1;
    const first = message('food in Cluj');
    const answered = await house.take(first);
    clock.now += 3_600_000;
    await house.take(message('menu'));
    clock.now += 22 * 3_600_000;
    await house.take(message('help'));
    clock.now += 23 * 3_600_000;
    const before = (await house.transcript.since('test', 'somebody', 0)).length;
    const again = await house.take(first);
    expect(again.status).toBe('repeated');
    expect(words(again)).toBe(words(answered));
    expect(await house.transcript.since('test', 'somebody', 0)).toHaveLength(before);
  });

  test('without an id counts once within three seconds at the same step, and anew after that', async () => {
    const { house, message, clock } = test1;
    await house.take(message('hello'));
    const nameless = () => message('ɮɮɮ', { activity: undefined });
    const first = await house.take(nameless());
    clock.now += 2900;
    const echo = await house.take(nameless());
    expect(echo.status).toBe('repeated');
    expect(words(echo)).toBe(words(first));
    clock.now += 3100;
    expect((await house.take(nameless())).status).toBe('done');
  });
});

test('fifty messages of one person at once are done one after the other, in the order they came', async () => {
  const { house, message } = test1;
  await house.take(message('hello'));
  const heard: TranscriptTurn[] = [];
  const stop = house.transcript.subscribe('test', 'somebody', (turn) => heard.push(turn));
  const sent = Array.from({ length: 50 }, (_, index) => message('repeat', { echo: index }));
  const results = await Promise.all(sent.map((one) => house.take(one)));
  stop();
  expect(results.every(({ status }) => status === 'done')).toBe(true);
  expect(heard.map(({ echo }) => echo)).toEqual(sent.map(({ echo }) => echo));
  const turns = await house.transcript.since('test', 'somebody', 0);
  expect(turns.map(({ firstLine }) => firstLine)).toEqual(
    [...turns.map(({ firstLine }) => firstLine)].sort((a, b) => a - b),
  );
});

test('the conversation goes on after the store was closed and opened again', async () => {
  const { message } = test1;
  await test1.house.take(message('I need day care'));
  const before = await test1.house.transcript.since('test', 'somebody', 0);
  await test1.restart();
  expect(await test1.house.transcript.since('test', 'somebody', 0)).toEqual(before);
  const result = await test1.house.take(message('Cluj'));
  expect(words(result)).toMatch(/near Cluj-Napoca/);
  expect(result.firstLine).toBeGreaterThan(0);
});

describe('the language', () => {
  test('is the one the channel reports', async () => {
    const { house, message } = test1;
    const result = await house.take(message({ kind: 'opened' }, { locale: 'ro-MD' }));
    expect(result.replies.every(({ language }) => language === 'ro')).toBe(true);
  });

  test('is the one of the first words, whatever the channel reports', async () => {
    const { house, message } = test1;
    await house.take(message({ kind: 'opened' }, { locale: 'en-US' }));
    const result = await house.take(message('Мені потрібна їжа для дітей', { locale: 'en-US' }));
    expect(result.replies.every(({ language }) => language === 'uk')).toBe(true);
  });

  test('changes at any step without losing the place', async () => {
    const { house, message } = test1;
    await house.take(message('day care'));
    await house.take(message('Cluj'));
    const changed = await house.take(message('العربية'));
    expect(changed.replies.every(({ direction }) => direction === 'rtl')).toBe(true);
    expect(words(changed)).toContain('+44 1632');
    const more = await house.take(message('1'));
    expect(words(more)).toContain('+44 1632');
    expect(more.replies.every(({ language }) => language === 'ar')).toBe(true);
  });
});

describe('the end', () => {
  test.each(['stop', 'exit'])('%s ends the session, and its replies cannot be read again', async (word) => {
    const { house, message, store } = test1;
    await house.take(message('food in Cluj'));
    const result = await house.take(message(word));
    expect(result.ended).toEqual({ leave: word === 'exit' });
    expect(await house.transcript.since('test', 'somebody', 0)).toEqual([]);
    const again = await house.take(message('hello'));
    expect(words(again)).toMatch(/computer program/);
    expect(again.firstLine).toBeGreaterThan(0);
    await store.ping();
  });

  test('“delete my data” asks once more, then nothing is left', async () => {
    const { house, message } = test1;
    await house.take(message('food in Cluj'));
    const asked = await house.take(message('delete my data'));
    expect(labels(asked).length).toBe(4);
    const kept = await house.take(message('2'));
    expect(kept.ended).toBeUndefined();
    await house.take(message('delete my data'));
    const done = await house.take(message('1'));
    expect(done.ended).toEqual({ leave: false });
    expect(await house.transcript.since('test', 'somebody', 0)).toEqual([]);
  });
});

test('a session of an unknown version starts anew, and says so', async () => {
  const { house, message, store } = test1;
  await house.take(message('hello'));
  const { createKeys } = await import('../../src/turn/keys.js');
  const { SECRET } = await import('../helpers/house.js');
  const conversation = createKeys(SECRET).conversation('test', 'somebody');
  const loaded = await store.load(conversation);
  await store.commit({
    conversation,
    expected: loaded?.version ?? 0,
    session: JSON.stringify({ version: 99, made: 'by a newer Kinline' }),
    expiresAt: test1.clock.now + 1e9,
  });
  const result = await house.take(message('day care'));
  expect(result.status).toBe('done');
  expect(words(result)).toMatch(/start again/);
});

test('a report that a service is wrong is kept without who said it', async () => {
  const { house, message, store } = test1;
  await house.take(message('day care in Cluj'));
  await house.take(message('1'));
  await house.take(message('This is wrong'));
  const thanked = await house.take(message('The opening hours'));
  expect(words(thanked)).toMatch(/Thank you/);
  const reports: string[] = [];
  for await (const { value } of store.records('service_report')) reports.push(value);
  expect(reports).toHaveLength(1);
  expect(Object.keys(JSON.parse(reports[0] ?? '{}')).sort()).toEqual(['on', 'reason', 'service']);
});

describe('when the store is down', () => {
  const failing =
    (methods: (keyof Store)[]) =>
    (store: Store): Store =>
      new Proxy(store, {
        get(target, name: keyof Store) {
          if (methods.includes(name)) return () => Promise.reject(new StoreUnavailable('down'));
          const value = target[name];
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });

  test.each([['load'], ['turn'], ['commit']] as (keyof Store)[][])(
    'at %s, the person gets an apology and numbers, and the message is not taken',
    async (method) => {
      const broken = await openHouse(failing([method as keyof Store]));
      const result = await broken.house.take(broken.message('day care'));
      expect(result.status).toBe('not_taken');
      expect(words(result)).toMatch(/send it again/);
      expect(words(result)).toContain('112');
      expect(result.replies.some(({ links }) => links.some(({ uri }) => uri === 'tel:112'))).toBe(true);
      await broken.close();
    },
  );

  test.each([
    ['help now', 'en'],
    ['sos', 'ro'],
    ['допоможіть зараз', 'en'],
  ])('“%s” still brings the danger card', async (said, locale) => {
    const broken = await openHouse(failing(['load', 'turn', 'commit']));
    const result = await broken.house.take(broken.message(said, { locale }));
    expect(result.status).toBe('not_taken');
    expect(result.replies[0]?.tone).toBe('danger');
    expect(result.replies[0]?.text).toContain('112');
    await broken.close();
  });

  test('the button brings it too', async () => {
    const broken = await openHouse(failing(['load']));
    const result = await broken.house.take(broken.message({ kind: 'choice', id: '!help_now', label: '' }));
    expect(result.replies[0]?.tone).toBe('danger');
    await broken.close();
  });
});
