/**
 * Bad proofs of every kind on each address that asks for one: sessions and forms of the desk, invitations, calendars, and a
 * family's own file. Whatever is wrong with it, nothing is shown and nothing is done. The table is written for people.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOwnFiles, OWN_FILE_PATH } from '../../src/callbacks/own-file.js';
import { createFeeds } from '../../src/notify/calendar.js';
import { mountOwnFile } from '../../src/web/own-file.js';
import { createWebServer, type WebServer } from '../../src/web/server.js';
import { ADMIN, ANNA, BOGDAN } from '../casework/office.js';
import { browserOf, type DeskHouse, openDesk } from '../web/desk-house.js';

let house: DeskHouse;
let request: string;
let right: string;
let ended: string;
let old: string;
const table: string[] = [];

const tokenOf = (cookie: string) => cookie.slice('desk='.length);

beforeAll(async () => {
  house = await openDesk();
  request = (await house.office.asked()).id;
  old = tokenOf(await house.signIn(ANNA));
  house.office.clock.now += 31 * 60_000;
  ended = tokenOf(await house.signIn(BOGDAN));
  await browserOf(house, `desk=${ended}`).post('/desk/sessions', '/desk/logout');
  right = tokenOf(await house.signIn(ANNA));
});
afterAll(async () => {
  await mkdir('tests/output', { recursive: true });
  await writeFile('tests/output/bad-tokens-desk.md', `${table.join('\n')}\n`);
  await house.close();
});

const changed = (token: string) => `${token.slice(0, 9)}${token[9] === 'A' ? 'B' : 'A'}${token.slice(10)}`;
/** What is wrong with a token, whatever it opens. */
const WRONG: [kind: string, of: (token: string) => string][] = [
  ['an empty one', () => ''],
  ['words', () => 'words'],
  ['a letter changed', changed],
  ['cut off', (token) => token.slice(0, -4)],
  ['one letter more', (token) => `${token}A`],
  ['turned around', (token) => [...token].reverse().join('')],
  ['in capitals', (token) => token.toUpperCase()],
  ['its hash, as the store has it', (token) => createHash('sha256').update(token).digest('base64url')],
  ['another random one', () => randomBytes(32).toString('base64url')],
  ['zeros', (token) => 'A'.repeat(token.length)],
  ['a prototype', () => '__proto__'],
  ['a way out of its folder', () => '..%2f..%2fdesk'],
  ['ten kilobytes', (token) => token.padEnd(10_000, 'A')],
];

const addressOf = (path: string): string =>
  path.replace(/:(\w+)/g, (_, name: string) => ({ id: request, view: 'team' })[name] ?? 'no-such');

/** All that the store holds, but for what reading it again may touch. */
async function everything(): Promise<string> {
  const kinds = ['callback', 'audit', 'staff', 'staff_session', 'outbox', 'alarm', 'calendar_feed'];
  const records = await Promise.all(kinds.map((kind) => house.office.records(kind)));
  return JSON.stringify([records, await house.office.stored(request)]);
}

function written(address: string, statuses: readonly number[]): void {
  table.push(`| ${address} | ${statuses.join(' | ')} |`);
}

test('a session that is not right opens no page, sends no form, and changes nothing', async () => {
  const kinds: [string, string][] = [
    ['none', ''],
    ...WRONG.map(([kind, of]): [string, string] => [kind, `desk=${of(right)}`]),
    ['ended', `desk=${ended}`],
    ['past its time', `desk=${old}`],
    ['under another name', `session=${right}`],
  ];
  table.push(
    `| session | ${kinds.map(([kind]) => kind).join(' | ')} |`,
    `|---${'|---'.repeat(kinds.length)}|`,
  );
  expect(kinds.length).toBeGreaterThanOrEqual(12);
  const before = await everything();
  const wrong: string[] = [];
  for (const route of house.routes) {
    if (route.needs === null) continue;
    const path = addressOf(route.path);
    const statuses: number[] = [];
    for (const [kind, cookie] of kinds) {
      const browser = browserOf(house, cookie);
      const answer = route.method === 'GET' ? await browser.get(path) : await browser.send(path, {});
      const away = answer.status === 303 && answer.headers.get('Location')?.startsWith('/desk/login');
      if (![401, 403, 404].includes(answer.status) && !away) wrong.push(`${path} ${kind}: ${answer.status}`);
      if (/Canary|1632|K7-/.test(answer.html)) wrong.push(`${path} ${kind} showed something`);
      statuses.push(answer.status);
    }
    written(`${route.method} ${route.path}`, statuses);
  }
  expect(wrong).toEqual([]);
  expect(await everything()).toBe(before);
  expect((await browserOf(house, `desk=${right}`).get('/desk')).status).toBeLessThan(400);
}, 120_000);

