/** Holds a wish against the calendar: windows in local time, or why it must be asked back. */
import type { DateTime } from 'luxon';
import type { WhenWords } from '../../content/when-words.js';
import type { Clause, Clock, DaySpec, Part, TimeGroup, TimeShape, Unclear, Wish } from './wish.js';

/** Local times, `YYYY-MM-DDTHH:MM`. */
export interface Window {
  start: string;
  end: string;
}

export type When = { windows: Window[] } | { ask: Unclear };

/** What differs from region to region; hours of the day, and weekdays from 0 for Monday. */
export interface Calendar {
  firstDay: number;
  weekend: readonly number[];
  parts: Record<'morning' | 'afternoon' | 'evening', { from: number; to: number }>;
  day: { from: number; to: number };
}

/** Minutes of a day. */
interface Stretch {
  from: number;
  to: number;
  /** True for a time by the clock, whose hour is only how long it is waited for. */
  point?: boolean;
}

const HOUR = 60;
const DAY_END = 24 * HOUR;
/** Days: a date without a year that lies farther ahead was last week rather than next year. */
const FARTHEST = 200;
/** Hours that can only be after noon when nothing else is said: nobody calls at three in the night. */
const LAST_AFTERNOON_HOUR = 7;

/** @param now local time, at any minute */
export function windowsOf(
  wish: Wish,
  now: DateTime,
  calendar: Calendar,
  nextWeekday: WhenWords['next_weekday'],
): When {
  if (wish.unclear !== undefined) return { ask: wish.unclear };
  const windows: Window[] = wish.fromNow.map((minutes) => ({
    start: written(now.plus({ minutes })),
    end: written(now.plus({ minutes: minutes + HOUR })),
  }));
  const clauses =
    wish.clauses.length === 0 && wish.except.length > 0 ? [{ days: [], times: [] }] : wish.clauses;
  for (const clause of clauses) {
    const found = ofClause(clause, wish, now, calendar, nextWeekday);
    if ('ask' in found) return found;
    windows.push(...found.windows);
  }
  if (windows.length === 0) return { ask: 'nothing_left' };
  const unique = new Map(windows.map((window) => [`${window.start} ${window.end}`, window]));
  return { windows: [...unique.values()].sort((a, b) => (a.start < b.start ? -1 : 1)) };
}

function ofClause(
  clause: Clause,
  { except, clauses }: Wish,
  now: DateTime,
  calendar: Calendar,
  nextWeekday: WhenWords['next_weekday'],
): When {
  const bare = clause.days.length === 0;
  const stretches: Stretch[] = [];
  for (const group of clause.times) {
    const stretch = stretchOf(group, calendar, bare);
    if (stretch === 'hour') return { ask: 'hour' };
    stretches.push(stretch);
  }
  if (stretches.length === 0) stretches.push(hours(calendar.day));
  const minute = now.hour * HOUR + now.minute;
  const today = now.startOf('day');
  const meant: { date: DateTime; stretch: Stretch }[] = [];
  const recurring = clause.times.some((group) => group.recurring === true || group.part === 'whole_day');
  if (bare && clause.times.length > 0 && !recurring) {
    // “In the morning”, said in the morning: this one or the next?
    if (clause.times.some((group, index) => isRunning(group, stretches[index], minute)))
      return { ask: 'day' };
    // Each the next time that it comes.
    for (const stretch of stretches) {
      const over = stretch.point === true ? stretch.from < minute : stretch.to <= minute;
      meant.push({ date: over ? today.plus({ days: 1 }) : today, stretch });
    }
  } else {
    const several = clauses.flatMap(({ days }) => days).length > 1;
    for (const day of bare ? [{ kind: 'every' as const }] : clause.days) {
      const dates = datesOf(day, several, now, calendar, nextWeekday, stretches);
      if (!Array.isArray(dates)) return { ask: dates };
      for (const date of dates) meant.push(...stretches.map((stretch) => ({ date, stretch })));
    }
  }
  const windows = meant.flatMap(({ date, stretch }) =>
    without([stretch], exceptionsOn(date, except, now, calendar, nextWeekday)).map(({ from, to }) => ({
      start: writtenAt(date, from),
      end: writtenAt(date, to),
    })),
  );
  if (windows.length === 0) return { ask: 'nothing_left' };
  return windows.every(({ end }) => end <= written(now)) ? { ask: 'past' } : { windows };
}

/** The next such date; undefined for one that no calendar has. */
function dateOf({ day, month, year }: DaySpec & { kind: 'date' }, today: DateTime): DateTime | undefined {
  if (year !== undefined) {
    const date = today.set({ year, month: month ?? today.month, day });
    return date.day === day ? date : undefined;
  }
  for (let ahead = 0; ahead < 13; ahead += 1) {
    const first = today.startOf('month').plus({ months: ahead });
    if ((month ?? first.month) !== first.month || day < 1 || day > (first.daysInMonth ?? 0)) continue;
    const date = first.set({ day });
    if (date >= today) return date;
  }
  return undefined;
}

