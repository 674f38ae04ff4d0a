/** A message that fails whenever it is tried costs the person one apology, and nobody a loop. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createEchoes } from '../../src/turn/echoes.js';
import { createKeys } from '../../src/turn/keys.js';
import { createLock } from '../../src/turn/lock.js';
import { FAILED_TURN, parseFailedTurn } from '../../src/turn/set-aside.js';
import { createSubscribers } from '../../src/turn/subscribers.js';
import { createTurn } from '../../src/turn/turn.js';
import { openHouse, SECRET, type TestHouse } from '../helpers/house.js';

let opened: TestHouse;
beforeEach(async () => {
  opened = await openHouse();
});
afterEach(() => opened.close());

const CANARY = 'kittens and a secret of mine';

/** A turn like the service's that cannot look up one place, until it is mended. */
function turnThatFails() {
  const { house, store, clock } = opened;
  const state = { broken: true, tries: 0, ids: 0 };
  const turn = createTurn({
    ...house.deciding,
    findPlaces: (words, ...more) => {
      if (!words.includes('kittens') || !state.broken) return house.deciding.findPlaces(words, ...more);
      state.tries += 1;
      throw new TypeError(`cannot read ${CANARY}`);
    },
    store,
    keys: createKeys(SECRET),
    lock: createLock(),
    echoes: createEchoes(() => 'an id'),
    subscribers: createSubscribers(),
    now: () => clock.now,
    newId: () => `failed-${++state.ids}`,
    defaults: { language: 'en', region: 'RO' },
    keepFor: 1e8,
    log: (event, fields = {}) => void opened.logged.push({ event, fields }),
  });
  return { state, ...turn };
}

async function failedTurns() {
  const found: { id: string; value: string }[] = [];
  for await (const record of opened.store.records(FAILED_TURN)) found.push(record);
  return found;
}

const texts = ({ replies }: { replies: { text: string }[] }) => replies.map(({ text }) => text).join('\n');

describe('a message that fails whenever it is tried', () => {
  test('is tried three times, is answered with an apology and the numbers, and the next one works', async () => {
    const { state, take } = turnThatFails();
    await take(opened.message('day care'));
    const result = await take(opened.message(CANARY));
    expect(state.tries).toBe(3);
    expect(result.status).toBe('done');
    expect(texts(result)).toContain('Something did not work on my side');
    expect(result.replies.flatMap(({ links }) => links.map(({ uri }) => uri))).toContain('tel:112');
    const next = await take(opened.message('Cluj'));
    expect(next.status).toBe('done');
    expect(texts(next)).toContain('near Cluj-Napoca');
  });

  test('and comes again is answered the same, and not tried any more', async () => {
    const { state, take } = turnThatFails();
    await take(opened.message('day care'));
    const message = opened.message(CANARY);
    const first = await take(message);
    const again = await take(message);
    expect(again).toMatchObject({ status: 'repeated', replies: first.replies });
    expect(state.tries).toBe(3);
    expect(await failedTurns()).toHaveLength(1);
  });

  test('leaves a record for the operator that says nothing of the person', async () => {
    const { take } = turnThatFails();
    await take(opened.message('day care'));
    await take(opened.message(CANARY));
    const [record] = await failedTurns();
    expect(parseFailedTurn(record?.value ?? '')).toMatchObject({
      at: opened.clock.now,
      channel: 'test',
      cause: 'TypeError',
    });
    for (const told of [record?.value, JSON.stringify(opened.logged)]) {
      expect(told).not.toContain('kittens');
      expect(told).not.toContain('somebody');
    }
  });

  test('can be replayed once the fault is mended, with the answer where it belongs', async () => {
    const { state, take, replay, transcript } = turnThatFails();
    await take(opened.message('day care'));
    await take(opened.message(CANARY));
    const [record] = await failedTurns();
    const id = record?.id ?? '';
    expect(await replay(id)).toEqual({ status: 'fails', cause: 'TypeError' });
    expect(await failedTurns()).toHaveLength(1);
    state.broken = false;
    const replayed = await replay(id);
    expect(replayed.status).toBe('done');
    expect(await failedTurns()).toEqual([]);
    expect(await replay(id)).toEqual({ status: 'unknown' });
    const said = await transcript.since('test', 'somebody', 0);
    expect(replayed.status === 'done' && said.at(-1)?.replies).toEqual(
      replayed.status === 'done' && replayed.result.replies,
    );
  });

  test('is not replayed when the person has gone on, or has left', async () => {
    const { state, take, replay } = turnThatFails();
    await take(opened.message('day care'));
    await take(opened.message(CANARY));
    state.broken = false;
    await take(opened.message('Cluj'));
    const [record] = await failedTurns();
    expect(await replay(record?.id ?? '')).toEqual({ status: 'moved_on' });
    await take(opened.message('exit'));
    expect(await replay(record?.id ?? '')).toEqual({ status: 'gone' });
  });
});
