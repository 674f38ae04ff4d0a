/**
 * Puts tokens together: one pass from left to right, the same for all languages. Days gather until a time has been
 * said for them; a new day after that begins a new clause; “or” and “and” join what is alike.
 */

import type { Meaning } from '../../content/when-words.js';
import { readDay } from './read-day.js';
import { readClockTime } from './read-time.js';
import { is, type Token } from './tokens.js';
import type { Clause, TimeGroup, Unclear, Wish } from './wish.js';

export function parseWish(tokens: readonly Token[]): Wish {
  const wish: Wish = {
    clauses: [],
    except: [],
    fromNow: [],
    unclear: undefined,
    words: { time: 0, all: tokens.filter(({ kind }) => kind !== 'comma' && kind !== 'dash').length },
  };
  const unclear = (why: Unclear) => {
    wish.unclear ??= why;
  };
  let clause: Clause | undefined;
  /** The clause began with its time (“after 5 on Monday and Tuesday”): more days belong to it. */
  let timeFirst = false;
  let excepting = false;
  /** What parted the last two things that were said. */
  let joined: 'and' | 'comma' | undefined;
  let last: 'day' | 'time' | undefined;

  const begin = (): Clause => {
    const fresh: Clause = { days: [], times: [] };
    (excepting ? wish.except : wish.clauses).push(fresh);
    clause = fresh;
    return fresh;
  };
  const back = () => {
    excepting = false;
    clause = wish.clauses.at(-1);
  };

  function addDays(days: Clause['days']): void {
    const open =
      clause !== undefined &&
      (clause.times.length === 0 || (timeFirst && joined !== undefined) || clause.days.length === 0);
    const target = open && clause !== undefined ? clause : begin();
    if (target.days.length === 0) timeFirst = target.times.length > 0;
    target.days.push(...days);
    last = 'day';
    joined = undefined;
  }

  function addTime(group: TimeGroup): void {
    if (excepting && last === 'day' && joined !== undefined) back();
    const target = clause ?? begin();
    const before = target.times.at(-1);
    if (before !== undefined && joined === undefined && last === 'time' && fits(before, group))
      target.times[target.times.length - 1] = { ...before, ...group };
    else target.times.push(group);
    last = 'time';
    joined = undefined;
  }

  /** “Later”, and «пізніше» with nothing to be later than. */
  let later = false;
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
    const time = readClockTime(tokens, at);
    if (time !== undefined) {
      if (time.group.part === 'night') unclear('vague');
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
      case 'word':
        wish.words.time += 1;
        if (token.meaning === 'except') {
          excepting = true;
          clause = undefined;
          last = undefined;
          joined = undefined;
        } else if (isJoin(token.meaning)) {
          if (token.meaning === 'or' && excepting) back();
          joined = 'and';
        } else if (token.meaning === 'soon' || token.meaning === 'after') later = true;
        else if (token.meaning === 'yesterday') unclear('past');
        break;
      default:
        break;
    }
  }
  if (later && wish.clauses.length + wish.fromNow.length === 0) unclear('vague');
  return wish;
}

const isJoin = (meaning: Meaning): boolean => meaning === 'and' || meaning === 'or';

/** “In the evening” beside “after 7”: one narrows the other. */
const fits = (one: TimeGroup, other: TimeGroup): boolean =>
  (one.part === undefined) !== (other.part === undefined) &&
  (one.time === undefined) !== (other.time === undefined) &&
  one.bound === undefined &&
  other.bound === undefined;

type FromNow = { minutes: number; next: number } | { days: number; next: number };

/** “In half an hour”, “in 20 minutes”, “in three days”, “now”. */
function readFromNow(tokens: readonly Token[], at: number): FromNow | undefined {
  if (is(tokens[at], 'now')) return { minutes: 0, next: at + 1 };
  if (!is(tokens[at], 'in') && !is(tokens[at], 'after')) return undefined;
  const first = tokens[at + 1];
  if (is(first, 'half_hour')) return { minutes: 30, next: at + 2 };
  if (is(first, 'one_hour') || is(first, 'hours')) {
    const half = is(tokens[at + 2], 'and_half');
    return { minutes: half ? 90 : 60, next: at + (half ? 3 : 2) };
  }
  if (is(first, 'two_hours')) return { minutes: 120, next: at + 2 };
  if (is(first, 'two_days')) return { days: 2, next: at + 2 };
  if (is(first, 'weeks') || is(first, 'week')) return { days: 7, next: at + 2 };
  if (is(first, 'two_weeks')) return { days: 14, next: at + 2 };
  if (first?.kind !== 'number') return undefined;
  const unit = tokens[at + 2];
  const next = at + 3;
  if (is(unit, 'minutes')) return { minutes: first.value, next };
  if (is(unit, 'hours') || is(unit, 'one_hour')) return { minutes: first.value * 60, next };
  if (is(unit, 'days')) return { days: first.value, next };
  if (is(unit, 'weeks') || is(unit, 'week')) return { days: first.value * 7, next };
  return undefined;
}
