/**
 * How often a card was shown, by class and language and nothing else: no text, no conversation, and no time finer
 * than a day. Counted in memory; what is older than a month is forgotten.
 */
import type { DangerClass } from '../engine/input.js';

export interface DangerCount {
  /** A day of UTC, like 2026-01-31. */
  day: string;
  class: DangerClass;
  language: string;
  count: number;
}

export interface DangerCounts {
  count(danger: DangerClass, language: string): void;
  /** The last days, oldest first. */
  days(): DangerCount[];
}

const DAYS = 31;

export function createDangerCounts(now: () => number): DangerCounts {
  const days = new Map<string, Map<string, DangerCount>>();
  return {
    count(danger, language) {
      const day = new Date(now()).toISOString().slice(0, 10);
      const counts = days.get(day) ?? new Map<string, DangerCount>();
      const name = `${danger} ${language}`;
      const before = counts.get(name)?.count ?? 0;
      counts.set(name, { day, class: danger, language, count: before + 1 });
      days.set(day, counts);
      for (const old of [...days.keys()].sort().slice(0, -DAYS)) days.delete(old);
    },
    days: () =>
      [...days]
        .sort(([one], [other]) => one.localeCompare(other))
        .flatMap(([, counts]) => [...counts.values()]),
  };
}
