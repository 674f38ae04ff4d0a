import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { holidaysOf } from '../../src/directory/hours/holidays.js';
import { hoursAt, opensWithin } from '../../src/directory/hours/hours.js';
import type { Schedule } from '../../src/directory/model.js';

const ZONE = 'Europe/Bucharest';
const at = (local: string, zone = ZONE): number => DateTime.fromISO(local, { zone }).toMillis();
const rule = (fields: Partial<Schedule>): Schedule => ({
  freq: 'WEEKLY',
  interval: 1,
  byday: [],
  bymonthday: [],
  ...fields,
});
const weekdays = (opensAt: string, closesAt: string, more: Partial<Schedule> = {}): Schedule =>
  rule({ byday: ['MO', 'TU', 'WE', 'TH', 'FR'], opensAt, closesAt, ...more });
const open = (until: string) => ({ kind: 'open', until: at(until), zone: ZONE });
const closed = (opens: string) => ({ kind: 'closed', opens: at(opens), zone: ZONE });
const look = (schedules: Schedule[], local: string) => hoursAt(schedules, ZONE, at(local));

describe('a week', () => {
  const week = [weekdays('08:00', '16:00')];
  test.each([
    ['2026-03-10T07:59', closed('2026-03-10T08:00')],
    ['2026-03-10T08:00', open('2026-03-10T16:00')],
    ['2026-03-10T15:59', open('2026-03-10T16:00')],
    ['2026-03-10T16:00', closed('2026-03-11T08:00')],
    ['2026-03-13T16:00', closed('2026-03-16T08:00')],
  ])('at %s', (local, view) => expect(look(week, local)).toEqual(view));

  test('a lunch break closes, touching and overlapping hours do not', () => {
    const day = [
      weekdays('08:00', '12:00'),
      weekdays('13:00', '15:00'),
      weekdays('15:00', '17:00'),
      weekdays('14:00', '16:00'),
    ];
    expect(look(day, '2026-03-10T09:00')).toEqual(open('2026-03-10T12:00'));
    expect(look(day, '2026-03-10T12:30')).toEqual(closed('2026-03-10T13:00'));
    expect(look(day, '2026-03-10T13:30')).toEqual(open('2026-03-10T17:00'));
  });

  test('past midnight', () => {
    const night = [rule({ byday: ['FR'], opensAt: '22:00', closesAt: '03:00' })];
    expect(look(night, '2026-03-14T02:00')).toEqual(open('2026-03-14T03:00'));
    expect(look(night, '2026-03-14T03:00')).toEqual(closed('2026-03-20T22:00'));
  });

  test('day and night', () => {
    const all = rule({
      byday: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'],
      opensAt: '00:00',
      closesAt: '24:00',
    });
    expect(look([all], '2026-03-14T02:00')).toEqual({ kind: 'always' });
    expect(look([{ ...all, opensAt: '08:00', closesAt: '08:00' }], '2026-03-14T02:00')).toEqual({
      kind: 'always',
    });
    const holiday = rule({ exception: 'closed', validFrom: '2026-03-15', validTo: '2026-03-15' });
    expect(look([all, holiday], '2026-03-14T02:00')).toEqual(open('2026-03-15T00:00'));
  });

  test('every other week is counted from its start; without one nothing is promised', () => {
    const other = weekdays('08:00', '16:00', { interval: 2, dtstart: '2026-03-03' });
    expect(look([other], '2026-03-10T09:00')).toEqual(closed('2026-03-16T08:00'));
    expect(look([weekdays('08:00', '16:00', { interval: 2 })], '2026-03-10T09:00')).toEqual({
      kind: 'unknown',
      description: undefined,
    });
  });
});

