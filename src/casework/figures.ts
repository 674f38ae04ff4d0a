/** How much there is to do, how old it is, and whether what was promised was kept. Nothing personal. */
import { alarmsAt } from '../callbacks/clock.js';
import { type Level, weekOf } from './levels.js';
import type { Entry } from './shelf.js';

/** Milliseconds since 1970. */
export interface Period {
  from: number;
  until: number;
}

/** Days up to which a request counts into a group of ages; the last group is all older ones. */
export const AGE_DAYS = [1, 3, 7, 14, 30, null] as const;

export interface Figures {
  /** Open requests of one person in one team; `staff` null: nobody has claimed them. */
  load: {
    team: string;
    region: string;
    staff: string | null;
    open: number;
    urgent: number;
    overdue: number;
  }[];
  /** Open requests by age, one row a team and group. */
  ages: { team: string; region: string; upToDays: number | null; count: number }[];
  /** One row a week (like 2026-W48), region, team and urgency: promises kept and broken. */
  levels: Level[];
}

/**
 * @param open requests that whoever asks may count
 * @param levels of the same teams
 */
export function figuresOf(
  open: Iterable<Entry>,
  levels: readonly Level[],
  { from, until }: Period,
  now: number,
): Figures {
  const load = new Map<string, Figures['load'][number]>();
  const ages = new Map<string, Figures['ages'][number]>();
  for (const { facets, due } of open) {
    const { team, region, claimedBy: staff } = facets;
    const had = having(load, `${region} ${team} ${staff ?? ''}`, () => ({
      team,
      region,
      staff,
      open: 0,
      urgent: 0,
      overdue: 0,
    }));
    had.open += 1;
    had.urgent += Number(facets.urgency === 'now');
    had.overdue += Number(alarmsAt(facets, due, now).includes('overdue'));
    const days = (now - facets.createdAt) / 86_400_000;
    const upToDays = AGE_DAYS.find((most) => most === null || days <= most) ?? null;
    having(ages, `${region} ${team} ${upToDays}`, () => ({ team, region, upToDays, count: 0 })).count += 1;
  }
  const [first, last] = [weekOf(from), weekOf(until)];
  return {
    load: [...load.values()].sort((one, other) => other.open - one.open),
    ages: [...ages.values()].sort(
      (one, other) =>
        compare(`${one.region} ${one.team}`, `${other.region} ${other.team}`) ||
        (one.upToDays ?? Number.POSITIVE_INFINITY) - (other.upToDays ?? Number.POSITIVE_INFINITY),
    ),
    levels: levels
      .filter(({ week }) => week >= first && week <= last)
      .sort((one, other) => compare(one.week, other.week) || compare(one.team, other.team)),
  };
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

function having<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const had = map.get(key);
  if (had !== undefined) return had;
  const made = make();
  map.set(key, made);
  return made;
}
