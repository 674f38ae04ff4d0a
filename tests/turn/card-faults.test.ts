/** Whatever breaks, a cry for help is answered with the card, soon. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DANGER_CLASSES } from '../../src/engine/input.js';
import { DEFAULT_LIMITS } from '../../src/engine/limits.js';
import { newSession } from '../../src/engine/session.js';
import type { Speech } from '../../src/language/speech.js';
import type { Store } from '../../src/stores/port.js';
import { dangerCard } from '../../src/turn/danger-card.js';
import { createEchoes } from '../../src/turn/echoes.js';
import type { Incoming } from '../../src/turn/incoming.js';
import { createKeys } from '../../src/turn/keys.js';
import { createLock } from '../../src/turn/lock.js';
import type { TurnResult } from '../../src/turn/result.js';
import { createSubscribers } from '../../src/turn/subscribers.js';
import { createTurn, type TurnParts } from '../../src/turn/turn.js';
import { ownContent } from '../helpers/content.js';
import { openHouse, SECRET, type TestHouse } from '../helpers/house.js';

const LANGUAGES = ownContent().languages.map(({ code }) => code);
const PATIENCE = { card: 60, turn: 400 };
const never = (): Promise<never> => new Promise(() => undefined);
const fails = (): Promise<never> => Promise.reject(new Error('Broken for the test.'));

let opened: TestHouse;
beforeEach(async () => {
  opened = await openHouse();
});
afterEach(() => opened.close());

/** A turn like the service's, with some of its parts broken. */
function turnWith(broken: Partial<TurnParts>) {
  const { house, store, clock } = opened;
  return createTurn({
    ...house.deciding,
    store,
    keys: createKeys(SECRET),
    lock: createLock(),
    echoes: createEchoes(() => 'an id'),
    subscribers: createSubscribers(),
    now: () => clock.now,
    newId: () => 'a record',
    defaults: { language: 'en', region: 'RO' },
    keepFor: 1e8,
    log: () => undefined,
    patience: PATIENCE,
    ...broken,
  }).take;
}

