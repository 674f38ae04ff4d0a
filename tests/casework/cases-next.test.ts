import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ANNA, at, BOGDAN, type Office, openOffice } from './office.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());
const claim = (id: string) => office.cases.act(ANNA, id, { do: 'claim' });

test('next is one’s own that is safe now, then what is urgent, then what can be called, then what waits longest', async () => {
  const morning = [{ start: '2026-11-24T10:00', end: '2026-11-24T12:00' }];
  const waiting = await office.asked({ createdAt: at('2026-11-20T10:00') });
  expect(office.cases.next(ANNA)).toBe(waiting.id);
  const callable = await office.asked({ windows: morning });
  expect(office.cases.next(ANNA)).toBe(callable.id);
  const urgent = await office.asked({ urgency: 'now' });
  expect(office.cases.next(ANNA)).toBe(urgent.id);
  const own = await office.asked({ windows: morning });
  await claim(own.id);
  expect(office.cases.next(ANNA)).toBe(own.id);
  // What a colleague has is nobody else's next.
  expect(office.cases.next(BOGDAN)).toBe(urgent.id);
  await office.cases.act(ANNA, own.id, { do: 'attempt', outcome: 'reached', note: null });
  expect(office.cases.next(ANNA)).toBe(urgent.id);
});

test('where nothing waits there is no next', () => {
  expect(office.cases.next(ANNA)).toBeUndefined();
});

test('one’s calendar has the windows still ahead of one’s own requests, and no name', async () => {
  const own = await office.asked({
    windows: [
      { start: '2026-11-26T09:00', end: '2026-11-26T10:00' },
      { start: '2026-11-23T09:00', end: '2026-11-23T10:00' },
      { start: '2026-11-25T09:00', end: '2026-11-25T10:00' },
    ],
  });
  await office.asked();
  const over = await office.asked();
  await claim(own.id);
  await claim(over.id);
  await office.cases.act(ANNA, over.id, { do: 'close', as: 'not_wanted', reason: null });
  const { id, reference } = own;
  expect(office.cases.calendar(ANNA)).toEqual([
    { id, reference, from: at('2026-11-25T09:00'), until: at('2026-11-25T10:00') },
    { id, reference, from: at('2026-11-26T09:00'), until: at('2026-11-26T10:00') },
  ]);
  expect(office.cases.calendar(BOGDAN)).toEqual([]);
});