describe('a month', () => {
  test.each<[string, Partial<Schedule>, string]>([
    ['the 1st and 15th', { bymonthday: [1, 15] }, '2026-03-15T10:00'],
    ['the last day', { bymonthday: [-1] }, '2026-03-31T10:00'],
    ['the second Thursday', { byday: ['2TH'] }, '2026-03-12T10:00'],
    ['the last Friday', { byday: ['-1FR'] }, '2026-03-27T10:00'],
    ['every Sunday', { byday: ['SU'] }, '2026-03-15T10:00'],
    ['the day it began on', { dtstart: '2026-01-20' }, '2026-03-20T10:00'],
    ['every third month', { bymonthday: [5], interval: 3, dtstart: '2026-01-05' }, '2026-04-05T10:00'],
  ])('%s', (_, fields, opens) => {
    const schedule = rule({ freq: 'MONTHLY', opensAt: '10:00', closesAt: '12:00', ...fields });
    expect(look([schedule], '2026-03-10T13:00')).toEqual(closed(opens));
  });
});

describe('a time of the year', () => {
  test('not before it starts, not after it ends', () => {
    const spring = [weekdays('08:00', '16:00', { validFrom: '2026-03-17', validTo: '2026-03-18' })];
    expect(look(spring, '2026-03-10T09:00')).toEqual(closed('2026-03-17T08:00'));
    expect(look(spring, '2026-03-18T09:00')).toEqual(open('2026-03-18T16:00'));
  });

  test('hours that have run out are not known any more, hours far ahead are closed for now', () => {
    const past = weekdays('08:00', '16:00', { until: '2025-12-31', description: 'Sunați înainte' });
    expect(look([past], '2026-03-10T09:00')).toEqual({ kind: 'unknown', description: 'Sunați înainte' });
    expect(look([weekdays('08:00', '16:00', { validFrom: '2026-06-01' })], '2026-03-10T09:00')).toEqual({
      kind: 'closed_for_now',
    });
  });

  test('a closed day, a short day, and a closing of every year over New Year', () => {
    const week = weekdays('08:00', '16:00');
    const shut = rule({ exception: 'closed', validFrom: '2026-03-10', validTo: '2026-03-11' });
    const short = rule({
      exception: 'open',
      validFrom: '2026-03-12',
      validTo: '2026-03-12',
      opensAt: '10:00',
      closesAt: '12:00',
    });
    const newYear = rule({ exception: 'closed', validFrom: '0001-12-24', validTo: '0001-01-06' });
    expect(look([week, shut, short], '2026-03-10T09:00')).toEqual(closed('2026-03-12T10:00'));
    expect(look([week, shut, short], '2026-03-12T11:00')).toEqual(open('2026-03-12T12:00'));
    expect(look([week, newYear], '2027-01-05T09:00')).toEqual(closed('2027-01-07T08:00'));
    expect(look([week, newYear], '2027-03-09T09:00')).toEqual(open('2027-03-09T16:00'));
  });
});

describe('when the clock changes', () => {
  const nights = [rule({ byday: ['SA', 'SU'], opensAt: '02:30', closesAt: '05:00' })];

  test('in spring, hours that begin in the missing hour begin when it is over', () => {
    // In Bucharest 03:00 became 04:00 on 29 March 2026.
    const early = [rule({ byday: ['SU'], opensAt: '03:30', closesAt: '06:00' })];
    expect(look(early, '2026-03-29T02:59')).toEqual(closed('2026-03-29T04:00'));
    expect(look(nights, '2026-03-29T02:45')).toEqual({
      kind: 'open',
      until: at('2026-03-29T05:00'),
      zone: ZONE,
    });
    expect(at('2026-03-29T05:00') - at('2026-03-29T02:45')).toBe(75 * 60_000);
  });

  test('in autumn, the hour that comes twice belongs to the night', () => {
    // In Bucharest 04:00 became 03:00 on 25 October 2026, an instant of 01:00 UTC.
    const end = Date.parse('2026-10-25T03:00Z');
    expect(hoursAt(nights, ZONE, Date.parse('2026-10-25T00:30Z'))).toEqual({
      kind: 'open',
      until: end,
      zone: ZONE,
    });
    expect(hoursAt(nights, ZONE, Date.parse('2026-10-25T01:30Z'))).toEqual({
      kind: 'open',
      until: end,
      zone: ZONE,
    });
  });

  test('the same local hours hold on both sides', () => {
    const week = [weekdays('08:00', '16:00')];
    expect(look(week, '2026-03-27T17:00')).toEqual(closed('2026-03-30T08:00'));
    expect(look(week, '2026-10-23T17:00')).toEqual(closed('2026-10-26T08:00'));
  });
});

