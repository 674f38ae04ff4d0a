import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { facetsOf } from '../../src/callbacks/facets.js';
import { familyAnswered } from '../../src/callbacks/handover.js';
import { keptChanges } from '../../src/callbacks/kept.js';
import type { HandoverField } from '../../src/callbacks/request.js';
import { ANNA, at, IASI, KYIV, type Office, openOffice } from './office.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const asksFor = async () =>
  (await office.records('outbox')).map(({ value }) => {
    const { kind, team } = JSON.parse(value) as Record<string, string>;
    return `${kind} ${team}`;
  });

/** As the chat does it, when the family has answered there. */
async function familySays(id: string, agreed: boolean, fields?: HandoverField[]) {
  const document = await office.store.document(`callback:${id}`);
  const request = await office.stored(id);
  if (document === undefined || request === undefined) throw new Error('There is no request.');
  const said = familyAnswered(request, agreed, fields);
  if (!said.ok) throw new Error(said.refused);
  await office.store.write(keptChanges(said.request, document.version));
  await office.cases.noticed(facetsOf(said.request));
}

async function offered(region: 'RO' | 'UA', team: string) {
  const { id } = await office.asked();
  await office.cases.act(ANNA, id, { do: 'claim' });
  expect(await office.cases.act(ANNA, id, { do: 'hand_over', team, region })).toEqual({ ok: true });
  return id;
}

test('within the country the other team is asked, and has it when it accepts', async () => {
  const id = await offered('RO', 'iasi');
  expect(await asksFor()).toContain('handover_asked iasi');
  expect(office.cases.queue(IASI, 'handover', 0)).toMatchObject({ rows: [{ id }], total: 1 });
  expect(await office.cases.act(IASI, id, { do: 'accept_handover' })).toEqual({ ok: true });
  expect(office.cases.queue(IASI, 'team', 0)).toMatchObject({ rows: [{ id, status: 'waiting' }] });
  expect(office.cases.queue(ANNA, 'team', 0)).toMatchObject({ total: 0 });
  expect(await office.cases.open(ANNA, id)).toEqual({ ok: false, refused: 'team' });
  expect(await asksFor()).toContain('handover_answered cluj');
});

test('across a border nobody there sees or hears of it before the family has agreed', async () => {
  const id = await offered('UA', 'kyiv');
  expect(await asksFor()).not.toContain('handover_asked kyiv');
  expect(office.cases.queue(KYIV, 'handover', 0)).toMatchObject({ total: 0 });
  expect(await office.cases.open(KYIV, id)).toMatchObject({ ok: false });
  expect(await office.cases.act(KYIV, id, { do: 'accept_handover' })).toMatchObject({ ok: false });
  await familySays(id, false);
  expect(office.cases.queue(KYIV, 'handover', 0)).toMatchObject({ total: 0 });
  expect(await office.cases.open(KYIV, id)).toMatchObject({ ok: false });
});

test('only what the family agreed to is seen there, before and after it was accepted', async () => {
  const id = await offered('UA', 'kyiv');
  await familySays(id, true, ['name', 'need']);
  office.clock.now = at('2026-11-25T18:00');
  const before = await office.cases.open(KYIV, id);
  expect(before).toMatchObject({
    ok: true,
    offered: true,
    phone: null,
    request: { need: 'day_care', words: null },
  });
  expect(await office.cases.act(KYIV, id, { do: 'accept_handover' })).toEqual({ ok: true });
  const after = await office.cases.open(KYIV, id);
  expect(after).toMatchObject({ ok: true, offered: false, request: { name: 'An invented mother' } });
  for (const seen of [before, after, await office.stored(id)])
    expect(JSON.stringify(seen)).not.toMatch(/1632|bluebird|night shift|A question/);
});

test('a team that is only asked does not see the number, even in a safe window', async () => {
  const id = await offered('UA', 'kyiv');
  await familySays(id, true);
  office.clock.now = at('2026-11-25T18:00');
  expect(JSON.stringify(await office.cases.open(KYIV, id))).not.toContain('1632');
  await office.cases.act(KYIV, id, { do: 'accept_handover' });
  expect(await office.cases.open(KYIV, id)).toMatchObject({ phone: '+441632960123' });
});

test('it stays where it is when the other team refuses, with the reason, and both sides are in the audit log', async () => {
  const id = await offered('UA', 'kyiv');
  await familySays(id, true);
  await office.cases.act(KYIV, id, { do: 'refuse_handover', reason: 'nobody speaks it' });
  expect(await office.cases.open(ANNA, id)).toMatchObject({
    request: {
      team: 'cluj',
      claimedBy: 'anna',
      handover: { team_says: 'refused', reason: 'nobody speaks it' },
    },
  });
  const lines = (await office.records('audit')).map(
    ({ value }) => JSON.parse(value) as Record<string, string>,
  );
  expect(lines.map(({ actor, action }) => `${actor} ${action}`)).toEqual(
    expect.arrayContaining(['anna case:hand_over', 'kateryna case:refuse_handover']),
  );
});

test('a team that does not exist in that country is not asked', async () => {
  const { id } = await office.asked();
  await office.cases.act(ANNA, id, { do: 'claim' });
  expect(await office.cases.act(ANNA, id, { do: 'hand_over', team: 'iasi', region: 'UA' })).toEqual({
    ok: false,
    refused: 'no_such_team',
  });
});
