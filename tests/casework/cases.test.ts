import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Action } from '../../src/callbacks/status.js';
import type { Staff } from '../../src/casework/staff.js';
import { type Changes, StoreUnavailable } from '../../src/stores/port.js';
import {
  ADMIN,
  ANNA,
  at,
  BOGDAN,
  IASI,
  KYIV,
  LEAD,
  type Office,
  OUTSIDE,
  openOffice,
  PHONE,
  person,
  SUPERVISOR,
} from './office.js';

const SAFE = at('2026-11-25T18:00');
let office: Office;
/** While true every write fails, as on a full disk. */
let broken = false;
beforeEach(async () => {
  broken = false;
  office = await openOffice((store) => ({
    ...store,
    write: async (changes: Changes) => {
      if (broken) throw new StoreUnavailable('full');
      return store.write(changes);
    },
  }));
});
afterEach(() => office.close());

const act = (staff: Staff, id: string, action: Action) => office.cases.act(staff, id, action);
const actions = async () =>
  (await office.records('audit')).map(({ value }) => {
    const { actor, action, outcome } = JSON.parse(value) as Record<string, string>;
    return `${actor} ${action} ${outcome}`;
  });
const notices = async () =>
  (await office.records('outbox')).map(({ value }) => {
    const { kind, audience, team } = JSON.parse(value) as Record<string, string | null>;
    return `${kind} ${audience} ${team}`;
  });

describe('the number', () => {
  test.each([
    ['before the window', '2026-11-25T16:59', null],
    ['in it', '2026-11-25T17:00', PHONE],
    ['at its end', '2026-11-25T21:00', null],
    ['the next day', '2026-11-26T18:00', null],
  ])('%s', async (_, now, phone) => {
    const { id } = await office.asked();
    office.clock.now = at(now);
    for (const staff of [ANNA, SUPERVISOR, LEAD]) {
      const opened = await office.cases.open(staff, id);
      expect(opened).toMatchObject({ ok: true, phone });
      if (phone === null) expect(JSON.stringify(opened)).not.toContain('1632');
    }
  });
  test('neither the family’s code nor where it chats is shown to anybody', async () => {
    const { id } = await office.asked();
    office.clock.now = SAFE;
    const opened = JSON.stringify(await office.cases.open(ANNA, id));
    expect(opened).toContain('bluebird');
    expect(opened).not.toMatch(/slow hash|a conversation/);
  });
});

describe('two at once', () => {
  /** Anna's result is the first. */
  function oneWins([anna, bogdan]: [{ ok: boolean }, { ok: boolean }]): void {
    const [loser, by] = anna.ok ? [bogdan, 'anna'] : [anna, 'bogdan'];
    expect([anna, bogdan]).toContainEqual({ ok: true });
    expect(loser).toEqual({ ok: false, refused: 'claimed_by_another', by });
  }
  test('one wins, the other is told who has it', async () => {
    const { id } = await office.asked();
    oneWins(await Promise.all([act(ANNA, id, { do: 'claim' }), act(BOGDAN, id, { do: 'claim' })]));
  });
  test('also when they work on two servers', async () => {
    const { id } = await office.asked();
    const other = await office.another();
    oneWins(await Promise.all([act(ANNA, id, { do: 'claim' }), other.act(BOGDAN, id, { do: 'claim' })]));
  });
  test('nothing that is written at the same time is lost', async () => {
    const { id } = await office.asked();
    await act(ANNA, id, { do: 'claim' });
    await Promise.all(['one', 'two', 'three', 'four'].map((text) => act(ANNA, id, { do: 'note', text })));
    expect((await office.stored(id))?.notes.map(({ text }) => text).sort()).toEqual([
      'four',
      'one',
      'three',
      'two',
    ]);
  });
});

