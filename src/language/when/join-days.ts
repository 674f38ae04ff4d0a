/** What two mentions of days mean together: “any time tomorrow”, “Friday the 27th”, “next week, Monday or Tuesday”. */
import type { DaySpec } from './wish.js';

export type Joint = 'and' | 'comma' | undefined;

/** The days said so far with some more. */
export function joinDays(said: readonly DaySpec[], more: readonly DaySpec[], joined: Joint): DaySpec[] {
  const before = said.at(-1);
  const [first, ...others] = more;
  if (before === undefined || first === undefined) return [...said, ...more];
  const one = asOne(before, first, joined);
  if (one !== undefined) return [...said.slice(0, -1), one, ...others];
  return joined === undefined ? [...said, ...more] : inOneWeek(said, more);
}

function asOne(before: DaySpec, day: DaySpec, joined: Joint): DaySpec | undefined {
  if (joined === 'and') return undefined;
  if (before.kind === 'whole_week' && day.kind === 'weekday' && day.week === 'coming')
    return { ...day, week: before.week };
  if (before.kind === 'weekday' && !before.recurring && day.kind === 'date')
    return { ...day, weekday: before.day };
  if (before.kind === 'date' && day.kind === 'weekday' && !day.recurring)
    return { ...before, weekday: day.day };
  // “Tomorrow, any time”: the later words only say that any hour will do.
  if (day.kind === 'every' && (joined === undefined || day.anyTime)) return before;
  if (joined === 'comma') return undefined;
  if (before.kind === 'every') return day.kind === 'weekday' ? { ...day, recurring: true } : day;
  if (before.kind === 'relative' && day.kind === 'weekday') return { ...before, weekday: day.day };
  if (before.kind === 'weekday' && day.kind === 'relative') return { ...day, weekday: before.day };
  return undefined;
}

/** “Next week Monday or Tuesday”, and “Monday or Tuesday next week”: the word counts for both. */
function inOneWeek(said: readonly DaySpec[], more: readonly DaySpec[]): DaySpec[] {
  const before = said.at(-1);
  const [first] = more;
  if (before?.kind !== 'weekday' || first?.kind !== 'weekday') return [...said, ...more];
  if (before.week === 'next' && first.week === 'coming')
    return [...said, ...more.map((day) => sameWeek(day, before))];
  if (first.week === 'next' && before.week === 'coming' && !before.recurring && before.day < first.day)
    return [...said.map((day) => sameWeek(day, first)), ...more];
  return [...said, ...more];
}

function sameWeek(day: DaySpec, { week, named }: DaySpec & { kind: 'weekday' }): DaySpec {
  if (day.kind !== 'weekday' || day.week !== 'coming') return day;
  return named === undefined ? { ...day, week } : { ...day, week, named };
}
