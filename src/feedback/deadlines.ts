/**
 * By when somebody must have read, answered and said what came of it. An ordinary entry knows only its week, so the
 * days are counted from that week's Monday: earlier than promised rather than later.
 */
import { afterWorking, type WorkingTime, workingDay } from '../callbacks/working-time.js';
import type { FeedbackEntry, QuarantinedEntry } from './entry.js';
import { quarterOf, startOfWeek, weekOf } from './weeks.js';

export interface Promises {
  /** Hours by the clock until the one who must not wait has acted. */
  sensitiveHours: number;
  /** Working days until the first answer, and until what came of it. */
  firstAnswerDays: number;
  resultDays: number;
}

export const PROMISES: Promises = { sensitiveHours: 24, firstAnswerDays: 5, resultDays: 20 };

const HOUR = 3_600_000;

export interface Dues {
  /** Milliseconds since 1970. */
  firstAnswerBy: number;
  resultBy: number;
}

export function duesOf(week: string, working: WorkingTime, promises: Promises = PROMISES): Dues {
  const start = startOfWeek(week);
  const after = (days: number): number => afterWorking(start, days * workingDay(working), working);
  return { firstAnswerBy: after(promises.firstAnswerDays), resultBy: after(promises.resultDays) };
}

export type FeedbackAlarm = 'first_answer_late' | 'result_late';

/** @param closed true when the young person was told what came of it */
export function alarmsOf(
  { week, letters }: Pick<FeedbackEntry, 'week' | 'letters'>,
  closed: boolean,
  now: number,
  working: WorkingTime,
  promises: Promises = PROMISES,
): FeedbackAlarm[] {
  if (closed) return [];
  const { firstAnswerBy, resultBy } = duesOf(week, working, promises);
  const answered = letters.some(({ from }) => from === 'reader');
  return [
    ...(!answered && now >= firstAnswerBy ? (['first_answer_late'] as const) : []),
    ...(now >= resultBy ? (['result_late'] as const) : []),
  ];
}

/** When the 24 hours of an entry that must not wait are over. */
export const sensitiveBy = (
  { alertedAt }: Pick<QuarantinedEntry, 'alertedAt'>,
  { sensitiveHours }: Promises = PROMISES,
): number => alertedAt + sensitiveHours * HOUR;

export const isSensitiveLate = (
  entry: Pick<QuarantinedEntry, 'alertedAt' | 'done'>,
  now: number,
  promises: Promises = PROMISES,
): boolean => entry.done.length === 0 && now >= sensitiveBy(entry, promises);

/** The board must have said something new in each quarter. @param published weeks of what stands there */
export const isBoardLate = (published: readonly string[], now: number): boolean =>
  !published.some((week) => quarterOf(week) >= quarterBefore(quarterOf(weekOf(now))));

function quarterBefore(quarter: string): string {
  const [year = 0, number = 1] = quarter.split('-Q').map(Number);
  return number === 1 ? `${year - 1}-Q4` : `${year}-Q${number - 1}`;
}
