/** The desk without a script: what its pages show, take, refuse and never tell. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ANNA, at, BOGDAN, LEAD, PHONE, person, SUPERVISOR } from '../casework/office.js';
import { browserOf, type DeskHouse, openDesk } from './desk-house.js';

const INSIDE = at('2026-11-25T18:00');
const OUTSIDE = at('2026-11-25T12:00');
let house: DeskHouse;
let anna: ReturnType<typeof browserOf>;

beforeAll(async () => {
  house = await openDesk();
});
beforeEach(async () => {
  house.office.clock.now = INSIDE;
  anna = browserOf(house, await house.signIn(ANNA));
});
afterAll(() => house.close());

const claimed = { status: 'claimed', claimedBy: ANNA.id, claimedAt: INSIDE } as const;
const titleOf = (html: string): string => /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';

describe('the plan', () => {
  test('stands before everything else, and says what to say and not to say', async () => {
    const { id, reference } = await house.office.asked(claimed);
    const { html } = await anna.get(`/desk/requests/${id}`);
    const order = [`Request ${reference}`, 'Safe to call now, until 21:00', PHONE, 'bluebird', 'Hang up.'];
    order.push(
      'Leave no message.',
      'Send none.',
      'Hide it before you call.',
      'Write down a call',
      'Day care',
    );
    const places = order.map((words) => html.indexOf(words));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  test('has no number outside the windows: not for who has it, not for a supervisor, not for the lead', async () => {
    const { id } = await house.office.asked(claimed);
    house.office.clock.now = OUTSIDE;
    for (const staff of [ANNA, SUPERVISOR, LEAD]) {
      const browser = browserOf(house, await house.signIn(staff));
      const { status, html } = await browser.get(`/desk/requests/${id}`);
      expect(status).toBe(200);
      expect(html).not.toContain(PHONE.slice(3));
      expect(html).not.toContain('tel:');
      expect(html).toContain('Not safe until 17:00');
    }
  });

  test('is asked for again by a browser without script when the window ends', async () => {
    const { id } = await house.office.asked();
    house.office.clock.now = at('2026-11-25T20:50');
    const browser = browserOf(house, await house.signIn(ANNA));
    const { html } = await browser.get(`/desk/requests/${id}`);
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="600"></noscript>');
  });

  test('tells when the family calls by itself', async () => {
    const { id } = await house.office.asked({ phone: null, windows: [] });
    const { html } = await anna.get(`/desk/requests/${id}`);
    expect(html).toContain('The family calls you. Do not call them.');
  });
});

test('what is done is done once: a form answers with where to go on', async () => {
  const { id } = await house.office.asked();
  const { status, headers } = await anna.post('/desk/queue/team', `/desk/requests/${id}/claim`);
  expect([status, headers.get('Location')]).toEqual([303, `/desk/requests/${id}?said=claimed`]);
  expect((await anna.get(`/desk/requests/${id}?said=claimed`)).html).toContain('It is yours now.');
});

test('a form that is sent twice is done once, and both get the same answer', async () => {
  const { id } = await house.office.asked(claimed);
  const path = `/desk/requests/${id}`;
  const csrf = /name="csrf" value="([^"]+)"/.exec((await anna.get(path)).html)?.[1] ?? '';
  const fields = { csrf, outcome: 'no_answer', note: '' };
  const both = await Promise.all([1, 2].map(() => anna.send(`${path}/attempt`, fields)));
  expect(both.map(({ headers }) => headers.get('Location'))).toEqual(Array(2).fill(`${path}?said=attempted`));
  expect((await house.office.stored(id))?.attempts).toHaveLength(1);
  await anna.post(path, `${path}/attempt`, { outcome: 'no_answer', note: '' });
  expect((await house.office.stored(id))?.attempts).toHaveLength(2);
});

test('who comes second is told who was first', async () => {
  const { id } = await house.office.asked();
  await house.office.cases.act(BOGDAN, id, { do: 'claim' });
  const { status, html } = await anna.post('/desk/queue/team', `/desk/requests/${id}/claim`);
  expect(status).toBe(409);
  expect(html).toContain(BOGDAN.name);
  expect(html).toContain('was first and has it.');
});

describe('a form that is not right', () => {
  test('names the fields that are wrong, beside them and above, and keeps what was typed', async () => {
    const { id } = await house.office.asked(claimed);
    const path = `/desk/requests/${id}`;
    const { status, html } = await anna.post(path, `${path}/attempt`, { note: 'typed <b>for</b> long' });
    expect(status).toBe(422);
    expect(html).toContain('href="#attempt-outcome"');
    expect(html).toMatch(/id="attempt-outcome"[^>]*aria-invalid="true"/);
    expect(html).toContain('typed &#60;b&#62;for&#60;/b&#62; long</textarea>');
  });

  test('an urgent request that nobody answered is closed by a named person, with a reason', async () => {
    const { id } = await house.office.asked({ ...claimed, urgency: 'now' });
    const path = `/desk/requests/${id}`;
    const fields = { as: 'not_reached', reason: 'Invented: moved away' };
    const no = await anna.post(path, `${path}/close`, fields);
    expect(no.status).toBe(409);
    expect(no.html).toContain('Only a supervisor or the safeguarding lead may close');
    expect(no.html).toContain('Invented: moved away</textarea>');
    const supervisor = browserOf(house, await house.signIn(SUPERVISOR));
    const without = await supervisor.post(path, `${path}/close`, { as: 'not_reached' });
    expect(without.html).toMatch(/id="close-reason-wrong">Write a reason/);
    const yes = await supervisor.post(path, `${path}/close`, fields);
    expect([yes.status, yes.headers.get('Location')]).toEqual([303, `${path}?said=closed`]);
    expect((await supervisor.get(path)).html).not.toContain(PHONE.slice(3));
  });

  test('a call outside the windows cannot be written down', async () => {
    const { id } = await house.office.asked(claimed);
    house.office.clock.now = OUTSIDE;
    const browser = browserOf(house, await house.signIn(ANNA));
    const path = `/desk/requests/${id}`;
    const { status, html } = await browser.post(path, `${path}/attempt`, { outcome: 'reached' });
    expect(status).toBe(409);
    expect(html).toContain('A call is not safe now');
  });

  test('without the token of the session nothing happens, and what was typed can be sent again', async () => {
    const { id } = await house.office.asked(claimed);
    const path = `/desk/requests/${id}/note`;
    const stale = await anna.send(path, { csrf: 'of yesterday', text: 'typed for long' });
    expect(stale.status).toBe(403);
    expect(stale.html).toContain('typed for long</textarea>');
    expect((await house.office.stored(id))?.notes).toEqual([]);
    const foreign = await anna.send(path, { text: 'a trap' }, { 'Sec-Fetch-Site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect(foreign.html).not.toContain('a trap');
  });
});

describe('the queue', () => {
  test('shows nothing by which a family could be known', async () => {
    const { id } = await house.office.asked();
    const { html } = await anna.get('/desk/queue/team');
    expect(html).toContain(`/desk/requests/${id}`);
    for (const word of ['An invented mother', PHONE.slice(3), 'bluebird', 'night shift'])
      expect(html).not.toContain(word);
  });

  test('is not sent again to a script that has it already', async () => {
    const first = await anna.get('/desk/queue/team/list?page=1');
    const tag = first.headers.get('ETag') ?? '';
    const same = await anna.get('/desk/queue/team/list?page=1', { 'If-None-Match': tag });
    expect([same.status, same.html]).toEqual([304, '']);
    await house.office.asked();
    expect((await anna.get('/desk/queue/team/list?page=1', { 'If-None-Match': tag })).status).toBe(200);
  });

  test('finds a request by its code, however it is written, and tells when there is none', async () => {
    const { id, reference } = await house.office.asked();
    const written = ` ${reference.toLowerCase().replaceAll('-', '')} `;
    const found = await anna.post('/desk/queue/mine', '/desk/search', { reference: written });
    expect(found.headers.get('Location')).toBe(`/desk/requests/${id}`);
    const none = await anna.post('/desk/queue/mine', '/desk/search', { reference: 'K7-0000-0' });
    expect(none.status).toBe(422);
    expect(none.html).toContain('value="K7-0000-0"');
  });
});

test('no title and no address has anything personal in it', async () => {
  const { id, reference } = await house.office.asked(claimed);
  const { html } = await anna.get(`/desk/requests/${id}`);
  expect(titleOf(html)).toBe(`Request ${reference} – Desk`);
  for (const [, address] of html.matchAll(/(?:href|action|src)="([^"]*)"/g))
    if (!address?.startsWith('tel:')) expect(address).not.toMatch(/invented|bluebird|1632/);
});

test('a concern about staff is for the lead, and no team finds it', async () => {
  const { id, reference } = await house.office.asked({ recipient: 'safeguarding_lead' });
  const lead = browserOf(house, await house.signIn(LEAD));
  expect((await lead.get('/desk/concerns')).html).toContain(reference);
  expect((await anna.get('/desk/queue/team')).html).not.toContain(reference);
  expect((await anna.get(`/desk/requests/${id}`)).status).toBe(403);
  const supervisor = browserOf(house, await house.signIn(SUPERVISOR));
  expect((await supervisor.get(`/desk/requests/${id}`)).status).toBe(403);
});

test('across a border the family is asked first', async () => {
  const { id } = await house.office.asked(claimed);
  const path = `/desk/requests/${id}`;
  const done = await anna.post(path, `${path}/hand-over`, { team: 'kyiv', fields: 'name' });
  expect(done.status).toBe(303);
  expect((await anna.get(path)).html).toContain('The family is asked in the chat.');
  expect((await house.office.stored(id))?.handover).toMatchObject({ family: 'asked', fields: ['name'] });
});

describe('sessions', () => {
  test('one that is ended elsewhere is out at once', async () => {
    const other = browserOf(house, await house.signIn(ANNA));
    const { html } = await anna.get('/desk/sessions');
    expect(html).toContain('Firefox, Linux');
    await anna.post('/desk/sessions', '/desk/sessions/revoke-all');
    expect((await other.get('/desk/queue/mine')).status).toBe(303);
    expect((await anna.get('/desk/queue/mine')).status).toBe(200);
  });

  test('whoever has not signed the code of conduct sees no request, signs, and does', async () => {
    const fresh = person('fresh', 'caseworker', { conductSignedOn: null });
    await house.employ(fresh);
    const browser = browserOf(house, await house.signIn(fresh));
    const no = await browser.get('/desk/queue/team');
    expect(no.status).toBe(403);
    expect(no.html).toContain('Sign the code of conduct first.');
    expect((await browser.post('/desk/conduct', '/desk/conduct')).status).toBe(422);
    expect((await browser.post('/desk/conduct', '/desk/conduct', { agree: 'yes' })).status).toBe(303);
    expect((await browser.get('/desk/queue/team')).status).toBe(200);
  });

  test('the login leads back to where somebody wanted to go, and never elsewhere', async () => {
    const stranger = browserOf(house);
    const sent = await stranger.get('/desk/queue/urgent');
    expect(sent.headers.get('Location')).toBe('/desk/login?why=first&next=%2Fdesk%2Fqueue%2Furgent');
    const { html } = await stranger.get('/desk/login?next=https%3A%2F%2Fexample.com%2F');
    expect(html).toContain('name="next" value="/desk"');
  });

  test('the sixth wrong password in a minute has to wait, and is told how long', async () => {
    const stranger = browserOf(house);
    const fields = { login: 'nobody-here', password: 'guessed and guessed', code: '123456' };
    const answers = [];
    for (let tries = 0; tries < 7; tries += 1)
      answers.push(await stranger.post('/desk/login', '/desk/login', fields));
    expect(answers[0]?.status).toBe(401);
    const last = answers.at(-1);
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(last?.html).toContain('Too many tries');
    expect(last?.html).not.toContain('guessed');
  });
});

test('each language speaks all pages, and stays chosen', async () => {
  for (const [language, words] of [
    ['ro', 'Cereri'],
    ['uk', 'Черга'],
    ['ar', 'الطلبات'],
  ] as const) {
    const { html } = await anna.get(`/desk/queue/team?lang=${language}`);
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(html).toContain(`<h1>${words}</h1>`);
    expect((await anna.get('/desk/sessions')).html).toContain(`<html lang="${language}"`);
  }
});
