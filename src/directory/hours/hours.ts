/**
 * Whether a service is open, until when, or when next: local times of its own zone turned into instants, day by day
 * and at most 60 days ahead. Asked for every candidate of every search, so schedules are made ready once.
 */
import type { Schedule } from '../model.js';
import type { HoursView } from '../view.js';
import { type Rule, ruleOf } from './rules.js';
import { type ZoneClock, zoneClock } from './zone.js';

const HORIZON = 60;

interface Plan {
  regular: Rule[];
  exceptions: Rule[];
  description: string | undefined;
  zone: string | undefined;
  /** True where it never closes, in any week. */
  always: boolean;
}

const plans = new WeakMap<Schedule[], { length: number; plan: Plan }>();

function planOf(schedules: Schedule[]): Plan {
  const known = plans.get(schedules);
  if (known && known.length === schedules.length) return known.plan;
  const rules = schedules.flatMap((schedule) => ruleOf(schedule) ?? []);
  const regular = rules.filter((rule) => rule.exception === undefined);
  const plan: Plan = {
    regular,
    exceptions: rules.filter((rule) => rule.exception !== undefined),
    always: regular.length === rules.length && neverCloses(regular),
    description: schedules.find((schedule) => schedule.description)?.description,
    zone: schedules.find((schedule) => schedule.timezone)?.timezone,
  };
  plans.set(schedules, { length: schedules.length, plan });
  return plan;
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
 * unless the day is opened by another. What began the evening before goes on.
 */
export function hoursAt(schedules: Schedule[], zone: string | undefined, now: number): HoursView {
  const plan = planOf(schedules);
  const name = plan.zone ?? zone;
  const clock = name === undefined ? undefined : zoneClock(name);
  const unknown: HoursView = { kind: 'unknown', description: plan.description };
  if (!clock) return unknown;
  if (plan.always) return { kind: 'always' };
  const today = clock.dayAt(now);
  if (!plan.regular.some((rule) => rule.last >= today - 1) && !openLater(plan, today)) return unknown;
  return firstStretch(plan, clock, today, now);
}

const openLater = (plan: Plan, today: number): boolean =>
  plan.exceptions.some(
    (rule) => rule.exception === 'open' && rule.last >= today - 1 && rule.last < today + 366 * 10,
  );

function firstStretch(plan: Plan, clock: ZoneClock, today: number, now: number): HoursView {
  let start = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (let day = today - 1; day <= today + HORIZON; day += 1) {
    for (const [opens, closes] of openOn(plan, day)) {
      const from = clock.instantOf(day, opens);
      const to = clock.instantOf(day, closes);
      if (to <= now || to <= from) continue;
      if (from <= end) {
        end = Math.max(end, to);
        continue;
      }
      // The stretch before this one ended, and it is the first that matters.
      if (end > now) return viewOf(start, end, clock.name, now);
      start = from;
      end = to;
    }
    if (end > now && end < clock.instantOf(day + 1, 0)) return viewOf(start, end, clock.name, now);
  }
  if (end <= now) return { kind: 'closed_for_now' };
  return start <= now ? { kind: 'always' } : { kind: 'closed', opens: start, zone: clock.name };
}

function viewOf(start: number, end: number, zone: string, now: number): HoursView {
  return start <= now ? { kind: 'open', until: end, zone } : { kind: 'closed', opens: start, zone };
}

/** The open stretches that begin on a day, in minutes of that day, sorted. */
function openOn(plan: Plan, day: number): [number, number][] {
  const special = plan.exceptions.filter((rule) => rule.holdsOn(day));
  const open = special.filter((rule) => rule.exception === 'open');
  const rules = special.length > 0 ? open : plan.regular.filter((rule) => rule.holdsOn(day));
  const stretches: [number, number][] = [];
  for (const { opens, closes } of rules)
    if (opens !== undefined && closes !== undefined) stretches.push([opens, closes]);
  return stretches.length > 1 ? stretches.sort((a, b) => a[0] - b[0]) : stretches;
}
