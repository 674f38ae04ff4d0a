/** Tells the operator, at the start and every day, which numbers somebody must confirm again. */
import type { Region } from '../content/regions/region.js';
import { ALARM_AFTER_DAYS, confirmedDaysAgo, FALL_BACK_AFTER_DAYS } from '../turn/choose-numbers.js';
import type { Log } from './house.js';

export interface RegionAlarm {
  region: string;
  /** Of a number; `file` when the region's file cannot be used. */
  kind: string;
  /**
   * `confirmed_long_ago`: more than 180 days. `not_shown`: more than 365, the emergency number stands in.
   * `still_shown`: more than 365, but it is the emergency number itself. `last_good_stands_in`: the file is damaged,
   * lost, or lacks what no region may lack.
   */
  problem: 'confirmed_long_ago' | 'not_shown' | 'still_shown' | 'last_good_stands_in';
  /** Since somebody confirmed it. */
  days?: number;
}

export function regionAlarms(
  regions: ReadonlyMap<string, Region>,
  kept: readonly string[],
  now: number,
): RegionAlarm[] {
  const files = kept.map((region): RegionAlarm => ({ region, kind: 'file', problem: 'last_good_stands_in' }));
  const numbers = [...regions.values()].flatMap(({ country, numbers: all }) =>
    all.flatMap((number): RegionAlarm[] => {
      const days = confirmedDaysAgo(number, now);
      if (days === undefined || days <= ALARM_AFTER_DAYS) return [];
      const old = number.kind === 'emergency' ? 'still_shown' : 'not_shown';
      const problem = days > FALL_BACK_AFTER_DAYS ? old : 'confirmed_long_ago';
      return [{ region: country, kind: number.kind, problem, days }];
    }),
  );
  return [...files, ...numbers];
}

const DAY = 86_400_000;

export interface RegionWatch {
  /** As it is now. */
  alarms(): RegionAlarm[];
  stop(): void;
}

/** @param every milliseconds between two looks */
export function watchRegions({
  regions,
  kept,
  now,
  log,
  every = DAY,
}: {
  regions: ReadonlyMap<string, Region>;
  kept: readonly string[];
  now(): number;
  log: Log;
  every?: number;
}): RegionWatch {
  const alarms = () => regionAlarms(regions, kept, now());
  const tell = () => {
    for (const alarm of alarms()) log('region_alarm', { ...alarm });
  };
  tell();
  const timer = setInterval(tell, every);
  timer.unref();
  return { alarms, stop: () => clearInterval(timer) };
}
