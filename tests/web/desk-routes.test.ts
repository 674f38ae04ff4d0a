/** Every role on every address: who is let in is what the rules say, and every answer is guarded alike. */
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { may } from '../../src/casework/may.js';
import { ROLES, type Staff } from '../../src/casework/staff.js';
import { SECURITY_HEADERS } from '../../src/web/headers.js';
import { ORGANIZATION, person } from '../casework/office.js';
import { browserOf, type DeskHouse, openDesk } from './desk-house.js';

const PEOPLE: Staff[] = [
  ...ROLES.map((role) => person(`a-${role}`, role)),
  ...ROLES.map((role) => person(`unsigned-${role}`, role, { conductSignedOn: null })),
  ...ROLES.map((role) => person(`untrained-${role}`, role, { trainedUntil: '2026-01-01' })),
  person('outside-one', 'safeguarding_lead', { teams: [], regions: [], secondRecipient: true }),
];

let house: DeskHouse;
let request: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  house = await openDesk();
  request = (await house.office.asked()).id;
  for (const staff of PEOPLE) {
    await house.employ(staff);
    cookies.set(staff.id, await house.signIn(staff));
  }
});
afterAll(() => house.close());

const NAMED = { id: () => request, view: () => 'team', token: () => 'no-such-token' };
const addressOf = (path: string): string =>
  path.replace(/:(\w+)/g, (_, name: keyof typeof NAMED) => NAMED[name]());

test('each role reaches exactly the addresses that the rules give it', async () => {
  const today = ORGANIZATION.today(house.office.clock.now);
  const wrong: string[] = [];
  let tried = 0;
  for (const staff of PEOPLE)
    for (const route of house.routes) {
      // To leave is tried last, and elsewhere: it would end the session that all the others need.
      if (route.path === '/desk/logout' || route.needs === null) continue;
      const browser = browserOf(house, cookies.get(staff.id));
      const path = addressOf(route.path);
      const { status } = route.method === 'GET' ? await browser.get(path) : await browser.send(path, {});
      const allowed = may(staff, route.needs, undefined, today) === 'yes';
      // Without its token a form is refused, too; so who is let in is told by the words.
      const denied = status === 403 && route.method === 'GET';
      if (route.method === 'GET' && denied === allowed && path !== addressOf('/desk/requests/:id'))
        wrong.push(`${staff.id} ${route.method} ${path}: ${status}`);
      if (route.method === 'POST' && status !== 403) wrong.push(`${staff.id} POST ${path}: ${status}`);
      tried += 1;
    }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(PEOPLE.length * 25);
});

test('the table of roles and addresses, for people to read', async () => {
  const today = ORGANIZATION.today(house.office.clock.now);
  const people = PEOPLE.filter(({ id }) => id.startsWith('a-') || id === 'outside-one');
  const head = ['address', ...people.map(({ id }) => id.replace('a-', ''))];
  const rows = house.routes.map(({ method, path, needs }) => [
    `${method} ${path}`,
    ...people.map((staff) => (needs === null || may(staff, needs, undefined, today) === 'yes' ? 'yes' : '–')),
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  await mkdir('tests/output', { recursive: true });
  await writeFile('tests/output/desk-roles.md', `${lines.join('\n')}\n`);
  // An administrator reaches no request and no list of requests, however many addresses there come to be.
  const administrator = head.indexOf('administrator');
  const cases = rows.filter(([address = '']) => /requests|queue|search|concerns|figures/.test(address));
  expect(cases.length).toBeGreaterThan(10);
  expect(cases.filter((row) => row[administrator] === 'yes')).toEqual([]);
});

test('with the right token a form goes as far as the rules let it, and no further', async () => {
  const today = ORGANIZATION.today(house.office.clock.now);
  const wrong: string[] = [];
  for (const staff of PEOPLE) {
    const browser = browserOf(house, cookies.get(staff.id));
    const csrf = /name="csrf" value="([^"]+)"/.exec((await browser.get('/desk/conduct')).html)?.[1] ?? '';
    for (const route of house.routes) {
      if (route.method !== 'POST' || route.needs === null || ENDS.test(route.path)) continue;
      const { status, html } = await browser.send(addressOf(route.path), { csrf });
      const denied = status === 403 && html.includes('Not for your account');
      const allowed = may(staff, route.needs, undefined, today) === 'yes';
      // What is theirs to do in general may still be another team's request: that is asked with the request.
      if (!allowed && !denied) wrong.push(`${staff.id} POST ${route.path}: ${status}`);
      if (allowed && status >= 500) wrong.push(`${staff.id} POST ${route.path}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(house.faults).toEqual([]);
});
const ENDS = /logout|revoke|disable|conduct/;

test('nobody reaches anything without having logged in', async () => {
  for (const route of house.routes) {
    if (route.needs === null) continue;
    const browser = browserOf(house);
    const path = addressOf(route.path);
    const answer = route.method === 'GET' ? await browser.get(path) : await browser.send(path, {});
    const there = answer.headers.get('Location') ?? '';
    if (route.quiet || route.method === 'POST') expect([path, answer.status]).toEqual([path, 401]);
    else expect([answer.status, there.split('&')[0]]).toEqual([303, '/desk/login?why=first']);
    expect(answer.html).not.toContain('K7-');
  }
});

describe('every answer', () => {
  test('pages, redirects, refusals and what is not there carry all the headers', async () => {
    const signed = browserOf(house, cookies.get('a-caseworker'));
    const paths = [
      '/desk',
      '/desk/login',
      '/desk/queue/mine',
      '/desk/queue/nothing',
      '/desk/staff',
      '/desk/nowhere',
    ];
    paths.push('/desk/alive', '/desk/invite/none', '/desk/assets/none.js', `/desk/requests/${request}`);
    const answers = [
      ...(await Promise.all(paths.map((path) => signed.get(path)))),
      await signed.send('/desk/search', { csrf: 'wrong' }),
      await signed.send('/desk/search', { text: 'x'.repeat(70_000) }),
      await browserOf(house).send('/desk/login', {}),
    ];
    for (const { headers } of answers) {
      for (const name of Object.keys(SECURITY_HEADERS)) expect(headers.get(name)).toBeTruthy();
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers.get('Cache-Control')).toBe('no-store');
    }
  });

  test('a page has no script or style of its own in it', async () => {
    const { html } = await browserOf(house, cookies.get('a-caseworker')).get('/desk/queue/team');
    expect(html).not.toMatch(/<style|style="|<script(?! src=)|\son\w+="/);
  });
});

test('a form of more than 64 KB is refused in words', async () => {
  const { status, html } = await browserOf(house, cookies.get('a-caseworker')).send('/desk/search', {
    reference: 'x'.repeat(65 * 1024),
  });
  expect(status).toBe(413);
  expect(html).toContain('too much for one form');
});
