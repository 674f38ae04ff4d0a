/**
 * Whether a service is open, until when, or when next: local times of its own zone turned into instants, day by day
 * and at most 60 days ahead. Asked for every candidate of every search, so schedules are made ready once.
 */
import type { Schedule } from '../model.js';
import type { HoursView } from '../view.js';
import type { IsHoliday } from './holidays.js';
import { dayOf, minutesOf, type Rule, ruleOf } from './rules.js';
import { type ZoneClock, zoneClock } from './zone.js';

const HORIZON = 60;

interface Plan {
  regular: Rule[];
  exceptions: Rule[];
  description: string | undefined;
  zone: string | undefined;
  /** True where it never closes, in any week. */
  always: boolean;
  /** True where every day of the week has hours: such a place works on holidays too. */
  daily: boolean;
}

const plans = new WeakMap<Schedule[], Plan>();
function planOf(schedules: Schedule[]): Plan {
  const known = plans.get(schedules);
  if (known) return known;
  const plan = makePlan(schedules);
  plans.set(schedules, plan);
  return plan;
}

function makePlan(schedules: Schedule[]): Plan {
  const rules = schedules.flatMap((schedule) => ruleOf(schedule) ?? []);
  const regular = rules.filter((rule) => rule.exception === undefined);
  return {
    regular,
    exceptions: rules.filter((rule) => rule.exception !== undefined),
    always: regular.length === rules.length && neverCloses(regular),
    daily: [0, 1, 2, 3, 4, 5, 6].every((day) => regular.some((rule) => rule.everyWeek && rule.holdsOn(day))),
    description: schedules.find((schedule) => schedule.description)?.description,
    zone: schedules.find((schedule) => schedule.timezone)?.timezone,
  };
}

function neverCloses(rules: Rule[]): boolean {
  const everyWeek = rules.filter((rule) => rule.everyWeek);
  // A week and the day before it, whose evening may reach into it.
  let covered = 0;
  for (let day = -1; day < 7; day += 1) {
    const stretches = everyWeek
      .filter((rule) => rule.holdsOn(day))
      .map((rule) => [rule.opens ?? 0, rule.closes ?? 0]);
    for (const [opens = 0, closes = 0] of stretches.sort(([a = 0], [b = 0]) => a - b)) {
      if (day * 1440 + opens > covered) return false;
      covered = Math.max(covered, day * 1440 + closes);
    }
  }
  return covered >= 7 * 1440;
}

/**
 * The hours at an instant, in milliseconds. The schedules' own zone comes before `zone`; with neither, or with no
 * rule that still holds, the hours are unknown. An open exception replaces the day's hours; so does a closed one,
 * unless the day is opened by another. On a public holiday only such a day, or a service that works every day, is open.
 * What began the evening before goes on.
 */
export function hoursAt(
  schedules: Schedule[],
  zone: string | undefined,
  now: number,
  holiday?: IsHoliday,
): HoursView {
  const plan = planOf(schedules);
  const name = plan.zone ?? zone;
  const clock = name === undefined ? undefined : zoneClock(name);
  const unknown: HoursView = { kind: 'unknown', description: plan.description };
  if (!clock) return unknown;
  if (plan.always) return { kind: 'always' };
  const today = clock.dayAt(now);
  if (!plan.regular.some((rule) => rule.last >= today - 1) && !openLater(plan, today)) return unknown;
  return firstStretch(plan, clock, today, now, holiday);
}

const openLater = (plan: Plan, today: number): boolean =>
  plan.exceptions.some(
    (rule) => rule.exception === 'open' && rule.last >= today - 1 && rule.last < today + 366 * 10,
  );

/** A local day and a stretch of it: `YYYY-MM-DD`, `HH:MM`. */
export interface OpenWindow {
  day: string;
  from: string;
  to: string;
}

/** Whether it is open at some time of a local day; undefined where the hours are not known. */
export function opensWithin(
  schedules: Schedule[],
  zone: string | undefined,
  { day, from, to }: OpenWindow,
  holiday?: IsHoliday,
): boolean | undefined {
  const name = planOf(schedules).zone ?? zone;
  const clock = name === undefined ? undefined : zoneClock(name);
  if (!clock) return undefined;
  const begin = clock.instantOf(dayOf(day), minutesOf(from));
  const end = clock.instantOf(dayOf(day), minutesOf(to));
  const hours = hoursAt(schedules, zone, begin, holiday);
  if (hours.kind === 'unknown') return undefined;
  return hours.kind === 'open' || hours.kind === 'always' || (hours.kind === 'closed' && hours.opens < end);
}

function firstStretch(
  plan: Plan,
  clock: ZoneClock,
  today: number,
  now: number,
  holiday: IsHoliday | undefined,
): HoursView {
  const viewOf = (from: number, to: number): HoursView => stretchView(plan, clock, from, to, now, holiday);
  let start = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (let day = today - 1; day <= today + HORIZON; day += 1) {
    for (const [opens, closes] of openOn(plan, day, holiday)) {
      const from = clock.instantOf(day, opens);
      const to = clock.instantOf(day, closes);
      if (to <= now || to <= from) continue;
      if (from <= end) {
        end = Math.max(end, to);
        continue;
      }
      // The stretch before this one ended, and it is the first that matters.
      if (end > now) return viewOf(start, end);
      start = from;
      end = to;
    }
    if (end > now && end < clock.instantOf(day + 1, 0)) return viewOf(start, end);
  }
  if (end <= now) return { kind: 'closed_for_now' };
  return start <= now ? { kind: 'always' } : viewOf(start, end);
}

function stretchView(
  plan: Plan,
  clock: ZoneClock,
  start: number,
  end: number,
  now: number,
  holiday: IsHoliday | undefined,
): HoursView {
  if (start <= now) return { kind: 'open', until: end, zone: clock.name };
  const today = clock.dayAt(now);
  const shut = openOn(plan, today, holiday).length === 0 && openOn(plan, today, undefined).length > 0;
  return { kind: 'closed', opens: start, zone: clock.name, ...(shut ? { holiday: true as const } : {}) };
}

/** The open stretches that begin on a day, in minutes of that day, sorted. */
function openOn(plan: Plan, day: number, holiday: IsHoliday | undefined): [number, number][] {
  const special = plan.exceptions.filter((rule) => rule.holdsOn(day));
  if (special.length === 0 && !plan.daily && holiday?.(day)) return [];
  const open = special.filter((rule) => rule.exception === 'open');
  const rules = special.length > 0 ? open : plan.regular.filter((rule) => rule.holdsOn(day));
  const stretches: [number, number][] = [];
  for (const { opens, closes } of rules)
    if (opens !== undefined && closes !== undefined) stretches.push([opens, closes]);
  return stretches.length > 1 ? stretches.sort((a, b) => a[0] - b[0]) : stretches;
}
