import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { alarmsOf, dueOf, SERVICE_LEVELS } from '../../src/callbacks/clock.js';
import { contactAllowed, instantsOf } from '../../src/callbacks/contact.js';
import type { CallbackFacets, Status } from '../../src/callbacks/request.js';
import { afterWorking, isWorking, type WorkingTime } from '../../src/callbacks/working-time.js';

const BUCHAREST: WorkingTime = {
  zone: 'Europe/Bucharest',
  days: [1, 2, 3, 4, 5],
  from: 9 * 60,
  to: 17 * 60,
  holiday: (date) => ['2026-11-30', '2026-12-01', '2026-12-25'].includes(date),
};
const at = (local: string, zone = BUCHAREST.zone) => DateTime.fromISO(local, { zone }).toMillis();
const local = (time: number) =>
  DateTime.fromMillis(time, { zone: BUCHAREST.zone }).toFormat("yyyy-MM-dd'T'HH:mm");

describe('working hours', () => {
  test.each([
    ['2026-11-24T10:00', 60, '2026-11-24T11:00'],
    ['2026-11-24T16:30', 60, '2026-11-25T09:30'],
    ['2026-11-24T22:00', 60, '2026-11-25T10:00'],
    // A Friday before a weekend and two holidays.
    ['2026-11-27T16:00', 8 * 60, '2026-12-02T16:00'],
    // The clock goes forward on Sunday, 28 March 2027.
    ['2027-03-26T16:00', 8 * 60, '2027-03-29T16:00'],
  ])('from %s, %i minutes reach %s', (from, minutes, until) => {
    expect(local(afterWorking(at(from), minutes, BUCHAREST))).toBe(until);
  });
});

describe('what was promised', () => {
  const request = (over: Partial<CallbackFacets>) => ({
    createdAt: at('2026-11-24T10:00'),
    urgency: 'soon' as const,
    windows: [{ from: at('2026-11-25T17:00'), until: at('2026-11-25T21:00') }],
    calls: 'we' as const,
    status: 'waiting' as const,
    attempts: 0,
    ...over,
  });
  const due = (over: Partial<CallbackFacets> = {}) => dueOf(request(over), SERVICE_LEVELS, BUCHAREST);

  test('an urgent request is claimed in a quarter of an hour, also at night', () => {
    expect(local(due({ urgency: 'now', createdAt: at('2026-11-24T23:50') }).by)).toBe('2026-11-25T00:05');
  });

  test('any other is called within a working day, but never outside a safe window', () => {
    expect(local(due().by)).toBe('2026-11-25T21:00');
    expect(
      local(due({ windows: [{ from: at('2026-11-24T12:00'), until: at('2026-11-24T13:00') }] }).by),
    ).toBe('2026-11-25T10:00');
  });

  test('an urgent request that was claimed is called as any other, and one that was given back is overdue at once', () => {
    const urgent = (over: Partial<CallbackFacets>) =>
      request({ urgency: 'now', windows: [], calls: 'they', ...over });
    const alarms = (now: string, over: Partial<CallbackFacets>) =>
      alarmsOf(urgent(over), SERVICE_LEVELS, BUCHAREST, at(now));
    expect(alarms('2026-11-24T10:14', { status: 'waiting' })).toEqual([]);
    expect(alarms('2026-11-24T10:15', { status: 'waiting' })).toEqual(['overdue']);
    expect(alarms('2026-11-25T09:59', { status: 'claimed' })).toEqual([]);
    expect(alarms('2026-11-25T10:00', { status: 'claimed' })).toEqual(['overdue']);
    expect(alarms('2026-11-25T10:00', { status: 'claimed', attempts: 1 })).toEqual([]);
    expect(alarms('2026-11-25T10:00', { status: 'waiting', attempts: 1 })).toContain('overdue');
  });

  test('who is not heard becomes an alarm, first for the supervisor, then for the lead', () => {
    const alarms = (now: string, over: Partial<CallbackFacets> = {}) =>
      alarmsOf(request(over), SERVICE_LEVELS, BUCHAREST, at(now));
    expect(alarms('2026-11-25T20:59')).toEqual([]);
    expect(alarms('2026-11-25T21:00')).toEqual(['overdue', 'windows_passed']);
    expect(alarms('2026-11-26T17:00')).toEqual(['overdue', 'overdue_lead', 'windows_passed']);
    expect(alarms('2026-11-26T17:00', { status: 'reached' })).toEqual([]);
    expect(alarms('2026-11-25T20:00', { attempts: 3 })).toEqual(['attempts_used']);
  });
});

