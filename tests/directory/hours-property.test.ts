/** The same question answered slowly: minute by minute, by what a wall clock shows. Both must say the same. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hoursAt } from '../../src/directory/hours/hours.js';
import type { Schedule } from '../../src/directory/model.js';

const MINUTE = 60_000;
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

interface Reading {
  date: string;
  /** Minutes since 1970 as the wall clock counts them, never less than before: a clock set back shows nothing new. */
  latest: number;
}

/** What a wall clock shows at each minute. */
function readings(zone: string, from: number, minutes: number): Reading[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  let latest = 0;
  return Array.from({ length: minutes }, (_, at) => {
    const parts = format.formatToParts(from + at * MINUTE);
    const { year, month, day, hour, minute } = Object.fromEntries(
      parts.map(({ type, value }) => [type, value]),
    );
    const date = `${year}-${month}-${day}`;
    latest = Math.max(latest, Date.parse(date) / MINUTE + Number(hour) * 60 + Number(minute));
    return { date, latest };
  });
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
function holds(schedule: Schedule, date: string): boolean {
  const weekday = DAYS[(new Date(date).getUTCDay() + 6) % 7] ?? '';
  if (schedule.validFrom && date < schedule.validFrom) return false;
  if (schedule.validTo && date > schedule.validTo) return false;
  if (schedule.exception) return true;
  if (schedule.freq === 'MONTHLY') return schedule.bymonthday.includes(Number(date.slice(8)));
  return schedule.byday.includes(weekday);
}

/** Open or not at each reading. */
function slowly(schedules: Schedule[], shown: Reading[]): boolean[] {
  const firstAt = (date: string, minute: number): number => {
    const wanted = Date.parse(date) / MINUTE + minute;
    let low = 0;
    let high = shown.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shown[middle]?.latest ?? 0) >= wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const open = shown.map(() => false);
  for (const date of new Set(shown.map((now) => now.date))) {
    const special = schedules.filter((one) => one.exception && holds(one, date));
    const rules =
      special.length > 0 ? special : schedules.filter((one) => !one.exception && holds(one, date));
    for (const { opensAt, closesAt } of rules) {
      if (!opensAt || !closesAt) continue;
      const opens = minutesOf(opensAt);
      const closes = minutesOf(closesAt) > opens ? minutesOf(closesAt) : minutesOf(closesAt) + 1440;
      open.fill(true, firstAt(date, opens), firstAt(date, closes));
    }
  }
  return open;
}

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const date = fc.integer({ min: -6, max: 6 });

function scheduleAround(middle: number): fc.Arbitrary<Schedule> {
  const day = (offset: number): string => new Date(middle + offset * 86_400_000).toISOString().slice(0, 10);
  const base = { interval: 1, byday: [] as string[], bymonthday: [] as number[] };
  const times = fc.record({ opensAt: time, closesAt: fc.oneof(time, fc.constant('24:00')) });
  const weekly = fc
    .tuple(times, fc.subarray(DAYS, { minLength: 1 }), fc.option(date, { nil: undefined }))
    .map(
      ([hours, byday, from]): Schedule => ({
        ...base,
        ...hours,
        freq: 'WEEKLY',
        byday,
        ...(from === undefined ? {} : { validFrom: day(from) }),
      }),
    );
  const monthly = fc
    .tuple(times, fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 12 }))
    .map(([hours, bymonthday]): Schedule => ({ ...base, ...hours, freq: 'MONTHLY', bymonthday }));
  const exception = fc.tuple(times, date, fc.integer({ min: 0, max: 2 }), fc.boolean()).map(
    ([hours, from, length, closed]): Schedule => ({
      ...base,
      freq: undefined,
      validFrom: day(from),
      validTo: day(from + length),
      ...(closed ? { exception: 'closed' } : { exception: 'open', ...hours }),
    }),
  );
  return fc.oneof(
    { weight: 4, arbitrary: weekly },
    { weight: 1, arbitrary: monthly },
    { weight: 2, arbitrary: exception },
  );
}

/** The nights on which clocks change, and a quiet week. Lord Howe's changes by half an hour. */
const MOMENTS: [string, number][] = [
  ['Europe/Bucharest', Date.parse('2026-03-29T01:00Z')],
  ['Europe/Bucharest', Date.parse('2026-10-25T01:00Z')],
  ['Europe/Bucharest', Date.parse('2026-06-10T12:00Z')],
  ['Australia/Lord_Howe', Date.parse('2026-04-04T15:00Z')],
  ['Australia/Lord_Howe', Date.parse('2026-10-03T15:30Z')],
];

test.each(MOMENTS)('in %s around %d', (zone, middle) => {
  const start = middle - 5 * 1440 * MINUTE;
  const shown = readings(zone, start, 12 * 1440);
  fc.assert(
    fc.property(
      fc.array(scheduleAround(middle), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: -3 * 1440, max: 1440 }),
      (schedules, offset) => {
        const now = middle + offset * MINUTE;
        const open = slowly(schedules, shown).slice((now - start) / MINUTE);
        const view = hoursAt(schedules, zone, now);
        const next = open.indexOf(true);
        const end = open.indexOf(false);
        if (view.kind === 'open')
          expect((view.until - now) / MINUTE).toBe(end < 0 ? (view.until - now) / MINUTE : end);
        if (view.kind === 'open' || view.kind === 'always') expect(open[0]).toBe(true);
        else expect(open[0]).toBe(false);
        if (view.kind === 'always') expect(end).toBe(-1);
        if (view.kind === 'closed' && next >= 0) expect((view.opens - now) / MINUTE).toBe(next);
        if (view.kind === 'closed_for_now' || view.kind === 'unknown') expect(next).toBe(-1);
      },
    ),
    { numRuns: 300 },
  );
});
