/** What a conversation must know of those who call: whose request it is, when they work and what they promise. */
import { SERVICE_LEVELS, type ServiceLevels } from '../callbacks/clock.js';
import { isWorking, type WorkingTime } from '../callbacks/working-time.js';
import { FALLBACK_REGION, type Region } from '../content/regions/region.js';
import { holidaysOf } from '../directory/hours/holidays.js';

export interface CallbackOffice {
  /** `phone`: where a family calls that would rather call itself. */
  teamFor(region: string): { code: string; phone?: string | undefined };
  /** A team by its code, as a family hears of it. */
  team?(code: string): { name: string } | undefined;
  working(region: string): WorkingTime;
  levels(region: string): ServiceLevels;
  /** Whether somebody is there now for what is urgent. */
  onDuty(region: string, now: number): boolean;
  /** Who is responsible for safety, by role; where nobody named one, the usual words are said. */
  responsible?(language: string): { lead?: string | undefined; outside?: string | undefined };
  /** Days after which a request is erased. */
  keep: { closedDays: number; unclaimedDays: number };
}

const DAY = 86_400_000;

/** Where no organization said anything: office hours of the region, and nobody at night. */
export function usualOffice(regions: ReadonlyMap<string, Region>): CallbackOffice {
  const made = new Map<string, WorkingTime>();
  function working(country: string): WorkingTime {
    const known = made.get(country);
    if (known !== undefined) return known;
    const region = regions.get(country) ?? regions.get(FALLBACK_REGION);
    const isHoliday = holidaysOf(region?.holidays ?? undefined);
    const fresh: WorkingTime = {
      zone: region?.timezone ?? 'UTC',
      days: [1, 2, 3, 4, 5],
      from: 9 * 60,
      to: 17 * 60,
      holiday: (date) => isHoliday?.(Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY)) ?? false,
    };
    made.set(country, fresh);
    return fresh;
  }
  return {
    teamFor: () => ({ code: 'team' }),
    working,
    levels: () => SERVICE_LEVELS,
    onDuty: (region, now) => isWorking(now, working(region)),
    keep: { closedDays: 30, unclaimedDays: 90 },
  };
}