function isRunning({ time, bound }: TimeGroup, stretch: Stretch | undefined, minute: number): boolean {
  if (time !== undefined || bound !== undefined || stretch === undefined) return false;
  return stretch.from <= minute && minute < stretch.to;
}

/** The dates a word means, at midnight; recurring ones give the next of each. */
function datesOf(
  day: DaySpec,
  several: boolean,
  now: DateTime,
  calendar: Calendar,
  nextWeekday: WhenWords['next_weekday'],
  stretches: readonly Stretch[],
): DateTime[] | Unclear {
  const today = now.startOf('day');
  const over = now.hour * HOUR + now.minute >= Math.max(...stretches.map(({ to }) => to));
  const weekday = (date: DateTime) => date.weekday - 1;
  const coming = (wanted: number, allowToday: boolean): DateTime => {
    const ahead = (wanted - weekday(today) + 7) % 7;
    return today.plus({ days: ahead === 0 && (!allowToday || over) ? 7 : ahead });
  };
  const weekStart = today.minus({ days: (weekday(today) - calendar.firstDay + 7) % 7 });
  const inWeek = (wanted: number, weeks: number) =>
    weekStart.plus({ days: ((wanted - calendar.firstDay + 7) % 7) + 7 * weeks });
  switch (day.kind) {
    case 'relative': {
      const date = today.plus({ days: day.days });
      return day.weekday === undefined || day.weekday === weekday(date) ? [date] : 'day';
    }
    case 'every':
      return Array.from({ length: 7 }, (_, index) => today.plus({ days: index + (over ? 1 : 0) }));
    case 'date': {
      const date = dateOf(day, today);
      if (date === undefined || (day.weekday !== undefined && day.weekday !== weekday(date))) return 'day';
      return date < today || date.diff(today, 'days').days > FARTHEST ? 'past' : [date];
    }
    case 'weekday': {
      if (day.week === 'coming') {
        const mine = day.day === weekday(today);
        if (mine && !day.recurring && !several) return 'day';
        return [coming(day.day, true)];
      }
      if (day.week === 'this') {
        const date = inWeek(day.day, 0);
        return date < today ? [coming(day.day, false)] : [date];
      }
      const following = inWeek(day.day, 1);
      if (day.named === undefined) return [following];
      const next = coming(day.day, false);
      if (next.hasSame(following, 'day')) return [following];
      return nextWeekday === 'ask' ? 'day' : [nextWeekday === 'coming' ? next : following];
    }
    case 'workdays':
    case 'weekend':
    case 'whole_week': {
      if (day.named && day.week === 'next' && nextWeekday === 'ask') return 'day';
      const wanted = [0, 1, 2, 3, 4, 5, 6]
        .map((offset) => (calendar.firstDay + offset) % 7)
        .filter(
          (name) => day.kind === 'whole_week' || calendar.weekend.includes(name) === (day.kind === 'weekend'),
        );
      if (day.week === 'next') return wanted.map((name) => inWeek(name, 1));
      if (day.week === 'this') return wanted.map((name) => inWeek(name, 0)).filter((date) => date >= today);
      return wanted.map((name) => coming(name, true));
    }
  }
}

function stretchOf({ part, time, bound }: TimeGroup, calendar: Calendar, bare: boolean): Stretch | 'hour' {
  const whole = hours(calendar.day);
  if (time === undefined) {
    const stretch = partStretch(part ?? 'whole_day', calendar);
    if (bound === 'after') return whenSome(part === 'noon' ? stretch.from : stretch.to, whole.to);
    if (bound === 'before') return whenSome(whole.from, stretch.from);
    return stretch;
  }
  const within = part === undefined ? undefined : partStretch(part, calendar);
  const read = clockStretch(time, part, whole, bare);
  if (read === 'hour' || within === undefined || time.shape === 'at' || time.shape === 'between') return read;
  // “In the morning until 1” goes on after it; “in the morning after 9” ends with it.
  const end = time.shape === 'before' ? read.to : Math.min(read.to, within.to);
  return whenSome(Math.max(read.from, within.from), end);
}

/** “After the evening” leaves nothing of a day. */
const whenSome = (from: number, to: number): Stretch | 'hour' => (from < to ? { from, to } : 'hour');

