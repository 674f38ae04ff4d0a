/** Reads one mention of days: “next Monday”, “Monday to Friday”, “weekends”, “3 December”, “any day next week”. */
import { is, type Token } from './tokens.js';
import type { DaySpec, TimeGroup, Unclear, Week } from './wish.js';

export interface DayRead {
  days: DaySpec[];
  /** “Tonight” says a time too. */
  time?: TimeGroup;
  unclear?: Unclear;
  next: number;
}

const RELATIVE = { today: 0, tomorrow: 1, overmorrow: 2 } as const;

export function readDay(tokens: readonly Token[], start: number): DayRead | undefined {
  const token = tokens[start];
  if (token === undefined) return undefined;
  if (is(token, 'tonight'))
    return { days: [{ kind: 'relative', days: 0 }], time: { part: 'evening' }, next: start + 1 };
  for (const [meaning, days] of Object.entries(RELATIVE))
    if (is(token, meaning as keyof typeof RELATIVE))
      return { days: [{ kind: 'relative', days }], next: start + 1 };
  if (is(token, 'every_day')) {
    const week = weekAt(tokens, start + 1);
    return week === undefined
      ? { days: [{ kind: 'every' }], next: start + 1 }
      : { days: [{ kind: 'whole_week', week: week.week }], next: week.next };
  }
  if (is(token, 'any_time')) return { days: [{ kind: 'every', anyTime: true }], next: start + 1 };
  if (is(token, 'coming_days')) return { days: [{ kind: 'every' }], next: start + 1 };
  const dated = readDate(tokens, start);
  if (dated !== undefined) return dated;
  return readWeek(tokens, start);
}

/** “Next week”, “this week”, in either order of the words. */
function weekAt(tokens: readonly Token[], at: number): { week: Week; next: number } | undefined {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (is(first, 'rest_of_week')) return { week: 'this', next: at + 1 };
  for (const week of ['next', 'this'] as const)
    if ((is(first, week) && is(second, 'week')) || (is(first, 'week') && is(second, week)))
      return { week, next: at + 2 };
  return undefined;
}

function readWeek(tokens: readonly Token[], start: number): DayRead | undefined {
  let at = start;
  const every = is(tokens[at], 'every');
  if (every) at += 1;
  const ahead = weekAt(tokens, at);
  if (ahead !== undefined) {
    // “Next week on Monday”: the week first, then its days.
    const inside = readNamed(tokens, ahead.next, false);
    if (inside === undefined) return { days: [{ kind: 'whole_week', week: ahead.week }], next: ahead.next };
    return { ...inside, days: inside.days.map((day) => inWeek(day, ahead.week)) };
  }
  const word: Week | undefined = is(tokens[at], 'next')
    ? 'next'
    : is(tokens[at], 'this')
      ? 'this'
      : undefined;
  if (word !== undefined) at += 1;
  if (word === 'this') {
    const part = partOf(tokens[at]);
    if (part !== undefined) return { days: [{ kind: 'relative', days: 0 }], time: { part }, next: at + 1 };
  }
  const named = readNamed(tokens, at, every);
  if (named === undefined) return undefined;
  // “Monday of next week”.
  const between = tokens[named.next]?.kind === 'filler' || is(tokens[named.next], 'from');
  const behind = weekAt(tokens, named.next) ?? (between ? weekAt(tokens, named.next + 1) : undefined);
  if (behind !== undefined)
    return { days: named.days.map((day) => inWeek(day, behind.week)), next: behind.next };
  if (word !== undefined) return { ...named, days: named.days.map((day) => withWord(day, word)) };
  if (is(tokens[named.next], 'next') || is(tokens[named.next], 'this')) {
    const after: Week = is(tokens[named.next], 'next') ? 'next' : 'this';
    return { days: named.days.map((day) => withWord(day, after)), next: named.next + 1 };
  }
  return named;
}

/** “Next Monday” is not yet a week: what it means differs from language to language. */
const withWord = (day: DaySpec, week: Week): DaySpec =>
  day.kind === 'weekday' || day.kind === 'weekend' ? { ...day, week, named: true } : inWeek(day, week);

const inWeek = (day: DaySpec, week: Week): DaySpec =>
  day.kind === 'weekday' || day.kind === 'workdays' || day.kind === 'weekend' ? { ...day, week } : day;

