/**
 * By when somebody must have acted, and who hears of it when nobody did. How urgent a request is the family said;
 * the clock only keeps the promise that was made to them.
 */

import type { CallbackFacets, Urgency } from './request.js';
import { MOST_ATTEMPTS } from './status.js';
import { afterWorking, type WorkingTime, workingDay } from './working-time.js';

/** What is promised for one urgency. */
export interface ServiceLevel {
  /** Minutes by the clock, day and night, or working days of the region. */
  within: { minutes: number } | { workingDays: number };
  /** After the promise was broken: until the safeguarding lead hears of it too. */
  leadAfter: { minutes: number } | { workingDays: number };
}
export type ServiceLevels = Record<Urgency, ServiceLevel>;

export const SERVICE_LEVELS: ServiceLevels = {
  now: { within: { minutes: 15 }, leadAfter: { minutes: 15 } },
  soon: { within: { workingDays: 1 }, leadAfter: { workingDays: 1 } },
  whenever: { within: { workingDays: 1 }, leadAfter: { workingDays: 2 } },
};

export type Alarm =
  /** Nobody acted in time. */
  | 'overdue'
  /** Still nobody, and the supervisor was told. */
  | 'overdue_lead'
  /** The last safe window has passed and nobody was reached: only a word of the family opens another. */
  | 'windows_passed'
  /** Every attempt failed: to be closed by a person, and the number erased. */
  | 'attempts_used';

export interface Due {
  /** When the promise is broken. */
  by: number;
  leadBy: number;
}

type Timed = Pick<CallbackFacets, 'createdAt' | 'urgency' | 'windows' | 'calls'> &
  Partial<Pick<CallbackFacets, 'status'>>;

/**
 * An urgent request must be claimed in time, and then be called as any other; any other must have had its first call. A
 * call may only be made in a safe window, so the promise reaches at least to the end of the first one.
 */
export function dueOf(request: Timed, levels: ServiceLevels, working: WorkingTime): Due {
  const { createdAt, windows, calls, status } = request;
  const urgency = request.urgency === 'now' && status === 'claimed' ? 'soon' : request.urgency;
  const level = levels[urgency];
  const promised = reach(createdAt, level.within, working);
  const first =
    windows.length > 0 && calls === 'we' ? Math.min(...windows.map(({ until }) => until)) : promised;
  const by = urgency === 'now' ? promised : Math.max(promised, first);
  return { by, leadBy: reach(by, level.leadAfter, working) };
}

type Standing = Pick<CallbackFacets, 'urgency' | 'windows' | 'calls' | 'status' | 'attempts'>;

/** Every alarm that stands now, whether or not it was sounded before. */
export function alarmsOf(
  request: Timed & Standing,
  levels: ServiceLevels,
  working: WorkingTime,
  now: number,
): Alarm[] {
  return alarmsAt(request, dueOf(request, levels, working), now);
}

/** The same, where it is known by when somebody must have acted. */
export function alarmsAt(
  { urgency, status, attempts, windows, calls }: Standing,
  { by, leadBy }: Due,
  now: number,
): Alarm[] {
  if (status === 'closed' || status === 'taken_back' || status === 'reached') return [];
  const alarms: Alarm[] = [];
  // Whoever gives an urgent one back leaves it with nobody, whatever was tried.
  const answered = attempts > 0 && !(urgency === 'now' && status === 'waiting');
  if (!answered && now >= by) alarms.push('overdue');
  if (!answered && now >= leadBy) alarms.push('overdue_lead');
  if (calls === 'we' && windows.every(({ until }) => until <= now)) alarms.push('windows_passed');
  if (attempts >= MOST_ATTEMPTS) alarms.push('attempts_used');
  return alarms;
}

function reach(from: number, within: ServiceLevel['within'], working: WorkingTime): number {
  return 'minutes' in within
    ? from + within.minutes * 60_000
    : afterWorking(from, within.workingDays * workingDay(working), working);
}