function clockStretch(
  time: TimeShape,
  part: Part | undefined,
  whole: Stretch,
  bare: boolean,
): Stretch | 'hour' {
  if (time.shape === 'between') {
    const from = settled(time.from, part, 'between');
    if (from === 'hour') return 'hour';
    const to = settledAfter(time.to, from);
    return to === undefined ? 'hour' : { from, to };
  }
  if (time.shape === 'at' && bare && !time.clock.sure && part === undefined) return 'hour';
  const minute = settled(time.clock, part, time.shape);
  if (minute === 'hour') return 'hour';
  if (time.shape === 'at') return { from: minute, to: Math.min(minute + HOUR, DAY_END), point: true };
  if (time.shape === 'after') return minute < whole.to ? { from: minute, to: whole.to } : 'hour';
  return minute > whole.from ? { from: whole.from, to: minute } : 'hour';
}

/** The minute of the day that a clock time means. */
function settled({ hour, minute, sure }: Clock, part: Part | undefined, shape: string): number | 'hour' {
  const at = (value: number) => value * HOUR + minute;
  if (sure || hour === 0) return at(hour);
  switch (part) {
    case 'morning':
      return at(hour);
    case 'afternoon':
      return at(hour < 9 ? hour + 12 : hour);
    case 'evening':
      return at(hour < 12 ? hour + 12 : hour);
    case 'noon':
      return at(hour < 5 ? hour + 12 : hour);
    case 'night':
      return hour >= 6 && hour < 12 ? at(hour + 12) : 'hour';
    default:
      if (hour < LAST_AFTERNOON_HOUR) return at(hour + 12);
      if (hour === LAST_AFTERNOON_HOUR) return shape === 'between' ? 'hour' : at(hour + 12);
      if (hour === 8 && shape !== 'between') return 'hour';
      return at(hour);
  }
}

/** The end of a stretch, after its beginning. */
function settledAfter({ hour, minute, sure }: Clock, from: number): number | undefined {
  const at = hour * HOUR + minute;
  if (at > from) return Math.min(at, DAY_END);
  if (!sure && at + 12 * HOUR > from && hour <= 12) return Math.min(at + 12 * HOUR, DAY_END);
  return undefined;
}

function partStretch(part: Part, { parts, day }: Calendar): Stretch {
  switch (part) {
    case 'morning':
    case 'afternoon':
    case 'evening':
      return hours(parts[part]);
    case 'noon':
      return { from: 12 * HOUR, to: 13 * HOUR };
    default:
      return hours(day);
  }
}

const hours = ({ from, to }: { from: number; to: number }): Stretch => ({ from: from * HOUR, to: to * HOUR });

/** What is taken away on a day. */
function exceptionsOn(
  date: DateTime,
  except: readonly Clause[],
  now: DateTime,
  calendar: Calendar,
  nextWeekday: WhenWords['next_weekday'],
): Stretch[] {
  return except.flatMap((clause) => {
    const stretches =
      clause.times.length === 0
        ? [{ from: 0, to: DAY_END }]
        : clause.times.flatMap((group) => {
            const stretch = stretchOf(group, { ...calendar, day: { from: 0, to: 24 } }, false);
            return stretch === 'hour' ? [] : [stretch];
          });
    if (clause.days.length === 0) return stretches;
    const meant = clause.days.some((day) => means(day, date, now, calendar, nextWeekday));
    return meant ? stretches : [];
  });
}

function means(
  day: DaySpec,
  date: DateTime,
  now: DateTime,
  calendar: Calendar,
  nextWeekday: WhenWords['next_weekday'],
): boolean {
  const name = date.weekday - 1;
  if (day.kind === 'weekday' && day.week === 'coming') return day.day === name;
  if (day.kind === 'weekend' && day.week === 'coming') return calendar.weekend.includes(name);
  if (day.kind === 'workdays' && day.week === 'coming') return !calendar.weekend.includes(name);
  const dates = datesOf(day, true, now, calendar, nextWeekday, [hours(calendar.day)]);
  return Array.isArray(dates) && dates.some((other) => other.hasSame(date, 'day'));
}

function without(stretches: readonly Stretch[], taken: readonly Stretch[]): Stretch[] {
  return taken.reduce<Stretch[]>(
    (left, { from, to }) =>
      left.flatMap((stretch) =>
        to <= stretch.from || from >= stretch.to
          ? [stretch]
          : [
              { from: stretch.from, to: Math.min(from, stretch.to) },
              { from: Math.max(to, stretch.from), to: stretch.to },
            ].filter((piece) => piece.from < piece.to),
      ),
    [...stretches],
  );
}

/** By the clock on the wall, also on the day on which an hour is missing. */
const writtenAt = (date: DateTime, minute: number): string =>
  written(
    minute >= DAY_END
      ? date.plus({ days: 1 }).startOf('day')
      : date.set({ hour: Math.floor(minute / HOUR), minute: minute % HOUR }),
  );

const written = (date: DateTime): string => (date.toISO() ?? '').slice(0, 16);
