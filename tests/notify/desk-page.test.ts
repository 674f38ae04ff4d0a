/** The desk's page of chats, calendars and failed notices. */
import { randomBytes, randomInt } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Staff } from '../../src/casework/staff.js';
import { createFeeds, type Feeds } from '../../src/notify/calendar.js';
import { DELIVERY_RECORD, lost, newDelivery } from '../../src/notify/delivery.js';
import { faultOf } from '../../src/notify/fault.js';
import { createLinks, type Links } from '../../src/notify/links.js';
import type { Notice } from '../../src/notify/notice.js';
import { createRefer } from '../../src/notify/refer.js';
import { readFrom, retryFailed, shownOutbox } from '../../src/notify/shown.js';
import { ANNA, BOGDAN, LEAD, type Office, ORGANIZATION, SUPERVISOR } from '../casework/office.js';
import { browserOf, type DeskHouse, openDesk } from '../web/desk-house.js';
import { auditedIn, HOME, NOTICE, openOutbox, SECRET, say, type TestOutbox } from './support.js';

const PAGE = '/desk/elsewhere';
let subject: TestOutbox;
let house: DeskHouse;
let links: Links;
let feeds: Feeds;
beforeEach(async () => {
  subject = await openOutbox();
  const { store } = subject;
  const now = () => subject.clock.now;
  const write = auditedIn(store);
  links = createLinks({ store, write, secret: SECRET, now, random: (limit) => randomInt(limit) });
  feeds = createFeeds({ store, write, home: HOME, now, randomBytes });
  const elsewhere = {
    refer: async (staff: Staff, reference: string, agreed: string | undefined) =>
      createRefer({
        store: house.office.store,
        write: auditedIn(house.office.store),
        search: house.office.cases.search,
        today: ORGANIZATION.today,
        now: () => house.office.clock.now,
      })(staff, reference, agreed),
    links,
    feeds,
    say,
    shown: () => shownOutbox(readFrom(store)),
    retry: (which: string) => retryFailed(store, which, now()),
  };
  house = await openDesk({ around: (parts) => ({ ...parts, elsewhere }) });
});
afterEach(async () => {
  await house.close();
  await subject.close();
});

const as = async (staff: Parameters<Office['cases']['next']>[0]) =>
  browserOf(house, await house.signIn(staff));

test('shows a code that links a chat, once', async () => {
  const anna = await as(ANNA);
  const { html } = await anna.post(PAGE, `${PAGE}/code`);
  const code = /link ([2-9A-Z]{4}-[2-9A-Z]{4})/.exec(html)?.[1] ?? '';
  expect((await anna.get(PAGE)).html).not.toContain(code);
  expect(await links.link(code, { channel: 'bot-framework/msteams', user: 'u' }, {})).toBe('linked');
  expect(await links.all()).toMatchObject([{ staff: ANNA.id }]);
});

test('makes the address of a calendar, shows it once, and ends it', async () => {
  const anna = await as(ANNA);
  const { html } = await anna.post(PAGE, `${PAGE}/calendar`);
  const token = /calendar\/([\w-]{43})\.ics/.exec(html)?.[1] ?? '';
  expect(await feeds.staffOf(token)).toBe(ANNA.id);
  expect((await anna.get(PAGE)).html).not.toContain(token);
  expect((await anna.post(PAGE, `${PAGE}/calendar-end`)).status).toBe(303);
  expect(await feeds.staffOf(token)).toBeUndefined();
});

test('shows what failed to those whose it is, and tries it again', async () => {
  await fails({ id: 'n1', reference: 'K7-4F2M-1', team: 'cluj' });
  await fails({ id: 'n2', reference: 'K7-4F2M-2', team: 'kyiv' });
  await fails({ id: 'n3', reference: 'K7-4F2M-3', team: null, audience: 'safeguarding_lead' });
  await fails({ id: 'n4', reference: 'K7-4F2M-4', team: null, audience: 'second_recipient' });
  const [anna, supervisor, lead] = [await as(ANNA), await as(SUPERVISOR), await as(LEAD)];
  const seen = async (browser: typeof anna) => (await browser.get(PAGE)).html.match(/K7-4F2M-\d(?=<\/bdi>)/g);
  expect(await seen(anna)).toBeNull();
  expect(await seen(supervisor)).toEqual(['K7-4F2M-1']);
  expect(await seen(lead)).toEqual(['K7-4F2M-3']);
  expect((await supervisor.get(`${PAGE}?lang=uk`)).html).toContain('Одержувач недоступний.');
  await supervisor.post(PAGE, `${PAGE}/retry`, { notice: 'n3:mail-1' });
  await supervisor.post(PAGE, `${PAGE}/retry`, { notice: 'n1:mail-1' });
  const states = (await subject.waiting()).map(({ notice, failed }) => `${notice.id} ${failed}`);
  expect(states.sort()).toEqual(['n1 false', 'n2 true', 'n3 true', 'n4 true']);
});

test('passes on what is one’s own, and only with the family’s yes', async () => {
  const { office } = house;
  const request = await office.asked();
  await office.cases.act(ANNA, request.id, { do: 'claim' });
  const [anna, bogdan] = [await as(ANNA), await as(BOGDAN)];
  const yes = { reference: request.reference.toLowerCase(), agreed: 'yes' };
  expect((await bogdan.post(PAGE, `${PAGE}/refer`, yes)).status).toBe(422);
  const without = await anna.post(PAGE, `${PAGE}/refer`, { reference: request.reference });
  expect(without.status).toBe(422);
  expect(without.html).toContain('It is not passed on without the family’s yes.');
  expect((await office.stored(request.id))?.referral).toBeUndefined();
  const referred = await anna.post(PAGE, `${PAGE}/refer`, yes);
  expect(referred.html).toContain('It is on its way.');
  expect(await office.stored(request.id)).toMatchObject({ referral: { at: office.clock.now } });
  const notices = (await office.records('outbox')).map(({ value }) => JSON.parse(value));
  expect(notices).toContainEqual(
    expect.objectContaining({ kind: 'callback_referred', path: `/desk/requests/${request.id}` }),
  );
  const lines = (await office.records('audit')).map(({ value }) => JSON.parse(value));
  expect(lines).toContainEqual(
    expect.objectContaining({ actor: 'anna', action: 'case:refer', subject: request.id }),
  );
});

async function fails(over: Partial<Notice>): Promise<void> {
  const notice = { ...NOTICE, ...over };
  const target = { id: 'mail-1', kind: 'mail' as const };
  const value = JSON.stringify(lost(newDelivery(notice, target, subject.clock.now), faultOf('unreachable')));
  await subject.store.write({ records: [{ kind: DELIVERY_RECORD, id: `${notice.id}:mail-1`, value }] });
}
