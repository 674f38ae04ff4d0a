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
  let day = DateTime.fromMillis(start, { zone: working.zone }).startOf('day');
  for (let count = 0; count < MOST_DAYS; count += 1, day = day.plus({ days: 1 })) {
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
  const open = openingOf(DateTime.fromMillis(at, { zone: working.zone }).startOf('day'), working);
  return open !== undefined && open.from <= at && at < open.until;
}

/** Minutes of an ordinary working day. */
export const workingDay = ({ from, to }: WorkingTime): number => to - from;

function openingOf(day: DateTime, working: WorkingTime): { from: number; until: number } | undefined {
  if (!working.days.includes(day.weekday) || working.holiday(day.toFormat('yyyy-MM-dd'))) return undefined;
  const at = (minute: number) =>
    (minute >= 1440
      ? day.plus({ days: 1 })
      : day.set({ hour: Math.floor(minute / 60), minute: minute % 60 })
    ).toMillis();
  return { from: at(working.from), until: at(working.to) };
}