describe('the audit log', () => {
  test('has a line for each read and each change, and for whoever was refused', async () => {
    const { id } = await office.asked();
    await office.cases.open(ANNA, id);
    await act(ANNA, id, { do: 'claim' });
    await office.cases.open(IASI, id);
    await act(ADMIN, id, { do: 'claim' });
    expect(await actions()).toEqual([
      'anna case:read done',
      'anna case:claim done',
      'iulia case:read refused',
      'admin case:claim refused',
    ]);
  });
  test('and where it cannot be written nothing is shown and nothing is done', async () => {
    const { id } = await office.asked();
    office.clock.now = SAFE;
    broken = true;
    expect(await office.cases.open(ANNA, id)).toEqual({ ok: false, refused: 'try_again' });
    expect(await act(ANNA, id, { do: 'claim' })).toEqual({ ok: false, refused: 'try_again' });
    broken = false;
    expect((await office.stored(id))?.claimedBy).toBeNull();
    expect(office.cases.queue(ANNA, 'team', 0)).toMatchObject({ rows: [{ claimedBy: null }] });
    expect(await actions()).toEqual([]);
    expect(await act(ANNA, id, { do: 'claim' })).toEqual({ ok: true });
  });
  test('holds nothing of a family', async () => {
    const { id } = await office.asked();
    office.clock.now = SAFE;
    await act(ANNA, id, { do: 'claim' });
    await act(ANNA, id, { do: 'attempt', outcome: 'no_answer', note: 'a private note' });
    await act(ANNA, id, { do: 'close', as: 'not_reached', reason: 'a private reason' });
    const kinds = ['audit', 'outbox', 'callback', 'alarm', 'service_level'];
    const all = JSON.stringify(await Promise.all(kinds.map(office.records)));
    expect(all).toContain('callback_closed');
    expect(all).not.toMatch(/1632|bluebird|night shift|invented mother|private/);
  });
});

describe('who may', () => {
  test('nobody sees another team’s or country’s, an administrator none, and untrained people none', async () => {
    const { id } = await office.asked();
    const untrained = person('anna', 'caseworker', { trainedUntil: '2026-11-23' });
    for (const [staff, why] of [
      [IASI, 'team'],
      [KYIV, 'region'],
      [ADMIN, 'role'],
      [untrained, 'training'],
    ] as const) {
      expect(await office.cases.open(staff, id)).toEqual({ ok: false, refused: why });
      expect(await act(staff, id, { do: 'claim' })).toEqual({ ok: false, refused: why });
    }
    expect(office.cases.queue(IASI, 'team', 0)).toMatchObject({ total: 0 });
    expect(office.cases.queue(ADMIN, 'team', 0)).toBe('role');
  });
  test('a worry about staff bypasses every team, and one about the lead bypasses the lead', async () => {
    const worry = await office.asked({ recipient: 'safeguarding_lead' });
    const aboutLead = await office.asked({ recipient: 'second_recipient' });
    for (const staff of [ANNA, SUPERVISOR]) {
      expect(await office.cases.open(staff, worry.id)).toMatchObject({ ok: false });
      expect(office.cases.queue(staff, 'team', 0)).toMatchObject({ total: 0 });
      expect(office.cases.search(staff, worry.reference)).toBeUndefined();
    }
    expect(await office.cases.open(LEAD, worry.id)).toMatchObject({ ok: true });
    expect(await office.cases.open(LEAD, aboutLead.id)).toMatchObject({ ok: false });
    expect(office.cases.queue(LEAD, 'concerns', 0)).toMatchObject({ rows: [{ id: worry.id }], total: 1 });
    expect(await office.cases.open(OUTSIDE, aboutLead.id)).toMatchObject({ ok: true });
    expect(await office.cases.open(OUTSIDE, worry.id)).toMatchObject({ ok: false });
    expect(office.cases.queue(OUTSIDE, 'concerns', 0)).toMatchObject({
      rows: [{ id: aboutLead.id }],
      total: 1,
    });
    expect(await act(OUTSIDE, aboutLead.id, { do: 'claim' })).toEqual({ ok: true });
    expect(await notices()).toEqual(['callback_claimed second_recipient null']);
  });
  test('a request is given only to a colleague who may have it', async () => {
    const { id } = await office.asked();
    await act(ANNA, id, { do: 'claim' });
    const give = (staff: Staff, to: string) => act(staff, id, { do: 'reassign', to });
    expect(await give(ANNA, 'bogdan')).toEqual({ ok: false, refused: 'role' });
    expect(await give(SUPERVISOR, 'iulia')).toEqual({ ok: false, refused: 'no_such_colleague' });
    expect(await give(SUPERVISOR, 'nobody')).toEqual({ ok: false, refused: 'no_such_colleague' });
    expect(await give(SUPERVISOR, 'bogdan')).toEqual({ ok: true });
    expect(await act(BOGDAN, id, { do: 'hand_to', to: 'anna' })).toEqual({ ok: true });
    expect(office.cases.queue(ANNA, 'mine', 0)).toMatchObject({ total: 1 });
  });
});

