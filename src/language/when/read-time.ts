/** Reads one mention of a time of day: “after 5”, “between 2 and 4 pm”, “half past nine”, “in the evening”. */
import { partOf } from './read-day.js';
import { is, type Token } from './tokens.js';
import type { Clock, TimeGroup, Unclear } from './wish.js';

export interface TimeRead {
  group: TimeGroup;
  unclear?: Unclear;
  next: number;
}

interface ClockRead {
  clock: Clock;
  next: number;
}

/** “From 4 on”; in “4 on Friday” the word belongs to the day. */
function goesOn(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token?.kind !== 'word') return false;
  return (
    token.meaning === 'onwards' || (is(token, 'onwards') && (next === undefined || next.kind === 'comma'))
  );
}

/** What a word means first, where nothing has been said yet: «la» is “at”, and only between two hours “to”. */
const opens = (
  token: Token | undefined,
  meaning: 'between' | 'from' | 'after' | 'before' | 'until',
): boolean => token?.kind === 'word' && token.meaning === meaning;

/** @param behindDay true where a bare number follows a day, and can only be an hour */
export function readClockTime(
  tokens: readonly Token[],
  start: number,
  behindDay: boolean,
): TimeRead | undefined {
  let at = start;
  const skip = () => {
    while (is(tokens[at], 'at') || is(tokens[at], 'oclock') || is(tokens[at], 'around')) at += 1;
  };
  if (opens(tokens[at], 'between')) {
    at += 1;
    return range(tokens, at, true);
  }
  if (opens(tokens[at], 'from')) {
    const whole = range(tokens, at + 1, true);
    if (whole !== undefined) return whole;
    return bound(tokens, at + 1, 'after');
  }
  if (opens(tokens[at], 'after')) return bound(tokens, at + 1, 'after');
  if (opens(tokens[at], 'before') || opens(tokens[at], 'until')) return bound(tokens, at + 1, 'before');
  const whole = range(tokens, at, false);
  if (whole !== undefined) return whole;
  const part = partOf(tokens[at]);
  if (part !== undefined) return { group: partGroup(part, tokens[at]), next: at + 1 };
  const ofEach = is(tokens[at], 'every') ? partOf(tokens[at + 1]) : undefined;
  if (ofEach !== undefined) return { group: { part: ofEach, recurring: true }, next: at + 2 };
  skip();
  const introduced = at > start || behindDay;
  const inner = partOf(tokens[at]);
  if (at > start && inner !== undefined) return { group: partGroup(inner, tokens[at]), next: at + 1 };
  const read = readClock(tokens, at, introduced);
  if (read === undefined) return undefined;
  if (goesOn(tokens, read.next))
    return { group: { time: { shape: 'after', clock: read.clock } }, next: read.next + 1 };
  return { group: { time: { shape: 'at', clock: read.clock } }, next: read.next };
}

const partGroup = (part: NonNullable<TimeGroup['part']>, token: Token | undefined): TimeGroup =>
  token?.kind === 'word' && token.recurring ? { part, recurring: true } : { part };

function bound(tokens: readonly Token[], start: number, shape: 'after' | 'before'): TimeRead | undefined {
  let at = start;
  while (is(tokens[at], 'at') || is(tokens[at], 'around')) at += 1;
  const read = readClock(tokens, at, true);
  if (read !== undefined)
    return {
      group: { time: { shape, clock: read.clock } },
      next: goesOn(tokens, read.next) ? read.next + 1 : read.next,
    };
  const part = partOf(tokens[at]);
  return part === undefined ? undefined : { group: { part, bound: shape }, next: at + 1 };
}