function readNamed(tokens: readonly Token[], start: number, every: boolean): DayRead | undefined {
  let at = start;
  while (is(tokens[at], 'at') || is(tokens[at], 'date_mark') || tokens[at]?.kind === 'filler') at += 1;
  const from = is(tokens[at], 'from') || is(tokens[at], 'between');
  if (from) at += 1;
  const token = tokens[at];
  if (is(token, 'workdays')) return { days: [{ kind: 'workdays', week: 'coming' }], next: at + 1 };
  if (is(token, 'weekend')) return { days: [{ kind: 'weekend', week: 'coming' }], next: at + 1 };
  if (token?.kind !== 'weekday') return undefined;
  const until = tokens[at + 1];
  const last = tokens[at + 2];
  if (
    (until?.kind === 'dash' ||
      is(until, 'until') ||
      (from && (is(until, 'and') || is(until, 'at') || is(until, 'before')))) &&
    last?.kind === 'weekday'
  ) {
    const days: DaySpec[] = [];
    for (let day = token.day; ; day = (day + 1) % 7) {
      days.push({ kind: 'weekday', day, recurring: true, week: 'coming' });
      if (day === last.day) return { days, next: at + 3 };
    }
  }
  // “From Friday on” has no end that anybody said.
  if (from && is(tokens[start], 'from')) return { days: [], unclear: 'day', next: at + 1 };
  const recurring = every || token.recurring;
  const inMonth = recurring ? undefined : readDayOfMonth(tokens, at + 1);
  if (inMonth !== undefined && inMonth <= LAST_HOUR) return { days: [], unclear: 'day', next: at + 2 };
  if (inMonth !== undefined)
    return {
      days: [{ kind: 'date', day: inMonth, month: undefined, year: undefined, weekday: token.day }],
      next: at + 2,
    };
  return { days: [{ kind: 'weekday', day: token.day, recurring, week: 'coming' }], next: at + 1 };
}

/** “3 December”, “December 3”, “3.12.2026”, “on the 3rd of December”, “on the 28th”. */
function readDate(tokens: readonly Token[], start: number): DayRead | undefined {
  let at = start;
  const said = (token: Token | undefined) => is(token, 'date_mark') || token?.kind === 'filler';
  while (is(tokens[at], 'at') || is(tokens[at], 'date_mark') || (at > start && said(tokens[at]))) at += 1;
  const marked = is(tokens[at - 1], 'date_mark') && at > start;
  const token = tokens[at];
  if (token?.kind === 'date' && !(token.orClock && at > start && !marked))
    return { days: [{ kind: 'date', day: token.day, month: token.month, year: token.year }], next: at + 1 };
  if (token?.kind === 'month') {
    let behind = at + 1;
    while (said(tokens[behind])) behind += 1;
    const day = tokens[behind];
    if (day?.kind !== 'number') return undefined;
    const end = is(tokens[behind + 1], 'date_mark') ? behind + 2 : behind + 1;
    return { days: [{ kind: 'date', day: day.value, month: token.month, year: undefined }], next: end };
  }
  if (token?.kind !== 'number') return undefined;
  let behind = at + 1;
  while (said(tokens[behind])) behind += 1;
  const month = tokens[behind];
  if (month?.kind === 'month')
    return {
      days: [{ kind: 'date', day: token.value, month: month.month, year: undefined }],
      next: behind + 1,
    };
  const after = is(tokens[at + 1], 'date_mark');
  if (!(marked || after) || token.value > 31) return undefined;
  const day: DaySpec = { kind: 'date', day: token.value, month: undefined, year: undefined };
  return { days: [day], next: at + (after ? 2 : 1) };
}

/** Evening hours that can be days of a month as well: “Thursday 17” may be either. */
const LAST_HOUR = 21;

/** “17 o'clock”; in “Thursday 26, at the hour 9” the word belongs to what follows. */
const isHourOf = (value: number, next: Token | undefined, after: Token | undefined): boolean =>
  is(next, 'oclock') && value <= 24 && after?.kind !== 'number' && after?.kind !== 'clock';

/** “Monday 30”: behind a weekday a number that is no hour of the clock is a day of the month. */
function readDayOfMonth(tokens: readonly Token[], at: number): number | undefined {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token?.kind !== 'number' || token.spelled || token.value < 13 || token.value > 31) return undefined;
  const hour =
    next?.kind === 'dash' ||
    next?.kind === 'month' ||
    next?.kind === 'number' ||
    isHourOf(token.value, next, tokens[at + 2]) ||
    (['am', 'pm', 'until', 'onwards', 'and_half'] as const).some((meaning) => is(next, meaning));
  return hour ? undefined : token.value;
}

export function partOf(token: Token | undefined): TimeGroup['part'] {
  if (token?.kind !== 'word') return undefined;
  switch (token.meaning) {
    case 'morning':
    case 'noon':
    case 'afternoon':
    case 'evening':
    case 'night':
    case 'vague_hours':
    case 'whole_day':
      return token.meaning;
    default:
      return undefined;
  }
}
