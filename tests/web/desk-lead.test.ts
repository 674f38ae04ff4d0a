/** What supervisors and administrators do: figures with their tables, accounts that begin with a link. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ADMIN, ANNA, at, BOGDAN, SUPERVISOR } from '../casework/office.js';
import { browserOf, type DeskHouse, openDesk } from './desk-house.js';

let house: DeskHouse;
beforeAll(async () => {
  house = await openDesk({ totpRequired: false });
});
beforeEach(() => {
  house.office.clock.now = at('2026-11-24T10:00');
});
afterAll(() => house.close());

const sitting = async (staff: Parameters<DeskHouse['signIn']>[0]) =>
  browserOf(house, await house.signIn(staff));

describe('a supervisor', () => {
  test('sees who has how much and which promises were kept, each chart with its table', async () => {
    const [kept, broken] = [
      await house.office.asked({ urgency: 'now' }),
      await house.office.asked({ urgency: 'now' }),
    ];
    house.office.clock.now += 5 * 60_000;
    await house.office.cases.act(ANNA, kept.id, { do: 'claim' });
    house.office.clock.now += 30 * 60_000;
    await house.office.cases.act(BOGDAN, broken.id, { do: 'claim' });
    const { html } = await (await sitting(SUPERVISOR)).get('/desk/figures');
    const [, load = '', , levels = ''] = html.split('<section');
    for (const part of [load, levels]) expect(part).toMatch(/<svg[^>]*role="img"[\s\S]*<table>/);
    expect(load).toContain(ANNA.name);
    expect(levels).toContain(
      '<td>2026-W48</td><td>cluj (invented)</td><td>Romania</td><td>Urgent</td><td class="count">1</td><td class="count">1</td>',
    );
    expect(html).not.toContain(kept.reference);
  });

  test('gives a request to somebody else, who then has it', async () => {
    const { id } = await house.office.asked({ status: 'claimed', claimedBy: ANNA.id, claimedAt: 1 });
    const supervisor = await sitting(SUPERVISOR);
    const path = `/desk/requests/${id}`;
    const none = await supervisor.post(path, `${path}/reassign`);
    expect([none.status, none.html.includes('id="reassign-to-wrong"')]).toEqual([422, true]);
    expect((await supervisor.post(path, `${path}/reassign`, { to: BOGDAN.id })).status).toBe(303);
    expect((await (await sitting(BOGDAN)).get('/desk/queue/mine')).html).toContain(`/desk/requests/${id}`);
  });
});

describe('an administrator', () => {
  const fields = {
    name: 'Dana (invented)',
    login: 'dana',
    role: 'caseworker',
    teams: 'cluj',
    regions: 'RO',
    languages: 'ro en',
    trained: '2027-01-31',
  };

  test('makes an account by a link that its owner opens once, and never sees a request', async () => {
    const admin = await sitting(ADMIN);
    const made = await admin.post('/desk/staff', '/desk/staff', fields);
    const [, link = ''] = /(http:\S+\/desk\/invite\/[\w-]+)/.exec(made.html) ?? [];
    const dana = browserOf(house);
    const password = 'seven grey herons by the lake';
    const page = new URL(link).pathname;
    const short = await dana.post(page, page, { password: 'short', again: 'short' });
    expect([short.status, short.html.includes('id="password-wrong"')]).toEqual([422, true]);
    const welcome = await dana.post(page, page, { password, again: password, code: '' });
    expect([welcome.status, welcome.headers.get('Location')]).toEqual([303, '/desk/conduct']);
    expect((await dana.get(page)).status).toBe(404);
    await dana.post('/desk/conduct', '/desk/conduct', { agree: 'yes' });
    expect((await dana.get('/desk/queue/team')).status).toBe(200);
    expect((await admin.get('/desk/staff')).html).toContain('Dana (invented)');
    expect((await admin.get('/desk/queue/team')).status).toBe(403);
  });

  test('is told which fields are wrong, with everything else kept', async () => {
    const admin = await sitting(ADMIN);
    const wrong = { ...fields, login: 'eva', name: '', trained: 'next year' };
    const { status, html } = await admin.post('/desk/staff', '/desk/staff', wrong);
    expect(status).toBe(422);
    for (const field of ['name', 'trained']) expect(html).toContain(`id="staff-${field}-wrong"`);
    for (const typed of ['value="eva"', 'value="next year"', 'value="ro en"']) expect(html).toContain(typed);
  });

  test('switches an account off, and it is out at once', async () => {
    const bogdan = await sitting(BOGDAN);
    const admin = await sitting(ADMIN);
    const path = `/desk/staff/${BOGDAN.id}`;
    await admin.post(path, `${path}/disable`);
    expect((await bogdan.get('/desk/queue/mine')).status).toBe(303);
    await admin.post(path, `${path}/enable`);
    const last = await admin.post(`/desk/staff/${ADMIN.id}`, `/desk/staff/${ADMIN.id}/disable`);
    expect(last.html).toContain('Nobody would be left who can make accounts.');
  });
});
