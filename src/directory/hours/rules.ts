/** One schedule, made ready to be asked on which days it holds. Days are counted since 1970, Monday is 0. */
import type { Schedule } from '../model.js';
import { DAY } from './zone.js';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export interface Rule {
  exception: 'closed' | 'open' | undefined;
  /** Minutes of the day; `closes` is past 1440 when it lies on the next day. Undefined for a closed day. */
  opens: number | undefined;
  closes: number | undefined;
  /** True where it holds in every week alike, without beginning or end. */
  everyWeek: boolean;
  /** The last day on which it can hold. */
  last: number;
  holdsOn(day: number): boolean;
}

export function dayOf(isoDate: string): number {
  const date = new Date(0);
  date.setUTCFullYear(
    Number(isoDate.slice(0, 4)),
    Number(isoDate.slice(5, 7)) - 1,
    Number(isoDate.slice(8, 10)),
  );
  return date.getTime() / DAY;
}

const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** A schedule as a rule; undefined where its days or times are not said, so that it promises nothing. */
export function ruleOf(schedule: Schedule): Rule | undefined {
  const { opensAt, closesAt, exception } = schedule;
  const timed = opensAt !== undefined && closesAt !== undefined;
  if (!timed && exception !== 'closed') return undefined;
  const days = exception ? everyDay : daysOf(schedule);
  if (!days) return undefined;
  const opens = timed ? minutesOf(opensAt) : undefined;
  const until = timed ? minutesOf(closesAt) : undefined;
  const within = periodOf(schedule);
  return {
    exception,
    opens,
    closes: opens === undefined || until === undefined || until > opens ? until : until + 1440,
    everyWeek:
      !exception &&
      schedule.freq !== 'MONTHLY' &&
      schedule.interval <= 1 &&
      within.first === Number.NEGATIVE_INFINITY &&
      within.last === Number.POSITIVE_INFINITY,
    last: within.last,
    holdsOn: (day) => within.holds(day) && days(day),
  };
}

type Days = (day: number) => boolean;
const everyDay: Days = () => true;

function periodOf(schedule: Schedule): { first: number; last: number; holds: Days } {
  const { validFrom, validTo, dtstart, until } = schedule;
  if (schedule.exception && validFrom?.startsWith('0001') && validTo?.startsWith('0001')) {
    const from = validFrom.slice(5);
    const to = validTo.slice(5);
    return {
      first: Number.NEGATIVE_INFINITY,
      last: Number.POSITIVE_INFINITY,
      holds(day) {
        const date = new Date(day * DAY).toISOString().slice(5, 10);
        // A yearly closing may go over New Year.
        return from <= to ? from <= date && date <= to : date >= from || date <= to;
      },
    };
  }
  const first = Math.max(
    ...[validFrom, dtstart].map((date) => (date ? dayOf(date) : Number.NEGATIVE_INFINITY)),
  );
  const last = Math.min(...[validTo, until].map((date) => (date ? dayOf(date) : Number.POSITIVE_INFINITY)));
  return { first, last, holds: (day) => day >= first && day <= last };
}

function daysOf(schedule: Schedule): Days | undefined {
  const start = schedule.dtstart ?? schedule.validFrom;
  const anchor = start === undefined ? undefined : dayOf(start);
  if (schedule.freq === 'MONTHLY') return monthly(schedule, anchor);
  if (schedule.freq !== 'WEEKLY' && schedule.byday.length === 0) {
    // No frequency: it happens once.
    const only = schedule.dtstart === undefined ? undefined : dayOf(schedule.dtstart);
    return only === undefined ? undefined : (day) => day === only;
  }
  const weekdays = new Set(schedule.byday.map((code) => WEEKDAYS.indexOf(code.slice(-2))));
  if (weekdays.size === 0) {
    if (schedule.dtstart === undefined || anchor === undefined) return undefined;
    weekdays.add(weekdayOf(anchor));
  }
  const { interval } = schedule;
  if (interval <= 1) return (day) => weekdays.has(weekdayOf(day));
  // Every other week of which weeks? Without a start nobody knows.
  if (anchor === undefined) return undefined;
  const week = anchor - weekdayOf(anchor);
  return (day) => weekdays.has(weekdayOf(day)) && Math.floor((day - week) / 7) % interval === 0;
}

function monthly(schedule: Schedule, anchor: number | undefined): Days | undefined {
  const { interval, bymonthday } = schedule;
  if (interval > 1 && anchor === undefined) return undefined;
  const start = new Date((anchor ?? 0) * DAY);
  const startMonth = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const weekdays = schedule.byday.map((code) => ({
    weekday: WEEKDAYS.indexOf(code.slice(-2)),
    ordinal: Number(code.slice(0, -2)),
  }));
  const dates =
    bymonthday.length > 0 || weekdays.length > 0
      ? bymonthday
      : schedule.dtstart === undefined
        ? []
        : [start.getUTCDate()];
  if (dates.length === 0 && weekdays.length === 0) return undefined;
  return (day) => {
    const date = new Date(day * DAY);
    const months = date.getUTCFullYear() * 12 + date.getUTCMonth() - startMonth;
    if (interval > 1 && (months < 0 || months % interval !== 0)) return false;
    const number = date.getUTCDate();
    const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    const onDate =
      dates.length === 0 || dates.some((wanted) => (wanted < 0 ? length + 1 + wanted : wanted) === number);
    const onWeekday =
      weekdays.length === 0 ||
      weekdays.some(
        ({ weekday, ordinal }) =>
          weekday === weekdayOf(day) &&
          (ordinal === 0 ||
            (ordinal > 0
              ? Math.ceil(number / 7) === ordinal
              : Math.ceil((length - number + 1) / 7) === -ordinal)),
      );
    return onDate && onWeekday;
  };
}

/** The ISO date of the last of `count` occurrences from `dtstart` on; undefined where there is no count to keep. */
export function lastOccurrence(schedule: Schedule): string | undefined {
  const { count, dtstart } = schedule;
  if (count === undefined || dtstart === undefined) return undefined;
  const days = daysOf(schedule);
  if (!days) return undefined;
  const first = dayOf(dtstart);
  let left = count;
  for (let day = first; day < first + 366 * 20; day += 1) {
    if (days(day)) left -= 1;
    if (left === 0) return new Date(day * DAY).toISOString().slice(0, 10);
  }
  return undefined;
}
