/** When somebody answers at a region's number, by the clock of that region. */
import { type RegionNumber, WEEKDAYS } from '../content/regions/region.js';
import { hoursAt } from '../directory/hours/hours.js';
import type { Schedule } from '../directory/model.js';
import type { HoursView } from '../directory/view.js';

type Times = Exclude<RegionNumber['hours'], 'always' | null>;

/** @param now milliseconds since 1970 */
export function lineHours({ hours }: RegionNumber, zone: string, now: number): HoursView {
  if (hours === null) return { kind: 'unknown', description: undefined };
  return hours === 'always' ? { kind: 'always' } : hoursAt(schedulesOf(hours), zone, now);
}

const made = new WeakMap<Times, Schedule[]>();

function schedulesOf(times: Times): Schedule[] {
  const known = made.get(times);
  if (known !== undefined) return known;
  const schedules = times.map(
    ({ from, to, opens, closes }): Schedule => ({
      freq: 'WEEKLY',
      interval: 1,
      byday: daysBetween(from, to),
      bymonthday: [],
      opensAt: opens,
      closesAt: closes,
    }),
  );
  made.set(times, schedules);
  return schedules;
}

/** Friday to Monday is four days. */
function daysBetween(from: Times[number]['from'], to: Times[number]['to']): string[] {
  const first = WEEKDAYS.indexOf(from);
  const count = ((WEEKDAYS.indexOf(to) - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => WEEKDAYS[(first + index) % 7] as string);
}