/** “2 and 4”, “10 to 12”, “14:00–16:00”; `and` joins only after “between” and “from”. */
function range(tokens: readonly Token[], start: number, opened: boolean): TimeRead | undefined {
  const first = readNoon(tokens, start) ?? readClock(tokens, start, true);
  if (first === undefined) return undefined;
  let at = first.next;
  const joint = tokens[at];
  const joins =
    joint?.kind === 'dash' ||
    is(joint, 'until') ||
    is(joint, 'before') ||
    // «de la 10 la 13»: the word for “at” is the one for “to”.
    (opened && (is(joint, 'and') || is(joint, 'at')));
  if (!joins) return undefined;
  at += 1;
  while (is(tokens[at], 'at')) at += 1;
  const second = readNoon(tokens, at) ?? readClock(tokens, at, true);
  if (second === undefined) return undefined;
  // “Ten to five”: two hours, or minutes before one?
  const countsDown = !opened && is(joint, 'to_hour') && isSpelled(tokens[start]) && isSpelled(tokens[at]);
  if (countsDown && minutesOf(tokens[start]) !== undefined)
    return { group: { time: { shape: 'at', clock: second.clock } }, unclear: 'hour', next: second.next };
  return {
    group: { time: { shape: 'between', from: likeTheOther(first.clock, second.clock), to: second.clock } },
    next: second.next,
  };
}

const isSpelled = (token: Token | undefined): boolean => token?.kind === 'number' && token.spelled;

const readNoon = (tokens: readonly Token[], at: number): ClockRead | undefined =>
  partOf(tokens[at]) === 'noon' ? { clock: { hour: 12, minute: 0, sure: true }, next: at + 1 } : undefined;

/** In “2 to 4 pm” both are in the afternoon. */
function likeTheOther(from: Clock, to: Clock): Clock {
  if (from.sure || !to.sure || to.hour < 12) return from;
  const later = from.hour + 12;
  return from.hour < 12 && later * 60 + from.minute < to.hour * 60 + to.minute
    ? { ...from, hour: later, sure: true }
    : { ...from, sure: true };
}

/**
 * A time by the clock.
 * @param introduced true where a bare number can only be an hour
 */
function readClock(tokens: readonly Token[], start: number, introduced: boolean): ClockRead | undefined {
  let at = start;
  let hourSaid = introduced;
  while (is(tokens[at], 'oclock')) {
    at += 1;
    hourSaid = true;
  }
  const spoken = readSpoken(tokens, at);
  if (spoken !== undefined) return withHalfDay(tokens, spoken);
  const token = tokens[at];
  if (token?.kind === 'clock')
    return withHalfDay(tokens, {
      clock: { hour: token.hour, minute: token.minute, sure: token.hour >= 8 || token.hour === 0 },
      next: at + 1,
    });
  if (token?.kind === 'date' && token.orClock && hourSaid)
    return withHalfDay(tokens, {
      clock: { hour: token.day, minute: token.month, sure: token.day >= 8 },
      next: at + 1,
    });
  if (token?.kind !== 'number' || token.value > 24) return undefined;
  const minutes = tokens[at + 1];
  let clock: Clock = { hour: token.value, minute: 0, sure: token.value >= 13 || token.value === 0 };
  at += 1;
  if (
    hourSaid &&
    minutes?.kind === 'number' &&
    minutes.value >= 5 &&
    minutes.value < 60 &&
    minutes.value % 5 === 0
  ) {
    clock = { ...clock, minute: minutes.value };
    at += 1;
  } else if (is(minutes, 'and_half')) {
    clock = { ...clock, minute: 30 };
    at += 1;
  } else if (is(minutes, 'and_quarter')) {
    clock = { ...clock, minute: 15 };
    at += 1;
  } else if (is(minutes, 'less_quarter')) {
    clock = { hour: (token.value + 23) % 24, minute: 45, sure: token.value >= 14 };
    at += 1;
  } else if (is(minutes, 'less')) {
    const missing = minutesOf(tokens[at + 1]);
    if (missing !== undefined) {
      clock = { hour: (token.value + 23) % 24, minute: 60 - missing, sure: token.value >= 14 };
      at += 2;
    }
  }
  let marked = at > start + 1;
  if (is(tokens[at], 'oclock') || is(tokens[at], 'around')) {
    at += 1;
    marked = true;
  }
  const read = withHalfDay(tokens, { clock, next: at });
  // A bare number is a time only where something says so: “my son is 5” is none.
  const inPart = token.value <= 12 && partOf(tokens[at]) !== undefined;
  return hourSaid || marked || inPart || read.next > at ? read : undefined;
}

