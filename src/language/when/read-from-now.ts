/** Reads a time counted from now: “now”, “in half an hour”, “in three days”, “a week from tomorrow”. */
import { is, type Token } from './tokens.js';

export type FromNow = { minutes: number; next: number } | { days: number; next: number };

const STARTS = { now: 0, today: 0, tomorrow: 1, overmorrow: 2 } as const;

const MINUTES = {
  quarter_hour: 15,
  third_hour: 20,
  half_hour: 30,
  ninety_minutes: 90,
  two_hours: 120,
} as const;

export function readFromNow(tokens: readonly Token[], at: number): FromNow | undefined {
  if (is(tokens[at], 'now')) return { minutes: 0, next: at + 1 };
  if (is(tokens[at], 'in') || is(tokens[at], 'after')) {
    const about = is(tokens[at + 1], 'around');
    const long = readLength(tokens, at + (about ? 2 : 1));
    if (long !== undefined) return countedFrom(tokens, long) ?? long;
  }
  const [unit, joint, count] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  // «Хвилин через двадцять», «години через дві»: about so many.
  if (is(joint, 'in') && count?.kind === 'number') {
    if (is(unit, 'minutes')) return { minutes: count.value, next: at + 3 };
    if (is(unit, 'hours')) return { minutes: count.value * 60, next: at + 3 };
  }
  const long = readLength(tokens, at);
  return long === undefined ? undefined : countedFrom(tokens, long);
}

/** “… from now”, “… from tomorrow”. */
function countedFrom(tokens: readonly Token[], long: FromNow): FromNow | undefined {
  if (!is(tokens[long.next], 'from')) return undefined;
  for (const [start, days] of Object.entries(STARTS)) {
    if (!is(tokens[long.next + 1], start as keyof typeof STARTS)) continue;
    if ('minutes' in long) return start === 'now' ? { ...long, next: long.next + 2 } : undefined;
    return { days: long.days + days, next: long.next + 2 };
  }
  return undefined;
}

function readLength(tokens: readonly Token[], at: number): FromNow | undefined {
  const first = tokens[at];
  const second = tokens[at + 1];
  const hourOfClock = second?.kind === 'number' || second?.kind === 'clock';
  for (const [meaning, minutes] of Object.entries(MINUTES))
    if (is(first, meaning as keyof typeof MINUTES)) return { minutes, next: at + 1 };
  if (is(first, 'one_hour') && !hourOfClock) {
    const half = is(second, 'and_half');
    return { minutes: half ? 90 : 60, next: at + (half ? 2 : 1) };
  }
  if (is(first, 'two_days')) return { days: 2, next: at + 1 };
  if (is(first, 'one_week') || is(first, 'weeks') || is(first, 'week')) return { days: 7, next: at + 1 };
  if (is(first, 'two_weeks')) return { days: 14, next: at + 1 };
  if (first?.kind !== 'number') return undefined;
  const half = is(second, 'and_half');
  const unit = tokens[at + (half ? 2 : 1)];
  const next = at + (half ? 3 : 2);
  if (is(unit, 'hours') || is(unit, 'one_hour')) return { minutes: first.value * 60 + (half ? 30 : 0), next };
  if (half) return undefined;
  if (is(unit, 'minutes')) return { minutes: first.value, next };
  if (is(unit, 'days')) return { days: first.value, next };
  if (is(unit, 'weeks') || is(unit, 'week')) return { days: first.value * 7, next };
  return undefined;
}