test('an urgent one that nobody reached is closed by a supervisor or the lead, with a reason', async () => {
  const { id } = await office.asked({ urgency: 'now' });
  await act(ANNA, id, { do: 'claim' });
  const close = (staff: Staff, reason: string | null) =>
    act(staff, id, { do: 'close', as: 'not_reached', reason });
  expect(await close(ANNA, 'why')).toEqual({ ok: false, refused: 'only_a_named_person' });
  expect(await close(SUPERVISOR, null)).toEqual({ ok: false, refused: 'reason_needed' });
  expect(await close(SUPERVISOR, 'the number is gone')).toEqual({ ok: true });
  expect((await office.stored(id))?.closed).toMatchObject({ by: 'sorin', reason: 'the number is gone' });
});

test('a request is found by its reference however it is written, by those who may see it', async () => {
  const { id, reference } = await office.asked();
  await office.asked();
  expect(office.cases.search(ANNA, ` ${reference.toLowerCase().replaceAll('-', ' ')}.`)).toBe(id);
  expect(office.cases.search(IASI, reference)).toBeUndefined();
  expect(office.cases.referenceTaken(reference)).toBe(true);
});

test('what one server writes the queue of another shows, also when it missed some news', async () => {
  const listeners: ((news: { subject: string; text: string } | undefined) => void)[] = [];
  const told: { subject: string; text: string }[] = [];
  const news = {
    tell: (subject: string, text: string) => void told.push({ subject, text }),
    hear: (listener: (typeof listeners)[number]) => {
      listeners.push(listener);
      return () => undefined;
    },
  };
  const one = await office.another({ ...office.store, news });
  const other = await office.another({ ...office.store, news });
  const seen = () => other.queue(ANNA, 'mine', 0);
  /** A store that is read from memory has answered when all that waits for promises is done. */
  const heard = () => new Promise((resolve) => setImmediate(resolve));
  const { id } = await office.asked();
  await one.noticed(id);
  expect(await one.act(ANNA, id, { do: 'claim' })).toEqual({ ok: true });
  expect(seen()).toMatchObject({ total: 0 });
  for (const each of told) for (const listener of listeners) listener(each);
  await heard();
  expect(seen()).toMatchObject({ total: 1 });
  await one.act(ANNA, id, { do: 'release' });
  for (const listener of listeners) listener(undefined);
  await heard();
  expect(seen()).toMatchObject({ total: 0 });
});

test('people who share a number are not mixed up', async () => {
  const one = await office.asked({ name: 'The first (invented)' });
  const other = await office.asked({ name: 'The second (invented)' });
  await act(ANNA, one.id, { do: 'claim' });
  await act(ANNA, one.id, { do: 'note', text: 'of the first' });
  expect(await office.stored(other.id)).toEqual(other);
});
