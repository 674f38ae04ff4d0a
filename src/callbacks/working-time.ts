/** Working hours of a region: how far a number of them reaches, across nights, weekends, holidays and changed clocks. */
import { DateTime } from 'luxon';

export interface WorkingTime {
  /** IANA. */
  zone: string;
  /** Weekdays on which somebody works, 1 for Monday to 7. */
  days: readonly number[];
  /** Minutes of the day by the clock on the wall. */
  from: number;
  to: number;
  /** @param date like 2026-12-25 */
  holiday(date: string): boolean;
}

/** Longer than any row of free days; beyond it the settings themselves are at fault. */
const MOST_DAYS = 400;

/** @returns the instant at which so many working minutes have passed since `start` */
export function afterWorking(start: number, minutes: number, working: WorkingTime): number {
  let left = minutes * 60_000;
  const first = dayBefore(start);
  for (let day = first; day < first + MOST_DAYS; day += 1) {
    const open = openingOf(day, working);
    if (open === undefined) continue;
    const from = Math.max(open.from, start);
    const had = open.until - from;
    if (had <= 0) continue;
    if (had >= left) return from + left;
    left -= had;
  }
  throw new RangeError('No working hours were found in over a year: the region’s working days are wrong.');
}

export function isWorking(at: number, working: WorkingTime): boolean {
  const first = dayBefore(at);
  return [first, first + 1, first + 2].some((day) => {
    const open = openingOf(day, working);
    return open !== undefined && open.from <= at && at < open.until;
  });
}

/** Minutes of an ordinary working day. */
export const workingDay = ({ from, to }: WorkingTime): number => to - from;

type Opening = { from: number; until: number } | undefined;

/** Days that were reckoned before: a queue of thousands asks for the same few again and again. */
const reckoned = new WeakMap<WorkingTime, Map<number, Opening>>();

/** @param day since 1970, by the clock on the wall */
function openingOf(day: number, working: WorkingTime): Opening {
  let days = reckoned.get(working);
  if (days === undefined) {
    days = new Map();
    reckoned.set(working, days);
  }
  if (!days.has(day)) days.set(day, reckon(day, working));
  return days.get(day);
}

function reckon(number: number, working: WorkingTime): Opening {
  const { year, month, day: date } = DateTime.fromMillis(number * DAY, { zone: 'utc' });
  const day = DateTime.fromObject({ year, month, day: date }, { zone: working.zone });
  if (!working.days.includes(day.weekday) || working.holiday(day.toFormat('yyyy-MM-dd'))) return undefined;
  const at = (minute: number) =>
    (minute >= 1440
      ? day.plus({ days: 1 })
      : day.set({ hour: Math.floor(minute / 60), minute: minute % 60 })
    ).toMillis();
  return { from: at(working.from), until: at(working.to) };
}

const DAY = 86_400_000;
/** A day that is over, or is this one, by every clock on a wall: which day it is in a zone is dear to ask. */
const dayBefore = (at: number): number => Math.floor(at / DAY) - 1;