const brokenStore = (methods: readonly (keyof Store)[], how: () => Promise<never>): Store =>
  new Proxy(opened.store, {
    get(target, name: keyof Store) {
      if (methods.includes(name)) return how;
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

const cry = (more: Partial<Incoming> = {}) =>
  opened.message({ kind: 'choice', id: '!help_now', label: '' }, more);

function expectCard({ replies }: TurnResult, language: string): void {
  const [card] = replies;
  expect(card).toMatchObject({ tone: 'danger', language });
  expect(card?.text).toContain('112');
  expect(card?.links.map(({ uri }) => uri)).toContain('tel:112');
}

describe.each([
  ['fails', fails],
  ['hangs', never],
])('when the store %s', (_how, how) => {
  test.each(['load', 'turn', 'commit'] as const)('at %s, the card comes in each language', async (method) => {
    const take = turnWith({ store: brokenStore([method], how) });
    for (const language of LANGUAGES) {
      const result = await take(cry({ user: language, locale: language }));
      expectCard(result, language);
      expect(result.status).toBe('not_taken');
    }
  });

  test('a cry for help does not wait for a message before it that does', async () => {
    const take = turnWith({ store: brokenStore(['load'], how) });
    const before = take(opened.message('day care'));
    expectCard(await take(cry()), 'en');
    expect((await before).status).toBe('not_taken');
  });
});

test('a store that hangs for one message does not keep the person waiting for ever', async () => {
  let calls = 0;
  const once = brokenStore(['load'], never);
  const store = new Proxy(opened.store, {
    get(target, name: keyof Store) {
      if (name === 'load' && calls++ === 0) return once.load;
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const take = turnWith({ store });
  const results = await Promise.all([take(opened.message('day care')), take(opened.message('menu'))]);
  expect(results.map(({ status }) => status)).toEqual(['not_taken', 'done']);
});

describe.each([
  ['throws', () => fails()],
  ['hangs', never],
])('when the directory %s', (_how, how) => {
  test('the card comes, and the conversation goes on at its question', async () => {
    const { ports } = opened.house.deciding;
    const take = turnWith({ ports: { ...ports, findServices: how, service: how } });
    await take(opened.message('day care'));
    const searching = take(opened.message('Cluj'));
    expectCard(await take(cry()), 'en');
    await searching;
  });

  test('and no place can be looked up, the card comes all the same', async () => {
    const lookUp = (): never => {
      throw new Error('Broken for the test.');
    };
    const take = turnWith({ findPlaces: lookUp, patience: { card: 2_000, turn: 15_000 } });
    expect((await take(opened.message('somewhere far'))).status).toBe('done');
    const result = await take(cry());
    expectCard(result, 'en');
    expect(result.status).toBe('done');
  });
});

describe('when the texts of a language', () => {
  const broken = (language: string, say: Speech['say']) => {
    const { telling } = opened.house.deciding;
    const speech = { ...telling.speaking.in(language), say, ref: ({ key }: { key: string }) => say(key) };
    return { ...telling, speaking: { ...telling.speaking, in: () => speech } };
  };
  const ways: [string, Speech['say']][] = [
    [
      'cannot be said',
      () => {
        throw new Error('Broken for the test.');
      },
    ],
    ['are gone', (key) => key.split(':')[1] ?? key],
    ['are empty', () => ''],
  ];

  test.each(ways)(
    '%s, the card that is part of the program stands in, in that language',
    async (_how, say) => {
      for (const language of LANGUAGES) {
        const take = turnWith({ telling: broken(language, say) });
        const result = await take(cry({ user: language, locale: language }));
        expectCard(result, language);
        expect(result.replies[0]?.text).not.toMatch(/card\.|danger:/);
      }
    },
  );

  test('cannot be said, no class and no child is left without a card', () => {
    const { numbers, speaking } = broken('ro', ways[0]?.[1] ?? (() => ''));
    for (const danger of DANGER_CLASSES)
      for (const child of [true, false]) {
        const [card] = dangerCard(danger, 'RO', speaking.in(), numbers, child);
        expect(card?.links.length).toBeGreaterThan(0);
      }
  });
});

test('when what was said cannot be understood at all, the button still brings the card', async () => {
  const broken = (): never => {
    throw new Error('Broken for the test.');
  };
  const take = turnWith({
    understanding: { ...opened.house.deciding.understanding, understand: broken, danger: broken },
  });
  expectCard(await take(cry()), 'en');
});

describe('a stored session', () => {
  async function store(session: unknown): Promise<void> {
    const conversation = createKeys(SECRET).conversation('test', 'somebody');
    const expiresAt = opened.clock.now + 1e9;
    await opened.store.commit({ conversation, expected: 0, session: JSON.stringify(session), expiresAt });
  }

  test.each([
    ['that cannot be read', { version: 1, language: 7 }],
    ['of another version', { version: 99 }],
  ])('%s does not come before the card', async (_what, session) => {
    await store(session);
    const result = await turnWith({})(cry());
    expectCard(result, 'en');
    expect(result.status).toBe('done');
    expect(result.replies.map(({ text }) => text).join('\n')).toContain('start again');
  });

  test('that has gone on for too long does not swallow a cry for help', async () => {
    const start = await turnWith({})(opened.message('hello', { user: 'another' }));
    expect(start.status).toBe('done');
    const long = { ...newSession('uk', 'UA'), child: true, turns: DEFAULT_LIMITS.turns };
    await store(long);
    const result = await turnWith({})(cry());
    expectCard(result, 'uk');
    // The country and the child's words stay.
    expect(result.replies[0]?.text).toContain('Україна');
    expect(result.replies[0]?.text).toContain('Твоєї провини');
  });
});

test('however many messages come at once, each cry for help among them is answered', async () => {
  const take = turnWith({ patience: { card: 20_000, turn: 20_000 } });
  const sent = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? cry() : opened.message('menu')));
  const results = await Promise.all(sent.map((message) => take(message)));
  for (const [index, result] of results.entries()) if (index % 2 === 0) expectCard(result, 'en');
  expect(results.every(({ status }) => status === 'done')).toBe(true);
}, 60_000);

test('a cry for help that could not be stored is counted, and nothing else of it is kept', async () => {
  const counted: string[] = [];
  const take = turnWith({
    store: brokenStore(['commit'], fails),
    countDanger: (...what) => void counted.push(what.join(' ')),
  });
  await take(cry());
  await take(opened.message('day care'));
  expect(counted).toEqual(['danger_now en']);
});
