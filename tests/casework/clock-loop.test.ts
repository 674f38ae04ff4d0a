import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { facetsOf } from '../../src/callbacks/facets.js';
import { keptChanges } from '../../src/callbacks/kept.js';
import type { CallbackRequest } from '../../src/callbacks/request.js';
import { withWindows } from '../../src/callbacks/status.js';
import { afterTry, TRIES_RECORD } from '../../src/callbacks/tries.js';
import { createAudit } from '../../src/casework/audit.js';
import { soundAlarms } from '../../src/casework/clock-loop.js';
import { eraseExpired } from '../../src/casework/retention.js';
import { verifyStored } from '../../src/cli/audit.js';
import { ANNA, at, LEAD, type Office, openOffice, SUPERVISOR } from './office.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const parts = () => ({ store: office.store, queue: office.cases.queued, now: () => office.clock.now });
async function look(local: string, times = 1): Promise<void> {
  office.clock.now = at(local);
  for (let time = 0; time < times; time += 1) await soundAlarms(parts());
}
/** What was told, in the order of time. */
const heard = async () =>
  (await office.records('outbox'))
    .map(({ value }) => JSON.parse(value) as { kind: string; audience: string; at: number })
    .sort((one, other) => one.at - other.at)
    .map(({ kind, audience }) => `${kind} ${audience}`);

describe('an urgent request', () => {
  test('that nobody claims is told the supervisor after 15 minutes and the lead after 15 more, once each', async () => {
    await office.asked({ urgency: 'now', phone: null, windows: [] });
    await look('2026-11-24T10:14', 2);
    expect(await heard()).toEqual([]);
    await look('2026-11-24T10:15', 3);
    expect(await heard()).toEqual(['callback_overdue supervisor']);
    await look('2026-11-24T10:30', 3);
    expect(await heard()).toEqual(['callback_overdue supervisor', 'callback_overdue safeguarding_lead']);
  });
  test('that was given back alarms anew', async () => {
    const { id } = await office.asked({ urgency: 'now', phone: null, windows: [] });
    await look('2026-11-24T10:20');
    office.clock.now = at('2026-11-24T10:21');
    await office.cases.act(ANNA, id, { do: 'claim' });
    await look('2026-11-24T10:21');
    await office.cases.act(ANNA, id, { do: 'release' });
    await look('2026-11-24T10:22', 2);
    expect(await heard()).toEqual([
      'callback_overdue supervisor',
      'callback_claimed team',
      'callback_overdue supervisor',
    ]);
  });
});

test('two servers that look at the same time sound each alarm once', async () => {
  await office.asked({ urgency: 'now' });
  const other = await office.another();
  office.clock.now = at('2026-11-24T10:15');
  await Promise.all([soundAlarms(parts()), soundAlarms({ ...parts(), queue: other.queued })]);
  expect(await heard()).toEqual(['callback_overdue supervisor']);
});

test('a worry about staff is never told a supervisor; when the lead does not act, the person outside hears', async () => {
  await office.asked({ urgency: 'now', recipient: 'safeguarding_lead' });
  await look('2026-11-24T10:30');
  expect(await heard()).toEqual(['callback_overdue safeguarding_lead', 'callback_overdue second_recipient']);
});

test('when the last safe window has passed somebody hears of it, and again only after another was opened', async () => {
  const request = await office.asked();
  await office.cases.act(ANNA, request.id, { do: 'claim' });
  office.clock.now = at('2026-11-25T18:00');
  await office.cases.act(ANNA, request.id, { do: 'attempt', outcome: 'no_answer', note: null });
  await look('2026-11-25T21:00', 2);
  const passed = async () => (await heard()).filter((kind) => kind.startsWith('callback_windows_passed'));
  expect(await passed()).toHaveLength(1);
  await rewrite(request, (now) => withWindows(now, [{ start: '2026-11-26T17:00', end: '2026-11-26T18:00' }]));
  await look('2026-11-26T10:00');
  expect(await passed()).toHaveLength(1);
  await look('2026-11-26T18:00', 2);
  expect(await passed()).toHaveLength(2);
});

/** As the chat does it, on a word of the family. */
async function rewrite({ id }: CallbackRequest, edit: (request: CallbackRequest) => CallbackRequest) {
  const document = await office.store.document(`callback:${id}`);
  const request = await office.stored(id);
  if (document === undefined || request === undefined) throw new Error('There is no request.');
  const edited = edit(request);
  await office.store.write(keptChanges(edited, document.version));
  await office.cases.noticed(facetsOf(edited));
}

