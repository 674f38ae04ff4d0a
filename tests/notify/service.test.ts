/** All of it put together as the service has it, with a mail server, a web server and a calendar program around it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createAudit } from '../../src/casework/audit.js';
import { createOrganization } from '../../src/casework/organization.js';
import { organizationFile } from '../../src/casework/organization-file.js';
import { type Notify, startNotify } from '../../src/compose/notify.js';
import { readConfig } from '../../src/config.js';
import type { Speaking } from '../../src/language/speech.js';
import { noticeRecord } from '../../src/notify/notice.js';
import { askForRetry } from '../../src/notify/retries.js';
import { createWebServer, type WebServer } from '../../src/web/server.js';
import { ANNA, type Office, openOffice, ZONE } from '../casework/office.js';
import { type MailServer, startMailServer } from './mail-server.js';
import { NOTICE, SECRET, say } from './support.js';

const working = { days: ['MO'], from: '09:00', to: '17:00' };
const ORGANIZATION = createOrganization(
  organizationFile.parse({
    name: 'An invented organization',
    safeguarding_lead: { name: 'Lead', email: 'lead@example.org' },
    second_recipient: { name: 'Outside', email: 'outside@example.net' },
    regions: { RO: { team: 'cluj', working, duty: 'working' } },
    teams: [
      { code: 'cluj', name: 'Cluj (invented)', region: 'RO', languages: ['ro'], email: ['cluj@example.org'] },
    ],
  }),
  'RO',
  () => ({ zone: ZONE, holiday: () => false }),
);

let office: Office;
let folder: string;
let mailServer: MailServer;
let web: WebServer;
let notify: Notify;
let home: string;
let refusing: boolean;
let anna: typeof ANNA;
beforeEach(async () => {
  [office, mailServer] = await Promise.all([
    openOffice(),
    startMailServer(() => (refusing ? 'refuse' : 'no')),
  ]);
  folder = mkdtempSync(join(tmpdir(), 'kinline-notify-'));
  refusing = false;
  anna = ANNA;
  web = createWebServer();
  const { port } = await web.listen(0, '127.0.0.1');
  home = `http://127.0.0.1:${port}`;
  const settings = readConfig({
    KINLINE_DATA: folder,
    KINLINE_PUBLIC_URL: home,
    KINLINE_SMTP_URL: mailServer.url,
    KINLINE_MAIL_FROM: 'kinline@example.org',
  });
  if (!settings.ok) throw new Error(settings.problems.join(' '));
  const speaking = {
    in: (language: string) => ({
      direction: 'ltr',
      say: (key: string, values?: { reference: string }) => say(language, key, values),
    }),
  } as unknown as Speaking;
  notify = startNotify({
    config: settings.config,
    store: office.store,
    secret: SECRET,
    organization: ORGANIZATION,
    cases: office.cases,
    audit: createAudit(office.store),
    colleague: async (id) => (id === anna.id ? anna : undefined),
    speaking,
    web,
    channel: () => undefined,
    now: () => office.clock.now,
    log: () => {},
    every: 20,
  });
});
afterEach(async () => {
  await notify.stop();
  await web.close();
  await mailServer.close();
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (id: string) => office.store.write({ records: [noticeRecord({ ...NOTICE, id, team: 'cluj' })] });

test('what a commit leaves behind is mailed to the team, and tried again after a refusal', async () => {
  await put('n1');
  notify.wake();
  await until(async () => mailServer.taken.size === 1);
  const [{ to, raw } = { to: [], raw: '' }] = mailServer.taken.values();
  expect(to).toEqual(['cluj@example.org']);
  expect(raw.replaceAll('=\r\n', '')).toContain(`${home}/desk/requests/r1`);

  refusing = true;
  await put('n2');
  notify.wake();
  await until(async () => (await notify.shown()).deliveries[0]?.why === 'The receiver refused it (451).');
  refusing = false;
  office.clock.now += 60_000;
  notify.wake();
  await until(async () => (await notify.shown()).deliveries.length === 0);
  expect(mailServer.taken.size).toBe(2);
});

test('what was given up is taken up again when a command asks', async () => {
  refusing = true;
  await put('n1');
  await until(async () => (await notify.shown()).deliveries[0]?.fault !== undefined);
  await until(async () => (await notify.shown()).deliveries[0]?.tries === 1);
  office.clock.now += 24 * 3_600_000;
  await until(async () => (await notify.shown()).deliveries[0]?.state === 'failed');
  refusing = false;
  await askForRetry(join(folder, 'outbox-retry'), NOTICE.reference);
  await until(async () => mailServer.taken.size === 1);
});

test('a calendar program reads one’s own windows, until the address is taken back or the account ends', async () => {
  const request = await office.asked();
  await office.cases.act(ANNA, request.id, { do: 'claim' });
  const address = await notify.feeds.newAddress(ANNA.id);
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await answer.text()).toContain(`SUMMARY:Call ${request.reference}`);
  expect((await fetch(`${home}/desk/calendar/${'x'.repeat(43)}.ics`)).status).toBe(404);
  expect((await fetch(`${home}/desk/calendar/../../etc`)).status).toBe(404);
  anna = { ...ANNA, disabled: true };
  expect((await fetch(address)).status).toBe(404);
  anna = ANNA;
  await notify.feeds.revoke(ANNA.id);
  expect((await fetch(address)).status).toBe(404);
});

/** Asks again at each turn of the event loop; a test that never gets there runs out of time. */
async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setImmediate(resolve));
}