const ZONES = [
  'Europe/Bucharest',
  'Europe/London',
  'Europe/Kyiv',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
];
const RUNS = Number(process.env.KINLINE_TEST_PLANS ?? 2_000);

test('a window that ends at a time which the clock skips ends before it', () => {
  // On 28 March 2027 the clock in Bucharest jumps from 3 to 4.
  const { from, until } = instantsOf({ start: '2027-03-27T20:00', end: '2027-03-28T03:30' }, BUCHAREST.zone);
  expect(local(from)).toBe('2027-03-27T20:00');
  expect(local(until) <= '2027-03-28T03:00').toBe(true);
});

test('no contact ever falls outside a window of the family’s own clock, in any zone, across any changed clock', () => {
  const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') });
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.array(fc.record({ start: moment, minutes: fc.integer({ min: 1, max: 14 * 60 }) }), { maxLength: 5 }),
      moment,
      fc.integer({ min: -900, max: 900 }),
      (zone, wished, base, offset) => {
        const windows = wished.map(({ start, minutes }) => {
          const from = DateTime.fromMillis(start, { zone });
          const format = "yyyy-MM-dd'T'HH:mm";
          const wall = DateTime.fromFormat(from.toFormat(format), format, { zone: 'UTC' });
          return { start: wall.toFormat(format), end: wall.plus({ minutes }).toFormat(format) };
        });
        const [some] = wished;
        const now = some === undefined ? base : some.start + offset * 60_000;
        const contact = contactAllowed(
          {
            status: 'claimed',
            calls: 'we',
            windows: windows
              .map((window) => instantsOf(window, zone))
              .filter(({ from, until }) => from < until),
          },
          now,
        );
        const clock = DateTime.fromMillis(now, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
        const inside = windows.some(({ start, end }) => start <= clock && clock < end);
        if (contact.allowed) expect(inside).toBe(true);
        if (!contact.allowed && contact.next !== undefined) {
          expect(contact.next).toBeGreaterThan(now);
          const then = DateTime.fromMillis(contact.next, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
          expect(windows.some(({ start, end }) => start <= then && then < end)).toBe(true);
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test('every unanswered request escalates in time, whatever its plan, its zone and its holidays', () => {
  const day = 86_400_000;
  const start = Date.parse('2026-01-01');
  fc.assert(
    fc.property(
      fc.record({
        zone: fc.constantFrom(...ZONES),
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        from: fc.integer({ min: 0, max: 12 * 60 }),
        length: fc.integer({ min: 60, max: 12 * 60 }),
        free: fc.integer({ min: 0, max: 5 }),
        createdAt: fc.integer({ min: start, max: start + 700 * day }),
        urgency: fc.constantFrom('now' as const, 'soon' as const, 'whenever' as const),
        windows: fc.array(
          fc.tuple(fc.integer({ min: 0, max: 20 * day }), fc.integer({ min: 60_000, max: day })),
          {
            maxLength: 4,
          },
        ),
        status: fc.constantFrom<Status>('waiting', 'claimed'),
      }),
      ({ zone, days, from, length, free, createdAt, urgency, windows, status }) => {
        const working: WorkingTime = {
          zone,
          days,
          from,
          to: from + length,
          holiday: (date) => Number(date.slice(8)) % 7 < free && Number(date.slice(8)) > 7,
        };
        const request = {
          createdAt,
          urgency,
          status,
          attempts: 0,
          calls: 'we' as const,
          windows: windows.map(([ahead, long]) => ({
            from: createdAt + ahead,
            until: createdAt + ahead + long,
          })),
        };
        const { by, leadBy } = dueOf(request, SERVICE_LEVELS, working);
        expect(by).toBeGreaterThan(createdAt);
        expect(leadBy).toBeGreaterThan(by);
        const alarms = (now: number) => alarmsOf(request, SERVICE_LEVELS, working, now);
        expect(alarms(by)).toContain('overdue');
        expect(alarms(by - 1)).not.toContain('overdue');
        expect(alarms(leadBy)).toContain('overdue_lead');
        const urgent = urgency === 'now' && status === 'waiting';
        if (urgent) expect(by - createdAt).toBe(15 * 60_000);
        else if (request.windows.length === 0) expect(isWorking(by - 1, working)).toBe(true);
      },
    ),
    { numRuns: RUNS },
  );
});
