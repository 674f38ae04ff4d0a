/**
 * Puts tokens together: one pass from left to right, the same for all languages. Days gather until a time has been
 * said for them; a new day after that begins a new clause; “or” and “and” join what is alike.
 */

import type { Meaning } from '../../content/when-words.js';
import { type Joint, joinDays } from './join-days.js';
import { readDay } from './read-day.js';
import { readFromNow } from './read-from-now.js';
import { readClockTime } from './read-time.js';
import { is, type Token } from './tokens.js';
import type { Clause, DaySpec, TimeGroup, Unclear, Wish } from './wish.js';

export function parseWish(tokens: readonly Token[]): Wish {
  const wish: Wish = {
    clauses: [],
    except: [],
    fromNow: [],
    unclear: undefined,
    words: {
      time: 0,
      all: tokens.filter(({ kind }) => kind !== 'comma' && kind !== 'dash').length,
      unknown: tokens.filter(({ kind }) => kind === 'other').length,
    },
  };
  const unclear = (why: Unclear) => {
    wish.unclear ??= why;
  };
  let clause: Clause | undefined;
  /** The clause began with its time (“after 5 on Monday and Tuesday”): more days belong to it. */
  let timeFirst = false;
  let excepting = false;
  /** What parted the last two things that were said. */
  let joined: Joint;
  let last: 'day' | 'time' | undefined;
  /** “Tomorrow morning is bad, the afternoon is fine”: the day holds on. */
  let carried: readonly DaySpec[] = [];

  const begin = (): Clause => {
    const fresh: Clause = { days: [], times: [] };
    (excepting ? wish.except : wish.clauses).push(fresh);
    clause = fresh;
    return fresh;
  };
  const apart = () => {
    clause = undefined;
    last = undefined;
    joined = undefined;
  };
  const back = () => {
    excepting = false;
    clause = wish.clauses.at(-1);
  };

  function addDays(days: readonly DaySpec[]): void {
    // “Not Tuesday, Thursday”: is Thursday taken away as well?
    if (excepting && joined !== 'and' && (last === 'time' || (last === 'day' && wish.clauses.length === 0)))
      unclear('day');
    const every = clause?.days.length === 1 && clause.times.length > 0 ? clause.days[0] : undefined;
    const narrows =
      every?.kind === 'every' && joined === undefined && (every.anyTime || days[0]?.kind === 'whole_week');
    // “Every day after 5 tomorrow”: every day and tomorrow, or tomorrow alone?
    if (every?.kind === 'every' && joined === undefined && !narrows) unclear('day');
    const open =
      clause !== undefined &&
      (narrows ||
        clause.times.length === 0 ||
        (timeFirst && joined !== undefined) ||
        clause.days.length === 0);
    const target = open && clause !== undefined ? clause : begin();
    if (target.days.length === 0) timeFirst = target.times.length > 0;
    target.days = joinDays(target.days, days, joined);
    last = 'day';
    joined = undefined;
    carried = [];
  }

  function addTime(group: TimeGroup): void {
    if (excepting && last === 'day' && joined !== undefined) back();
    // “Every day but Sunday, 2 to 4” needs its comma: whose hours are they? And “not mornings, afternoons”?
    else if (excepting && hoursAreAnyones(group)) unclear('hour');
    const target = clause ?? begin();
    if (target.days.length === 0 && carried.length > 0) target.days = [...carried];
    const before = target.times.at(-1);
    const beside = last === 'time' || (last === 'day' && timeFirst);
    if (before !== undefined && joined === undefined && beside && fits(before, group))
      target.times[target.times.length - 1] = { ...before, ...group };
    else target.times.push(group);
    last = 'time';
    joined = undefined;
  }

  function hoursAreAnyones({ time }: TimeGroup): boolean {
    if ((wish.clauses.at(-1)?.times ?? []).length > 0) return false;
    return last === 'day' ? time !== undefined : last === 'time' && joined === 'comma';
  }

  /** What was said last is when it does not suit. */
  function takeBack(): void {
    const said = wish.clauses.pop();
    if (said === undefined) return;
    wish.except.push(said);
    carried = said.times.length > 0 ? said.days : [];
    apart();
  }

  /** “Later”, and «пізніше» with nothing to be later than. */
  let later = false;
  /** Something that may be an hour or bound it, and was not understood. */
  let leftOver = false;
  /** The same, where it matters only if no hours were said at all: “at the first hour”. */
  let hintOfHours = false;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const relative = readFromNow(tokens, at);
    if (relative !== undefined) {
      if ('minutes' in relative) wish.fromNow.push(relative.minutes);
      else addDays([{ kind: 'relative', days: relative.days }]);
      wish.words.time += relative.next - at;
      at = relative.next;
      continue;
    }
    const day = readDay(tokens, at);
    if (day !== undefined) {
      if (day.unclear !== undefined) unclear(day.unclear);
      if (day.days.length > 0) addDays(day.days);
      if (day.time !== undefined) addTime(day.time);
      wish.words.time += day.next - at;
      at = day.next;
      continue;
    }
    // “Tomorrow 3”: right behind a day a bare number is an hour.
    const behindDay =
      last === 'day' && joined === undefined && tokens[at + 1]?.kind !== 'other' && !isOne(token);
    const time = readClockTime(tokens, at, behindDay);
    if (time !== undefined) {
      if (time.unclear !== undefined) unclear(time.unclear);
      addTime(time.group);
      wish.words.time += time.next - at;
      at = time.next;
      continue;
    }
    at += 1;
    switch (token.kind) {
      case 'comma':
      case 'dash':
        joined ??= 'comma';
        break;
      case 'filler':
        wish.words.time += 1;
        break;
      case 'number':
        leftOver ||= !token.spelled || token.value > 1;
        break;
      case 'clock':
      case 'date':
        leftOver = true;
        break;
      case 'word':
        wish.words.time += 1;
        if (takesAway(token.meaning) && last === undefined && tokens[at]?.kind === 'comma') {
          // “No, tomorrow”: an answer to something else.
        } else if (
          last !== undefined &&
          (token.meaning === 'not_then' || (token.meaning === 'except' && endsHere(tokens, at)))
        ) {
          if (!excepting) takeBack();
        } else if (
          takesAway(token.meaning) ||
          (token.meaning === 'but' && last === 'day' && endsRecurring(clause, tokens[at]))
        ) {
          excepting = true;
          apart();
        } else if (token.meaning === 'but' && excepting && last !== undefined) {
          excepting = false;
          apart();
        } else if (isJoin(token.meaning)) {
          joined = 'and';
        } else if (token.meaning === 'soon') later = true;
        else if (token.meaning === 'yesterday') unclear('past');
        // “Every other Friday”, «через п’ятницю».
        else if (token.meaning === 'some_of') unclear('vague');
        else if (token.meaning === 'in' && tokens[at]?.kind === 'weekday') unclear('day');
        else if (isBound(token.meaning)) {
          later ||= token.meaning === 'after';
          // “Until the neighbour leaves”: what bounds it was not understood. “After Thursday” has no end.
          if (readDay(tokens, pastFillers(tokens, at)) !== undefined) unclear('day');
          else leftOver ||= meetsUnknown(tokens, at);
        } else if (isLength(token.meaning)) leftOver ||= !is(tokens[at - 2], 'every');
        else if (token.meaning === 'at' || token.meaning === 'around' || token.meaning === 'oclock')
          hintOfHours ||= token.meaning === 'oclock' || tokens[at]?.kind === 'other';
        break;
      default:
        break;
    }
  }
  const groups = wish.clauses.flatMap(({ times }) => times);
  const hours =
    wish.fromNow.length > 0 || groups.some(({ part, time }) => time !== undefined || part !== 'whole_day');
  const said = wish.clauses.length + wish.fromNow.length;
  if (later && !hours) unclear('vague');
  if (said > 0 && (leftOver || (hintOfHours && !hours))) unclear('hour');
  if (groups.some(({ part, time }) => (part === 'night' || part === 'vague_hours') && time === undefined))
    unclear('vague');
  return wish;
}

