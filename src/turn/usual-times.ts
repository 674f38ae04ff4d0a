/** The times that are one tap: a part of each of the coming seven days. */
import type { DateTime } from 'luxon';
import type { CallWindowAsked, UsualTimes } from '../engine/callback.js';
import type { Calendar } from '../language/when/windows.js';

const DAYS = 7;
/** A window that ends sooner than this is of no use today. */
const LEAST_MINUTES = 30;

export function usualWindows(which: UsualTimes, now: DateTime, { parts, day }: Calendar): CallWindowAsked[] {
  const { from, to } =
    which === 'mornings'
      ? parts.morning
      : which === 'afternoons'
        ? parts.afternoon
        : which === 'evenings'
          ? parts.evening
          : day;
  const useful = now.plus({ minutes: LEAST_MINUTES });
  const today = now.startOf('day');
  const windows = Array.from({ length: DAYS + 1 }, (_, ahead) => {
    const date = today.plus({ days: ahead });
    return { start: date.set({ hour: from }), end: date.set({ hour: to }) };
  });
  return windows
    .filter(({ end }) => end > useful)
    .slice(0, DAYS)
    .map(({ start, end }) => ({ start: written(start), end: written(end) }));
}

const written = (time: DateTime): string => time.toFormat("yyyy-MM-dd'T'HH:mm");