test('a form without its own session’s token does nothing', async () => {
  const browser = browserOf(house, `desk=${right}`);
  const csrfOf = (html: string) => /name="csrf" value="([^".]+)/.exec(html)?.[1] ?? '';
  const mine = csrfOf((await browser.get('/desk/sessions')).html);
  expect(mine).not.toBe('');
  const another = await house.signIn(ADMIN);
  const theirs = csrfOf((await browserOf(house, another).get('/desk/sessions')).html);
  const kinds: [string, Record<string, string>, Record<string, string>][] = [
    ['none', {}, {}],
    ...WRONG.map(([kind, of]): [string, Record<string, string>, Record<string, string>] => [
      kind,
      { csrf: of(mine) },
      {},
    ]),
    ['of another session', { csrf: theirs }, {}],
    ['the session itself', { csrf: right }, {}],
    ['under another name', { token: mine }, {}],
    ['from another site', { csrf: mine }, { Origin: 'https://example.net', 'Sec-Fetch-Site': 'cross-site' }],
  ];
  table.push(
    '',
    `| form | ${kinds.map(([kind]) => kind).join(' | ')} |`,
    `|---${'|---'.repeat(kinds.length)}|`,
  );
  const before = await everything();
  const wrong: string[] = [];
  for (const route of house.routes) {
    if (route.method !== 'POST' || route.needs === null) continue;
    const path = addressOf(route.path);
    const statuses: number[] = [];
    for (const [kind, fields, headers] of kinds) {
      const { status } = await browser.send(path, fields, headers);
      if (![401, 403, 404].includes(status)) wrong.push(`${path} ${kind}: ${status}`);
      statuses.push(status);
    }
    written(`POST ${route.path}`, statuses);
  }
  expect(wrong).toEqual([]);
  expect(await everything()).toBe(before);
}, 120_000);

test('an invitation that is not right makes no account', async () => {
  const token = randomBytes(32).toString('base64url');
  const before = await everything();
  const kinds = WRONG.filter(([, of]) => of(token) !== '');
  const statuses: number[] = [];
  for (const [, of] of kinds) {
    const browser = browserOf(house);
    const path = `/desk/invite/${of(token)}`;
    const shown = await browser.get(path);
    expect(shown.html).not.toContain('otpauth');
    const fields = { password: 'a long enough password', again: 'a long enough password', code: '000000' };
    const sent = await browser.post(path, path, fields);
    statuses.push(sent.status);
    expect([303, 400, 401, 403, 404, 410, 422]).toContain(sent.status);
    expect(sent.headers.getSetCookie().join()).not.toMatch(/desk=[\w-]{20}/);
  }
  written('POST /desk/invite/:token', statuses);
  expect(await everything()).toBe(before);
});

test('a calendar’s address that is not right is nobody’s', async () => {
  const { store, clock } = house.office;
  const feeds = createFeeds({
    store,
    write: async (_entry, changes) => store.write(changes ?? {}),
    home: 'https://example.org',
    now: () => clock.now,
    randomBytes,
  });
  const token = (await feeds.newAddress('anna')).split('/').at(-1)?.replace('.ics', '') ?? '';
  expect(await feeds.staffOf(token)).toBe('anna');
  for (const [, of] of WRONG) expect(await feeds.staffOf(of(token))).toBeUndefined();
  await feeds.revoke('anna');
  expect(await feeds.staffOf(token)).toBeUndefined();
});

test('a family’s own file is given for its own address alone, and for ten minutes', async () => {
  const now = { at: 0 };
  const files = createOwnFiles('a secret of tests, long enough to seal');
  const web: WebServer = createWebServer();
  const find = async (token: string) => {
    const of = files.read(token, now.at);
    return of === undefined ? undefined : { text: 'the words', language: of.language, direction: 'ltr' };
  };
  mountOwnFile(web, { path: OWN_FILE_PATH, find, say: (_language, key) => key });
  const { port } = await web.listen(0, '127.0.0.1');
  const token = files.token({ id: 'one', language: 'en' }, 0);
  const ask = async (of: string, method = 'POST') => {
    const answer = await fetch(`http://127.0.0.1:${port}${OWN_FILE_PATH}${of}`, { method });
    return { status: answer.status, text: await answer.text() };
  };
  expect(await ask(token)).toEqual({ status: 200, text: 'the words' });
  // Programs that look at every address in a chat see a button and no word of it.
  expect(await ask(token, 'GET')).toMatchObject({
    status: 200,
    text: expect.not.stringContaining('the words'),
  });
  const others = createOwnFiles('another secret of tests, long enough').token(
    { id: 'one', language: 'en' },
    0,
  );
  const statuses: number[] = [];
  for (const of of [...WRONG.map(([, make]) => make(token)), others]) {
    const { status, text } = await ask(of);
    statuses.push(status);
    expect([404, 405, 414]).toContain(status);
    expect(text).not.toContain('the words');
  }
  written('POST /mine/:token', statuses);
  now.at = 10 * 60_000;
  expect((await ask(token)).status).toBe(404);
  await web.close();
});