const isJoin = (meaning: Meaning): boolean => meaning === 'and' || meaning === 'or';

const takesAway = (meaning: Meaning): boolean => meaning === 'except' || meaning === 'not_then';

/** “One” is too often no hour. */
const isOne = (token: Token): boolean => token.kind === 'number' && token.spelled && token.value === 1;

/** A length of time that nothing counts from: “a week on Friday”. */
const isLength = (meaning: Meaning): boolean =>
  [
    'week',
    'weeks',
    'one_week',
    'two_weeks',
    'quarter_hour',
    'half_hour',
    'ninety_minutes',
    'two_hours',
  ].includes(meaning);

function pastFillers(tokens: readonly Token[], start: number): number {
  let at = start;
  while (tokens[at]?.kind === 'filler') at += 1;
  return at;
}

function meetsUnknown(tokens: readonly Token[], start: number): boolean {
  const token = tokens[pastFillers(tokens, start)];
  return (
    token?.kind === 'other' || (['this', 'next', 'oclock', 'every'] as const).some((word) => is(token, word))
  );
}

const isBound = (meaning: Meaning): boolean =>
  ['after', 'before', 'until', 'between', 'from'].includes(meaning);

/** “In the evening” beside “after 7”: one narrows the other. */
const fits = (one: TimeGroup, other: TimeGroup): boolean =>
  (one.part === undefined) !== (other.part === undefined) &&
  (one.time === undefined) !== (other.time === undefined) &&
  one.bound === undefined &&
  other.bound === undefined;

/** Only words that say nothing stand before the next comma or the end. */
function endsHere(tokens: readonly Token[], start: number): boolean {
  for (let at = start; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'comma' || is(token, 'but')) return true;
    if (token?.kind !== 'filler' && token?.kind !== 'other') return false;
  }
  return true;
}

/** “Any day but Friday”; in “Saturday, but after 3” the word takes nothing away. */
function endsRecurring(clause: Clause | undefined, next: Token | undefined): boolean {
  const day = clause?.days.at(-1);
  const many = day !== undefined && ['every', 'workdays', 'weekend', 'whole_week'].includes(day.kind);
  return (
    many && (next?.kind === 'weekday' || is(next, 'weekend') || is(next, 'tomorrow') || is(next, 'today'))
  );
}