test('the zone of the schedule is the one that counts; with none nothing is promised', () => {
  const week = weekdays('08:00', '16:00', { timezone: 'Europe/London' });
  expect(hoursAt([week], ZONE, Date.parse('2026-01-13T15:30Z'))).toMatchObject({
    kind: 'open',
    zone: 'Europe/London',
  });
  expect(hoursAt([weekdays('08:00', '16:00')], undefined, 0).kind).toBe('unknown');
  expect(hoursAt([weekdays('08:00', '16:00')], 'Moon/Base', 0).kind).toBe('unknown');
});

test('no times, only words: the words are what is known', () => {
  expect(look([rule({ description: 'La cerere' })], '2026-03-10T09:00')).toEqual({
    kind: 'unknown',
    description: 'La cerere',
  });
});

describe('a public holiday of the country', () => {
  const weekdays: Schedule[] = [
    {
      freq: 'WEEKLY',
      interval: 1,
      byday: ['MO', 'TU', 'WE', 'TH', 'FR'],
      bymonthday: [],
      opensAt: '09:00',
      closesAt: '17:00',
    },
  ];
  const at = (time: string) => Date.parse(`${time}+02:00`);
  const romania = holidaysOf('RO');
  test('closes what works on weekdays, and says when it opens next', () => {
    // 30 November and 1 December are holidays in Romania; in 2026 a Monday and a Tuesday.
    const hours = hoursAt(weekdays, 'Europe/Bucharest', at('2026-11-30T10:30'), romania);
    expect(hours).toEqual({
      kind: 'closed',
      opens: at('2026-12-02T09:00'),
      zone: 'Europe/Bucharest',
      holiday: true,
    });
    expect(hoursAt(weekdays, 'Europe/Bucharest', at('2026-11-27T10:30'), romania).kind).toBe('open');
  });
  test('moves with Orthodox Easter', () => {
    expect(hoursAt(weekdays, 'Europe/Bucharest', Date.parse('2026-04-13T10:30+03:00'), romania).kind).toBe(
      'closed',
    );
  });
  test('does not close what works every day, nor a day that the service itself opens', () => {
    const daily = weekdays.map((one) => ({ ...one, byday: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] }));
    expect(hoursAt(daily, 'Europe/Bucharest', at('2026-12-01T10:30'), romania).kind).toBe('open');
    const opened: Schedule = {
      freq: undefined,
      interval: 1,
      byday: [],
      bymonthday: [],
      opensAt: '10:00',
      closesAt: '12:00',
      validFrom: '2026-12-01',
      validTo: '2026-12-01',
      exception: 'open',
    };
    expect(hoursAt([...weekdays, opened], 'Europe/Bucharest', at('2026-12-01T10:30'), romania).kind).toBe(
      'open',
    );
  });
  test('is worked through in Ukraine under martial law', () => {
    expect(holidaysOf('UA')).toBeUndefined();
  });
});

test('whether it opens within a stretch of a day is told in its own zone', () => {
  const evenings: Schedule[] = [
    { freq: 'WEEKLY', interval: 1, byday: ['TU'], bymonthday: [], opensAt: '18:00', closesAt: '20:00' },
  ];
  const open = (from: string, to: string, day = '2026-11-24') =>
    opensWithin(evenings, 'Europe/Kyiv', { day, from, to });
  expect(open('10:00', '17:00')).toBe(false);
  expect(open('17:00', '18:30')).toBe(true);
  expect(open('19:59', '21:00')).toBe(true);
  expect(open('18:00', '20:00', '2026-11-25')).toBe(false);
  expect(opensWithin([], 'Europe/Kyiv', { day: '2026-11-24', from: '10:00', to: '12:00' })).toBeUndefined();
});
