/** What a person said about time, before it is held against a calendar. */

/** Why it has to be asked back. */
export type Unclear =
  /** “At 5”: in the morning or in the afternoon? */
  | 'hour'
  /** Today's own weekday, or a “next Thursday” that could be two. */
  | 'day'
  /** “Later”, “soon”, “at night”. */
  | 'vague'
  /** It is over already. */
  | 'past'
  /** What was taken away leaves nothing. */
  | 'nothing_left';

export type Part = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'vague_hours' | 'whole_day';

export interface Clock {
  hour: number;
  minute: number;
  /** False where it may be twelve hours later. */
  sure: boolean;
}

export type TimeShape =
  | { shape: 'at' | 'after' | 'before'; clock: Clock }
  | { shape: 'between'; from: Clock; to: Clock };

/** One stretch of a day: a part of it, a time by the clock, or one within the other (“in the evening after 7”). */
export interface TimeGroup {
  part?: Part;
  time?: TimeShape;
  /** True for “after lunch” and “before noon”, where the part itself is the bound. */
  bound?: 'after' | 'before';
  /** “Mornings”: each of them, not the next. */
  recurring?: true;
}

export type Week = 'coming' | 'this' | 'next';

export type DaySpec =
  /** `weekday`: said beside it, and must agree. */
  | { kind: 'relative'; days: number; weekday?: number }
  /** `named`: “next” stood before the day itself, and what that means differs from language to language. */
  | { kind: 'weekday'; day: number; recurring: boolean; week: Week; named?: true }
  /** Each of the next seven; `anyTime` where a day said beside it is meant alone. */
  | { kind: 'every'; anyTime?: true }
  | { kind: 'workdays' | 'weekend' | 'whole_week'; week: Week; named?: true }
  /** Without a month the next such day. */
  | { kind: 'date'; day: number; month: number | undefined; year: number | undefined; weekday?: number };

/** Days and the stretches of them that are meant; without days any, without times the whole day. */
export interface Clause {
  days: DaySpec[];
  times: TimeGroup[];
}

export interface Wish {
  clauses: Clause[];
  /** Taken away from all of them. */
  except: Clause[];
  /** “In half an hour”: minutes from now, a window of one hour. */
  fromNow: number[];
  unclear: Unclear | undefined;
  /** How many words of the message were about time, of how many. */
  words: { time: number; all: number; unknown: number };
}