/** “Half past five”, “quarter to six”, “ten past nine”, «пів на шосту». */
function readSpoken(tokens: readonly Token[], at: number): ClockRead | undefined {
  const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  const at12 = (hour: number, minute: number, next: number): ClockRead => ({
    clock: { hour: (hour + 24) % 24, minute, sure: false },
    next,
  });
  if (is(first, 'half') && is(second, 'past') && third?.kind === 'number')
    return at12(third.value, 30, at + 3);
  if (is(first, 'half') && second?.kind === 'number') return at12(second.value, 30, at + 2);
  if (is(first, 'quarter_into') && second?.kind === 'number') return at12(second.value - 1, 15, at + 2);
  if (is(first, 'half_to') && second?.kind === 'number') return at12(second.value - 1, 30, at + 2);
  if (is(first, 'quarter') && is(second, 'past') && third?.kind === 'number')
    return at12(third.value, 15, at + 3);
  if (is(first, 'quarter') && (is(second, 'to_hour') || is(second, 'until')) && third?.kind === 'number')
    return at12(third.value - 1, 45, at + 3);
  if (is(first, 'less_quarter') && second?.kind === 'number') return at12(second.value - 1, 45, at + 2);
  const missing = is(first, 'less') ? minutesOf(second) : undefined;
  if (missing !== undefined && third?.kind === 'number') return at12(third.value - 1, 60 - missing, at + 3);
  if (first?.kind === 'number' && is(second, 'past') && third?.kind === 'number' && third.value <= 12)
    return at12(third.value, first.value, at + 3);
  return undefined;
}

/** Minutes that people count down from: “ten to six”. */
const minutesOf = (token: Token | undefined): number | undefined =>
  token?.kind === 'number' && token.value < 30 && token.value > 0 && token.value % 5 === 0
    ? token.value
    : undefined;

/** “am”, “pm”, or a part of the day right behind the hour. */
function withHalfDay(tokens: readonly Token[], { clock, next }: ClockRead): ClockRead {
  const after = tokens[next];
  const { hour } = clock;
  if (is(after, 'am'))
    return { clock: { ...clock, hour: hour === 12 ? 0 : hour, sure: true }, next: next + 1 };
  if (is(after, 'pm'))
    return { clock: { ...clock, hour: hour < 12 ? hour + 12 : hour, sure: true }, next: next + 1 };
  const part = partOf(after);
  if (part === undefined || (after?.kind === 'word' && after.recurring)) return { clock, next };
  const meant = hourInPart(hour, part);
  return meant === undefined
    ? { clock, next }
    : { clock: { ...clock, hour: meant, sure: true }, next: next + 1 };
}

/** “5 in the evening” is 17; undefined where the part does not say which hour it is. */
function hourInPart(hour: number, part: NonNullable<TimeGroup['part']>): number | undefined {
  switch (part) {
    case 'morning':
      return hour >= 4 && hour <= 12 ? hour : undefined;
    case 'noon':
      return hour < 5 ? hour + 12 : hour <= 13 ? hour : undefined;
    case 'afternoon':
      return hour <= 8 ? hour + 12 : hour >= 12 && hour <= 20 ? hour : undefined;
    case 'evening':
      return hour >= 4 && hour < 12 ? hour + 12 : hour >= 16 ? hour : undefined;
    case 'night':
      return hour >= 6 && hour < 12 ? hour + 12 : hour >= 18 ? hour : undefined;
    case 'vague_hours':
    case 'whole_day':
      return undefined;
  }
}
