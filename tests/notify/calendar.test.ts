import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { calendarOf, createFeeds, type Feeds } from '../../src/notify/calendar.js';
import { ANNA, at, BOGDAN, type Office, openOffice } from '../casework/office.js';
import { auditedIn, HOME, say } from './support.js';

let office: Office;
let feeds: Feeds;
beforeEach(async () => {
  office = await openOffice();
  let made = 0;
  feeds = createFeeds({
    store: office.store,
    write: auditedIn(office.store),
    home: HOME,
    now: () => office.clock.now,
    randomBytes: (count) => Buffer.alloc(count, ++made),
  });
});
afterEach(() => office.close());

const tokenOf = (address: string) => /([^/]+)\.ics$/.exec(address)?.[1] ?? '';

test('the feed has one’s own windows by reference, and nothing by which a family could be known', async () => {
  const mine = await office.asked();
  const other = await office.asked();
  await office.cases.act(ANNA, mine.id, { do: 'claim' });
  await office.cases.act(BOGDAN, other.id, { do: 'claim' });
  const feed = calendarOf(office.cases.calendar(ANNA), 'en', say, office.clock.now);
  expect(feed.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  expect(feed).toContain(`SUMMARY:Call ${mine.reference}`);
  expect(feed).toContain('DTSTART:20261125T150000Z');
  expect(feed).toContain('DTEND:20261125T190000Z');
  expect(feed).not.toMatch(/mother|bluebird|night|441632|anna/);
  expect(feed).not.toContain(other.reference);
  office.clock.now = at('2026-11-24T12:00');
  const uid = /UID:.*/.exec(feed)?.[0];
  expect(calendarOf(office.cases.calendar(ANNA), 'en', say, office.clock.now)).toContain(uid);
});

test('an address has 256 unguessable bits, is not stored, and ends when it is revoked or made anew', async () => {
  const first = await feeds.newAddress('anna');
  expect(first).toMatch(/^https:\/\/kinline\.example\.org\/desk\/calendar\/[\w-]{43}\.ics$/);
  expect(await feeds.staffOf(tokenOf(first))).toBe('anna');
  expect(JSON.stringify(await office.records('calendar_feed'))).not.toContain(tokenOf(first));
  const second = await feeds.newAddress('anna');
  const others = await feeds.newAddress('bogdan');
  expect(await feeds.staffOf(tokenOf(first))).toBeUndefined();
  await feeds.revoke('anna');
  expect(await feeds.staffOf(tokenOf(second))).toBeUndefined();
  expect(await feeds.has('anna')).toBe(false);
  expect(await feeds.staffOf(tokenOf(others))).toBe('bogdan');
  expect(await feeds.staffOf('x'.repeat(43))).toBeUndefined();
});