describe('promises', () => {
  const counted = async () => {
    const period = { from: at('2026-11-01T00:00'), until: at('2026-12-31T00:00') };
    const figures = await office.cases.figures(SUPERVISOR, period);
    if (typeof figures === 'string') throw new Error(figures);
    return figures.levels.map(({ week, team, urgency, kept, broken }) => [week, team, urgency, kept, broken]);
  };
  test('are kept by a claim in time, and by a first call in time', async () => {
    const urgent = await office.asked({ urgency: 'now' });
    const soon = await office.asked();
    await office.cases.act(ANNA, urgent.id, { do: 'claim' });
    await office.cases.act(ANNA, soon.id, { do: 'claim' });
    office.clock.now = at('2026-11-25T18:00');
    await office.cases.act(ANNA, soon.id, { do: 'attempt', outcome: 'no_answer', note: null });
    await office.cases.act(ANNA, soon.id, { do: 'attempt', outcome: 'reached', note: null });
    expect(await counted()).toEqual(
      expect.arrayContaining([
        ['2026-W48', 'cluj', 'now', 1, 0],
        ['2026-W48', 'cluj', 'soon', 1, 0],
      ]),
    );
  });
  test('are broken once, whether the clock or somebody too late comes first', async () => {
    const noticed = await office.asked({ urgency: 'now' });
    const late = await office.asked({ urgency: 'now' });
    await look('2026-11-24T10:00');
    office.clock.now = at('2026-11-24T10:16');
    await office.cases.act(ANNA, late.id, { do: 'claim' });
    await look('2026-11-24T10:16', 2);
    await office.cases.act(ANNA, noticed.id, { do: 'claim' });
    expect(await counted()).toEqual([['2026-W48', 'cluj', 'now', 0, 2]]);
  });
  test('of worries about staff are in no team’s figures', async () => {
    const { id } = await office.asked({ urgency: 'now', recipient: 'safeguarding_lead' });
    await office.cases.act(LEAD, id, { do: 'claim' });
    expect(await counted()).toEqual([]);
    expect(await office.cases.figures(LEAD, { from: 0, until: office.clock.now })).toMatchObject({
      levels: [{ team: 'safeguarding_lead', kept: 1, broken: 0 }],
    });
  });
  test('figures tell load and ages of the own teams', async () => {
    await office.asked({ urgency: 'now', createdAt: at('2026-11-22T10:00') });
    const { id } = await office.asked();
    await office.asked({ team: 'iasi' });
    await office.cases.act(ANNA, id, { do: 'claim' });
    expect(await office.cases.figures(SUPERVISOR, { from: 0, until: office.clock.now })).toMatchObject({
      load: [
        { team: 'cluj', staff: null, open: 1, urgent: 1, overdue: 1 },
        { team: 'cluj', staff: 'anna', open: 1, urgent: 0, overdue: 0 },
      ],
      ages: [
        { team: 'cluj', upToDays: 1, count: 1 },
        { team: 'cluj', upToDays: 3, count: 1 },
      ],
    });
    expect(await office.cases.figures(ANNA, { from: 0, until: 1 })).toBe('role');
  });
});

describe('what is past its day', () => {
  const erase = (local: string) => {
    office.clock.now = at(local);
    return eraseExpired({ ...parts(), audit: createAudit(office.store) });
  };
  test('and wrong codes, once they count no more, whether or not there ever was such a request', async () => {
    const tried = (id: string, local: string) => ({
      kind: TRIES_RECORD,
      id,
      value: afterTry(undefined, false, at(local)),
    });
    await office.store.write({
      records: [tried('nobody-knows-it', '2026-11-25T10:00'), tried('just-now', '2026-11-25T10:20')],
    });
    await erase('2026-11-25T10:25');
    expect(await office.store.record(TRIES_RECORD, 'nobody-knows-it')).toBeUndefined();
    expect(await office.store.record(TRIES_RECORD, 'just-now')).toBeDefined();
  });

  test('is erased 30 days after closing and after 90 without a claim: document, line, alarms', async () => {
    const closed = await office.asked();
    const unclaimed = await office.asked();
    await office.cases.act(ANNA, closed.id, { do: 'claim' });
    await office.cases.act(ANNA, closed.id, { do: 'close', as: 'not_wanted', reason: null });
    await look('2026-11-27T10:00');
    expect((await office.records('alarm')).some(({ id }) => id.startsWith(unclaimed.id))).toBe(true);
    expect(await erase('2026-12-24T09:59')).toEqual({ closed: 0, unclaimed: 0, open: 0 });
    expect(await erase('2026-12-24T10:00')).toEqual({ closed: 1, unclaimed: 0, open: 0 });
    expect(await erase('2027-02-22T10:00')).toEqual({ closed: 0, unclaimed: 1, open: 0 });
    expect(await office.records('callback')).toEqual([]);
    expect(await office.records('alarm')).toEqual([]);
    expect(await office.stored(unclaimed.id)).toBeUndefined();
    expect(office.cases.queue(ANNA, 'team', 0)).toMatchObject({ total: 0 });
    expect(await office.records('retention')).toEqual([
      { id: '2026-12-24', value: '{"closed":1,"unclaimed":0,"open":0}' },
      { id: '2027-02-22', value: '{"closed":0,"unclaimed":1,"open":0}' },
    ]);
    expect(await verifyStored(office.records)).toMatchObject({ ok: true });
  });
  test('is not erased while somebody works on it', async () => {
    const { id } = await office.asked();
    office.clock.now = at('2027-02-20T10:00');
    await office.cases.act(ANNA, id, { do: 'claim' });
    expect(await erase('2027-02-22T10:00')).toEqual({ closed: 0, unclaimed: 0, open: 0 });
    expect(await office.stored(id)).toBeDefined();
  });
});

test('what the family took back leaves no alarm behind', async () => {
  const { id } = await office.asked({ urgency: 'now' });
  await look('2026-11-24T10:20');
  await office.store.write({ records: [{ kind: 'callback', id, value: null }] });
  await office.cases.noticed(id);
  await look('2026-11-24T10:21');
  expect(await office.records('alarm')).toEqual([]);
});
