/**
 * Hours are asked for again and again and change seldom, and many services keep the same ones: the answer for one is
 * kept for as long as it holds, and serves all that are alike.
 */
import type { Schedule } from '../model.js';
import type { HoursView } from '../view.js';
import type { IsHoliday } from './holidays.js';
import { hoursAt } from './hours.js';

const QUARTER = 900_000;
/** Beyond so many different ones the oldest are made anew. */
const MOST = 20_000;

export type HoursOf = (now: number) => HoursView;

const made = new Map<IsHoliday | undefined, Map<string, HoursOf>>();

export function keptHours(
  schedules: Schedule[],
  zone: string | undefined,
  holiday: IsHoliday | undefined,
): HoursOf {
  const key = `${zone}\n${JSON.stringify(schedules)}`;
  const alike = made.get(holiday) ?? new Map<string, HoursOf>();
  made.set(holiday, alike);
  const known = alike.get(key) ?? keeping((now) => hoursAt(schedules, zone, now, holiday));
  if (alike.size >= MOST) alike.clear();
  alike.set(key, known);
  return known;
}

function keeping(ask: HoursOf): HoursOf {
  let kept: HoursView | undefined;
  let from = 0;
  let to = 0;
  return (now) => {
    if (kept && now >= from && now < to) return kept;
    kept = ask(now);
    from = now;
    to = holdsUntil(kept, now);
    return kept;
  };
}

/** Days begin on quarter hours everywhere, and on another day other things are said of a closed door. */
function holdsUntil(hours: HoursView, now: number): number {
  if (hours.kind === 'open') return hours.until;
  const quarter = (Math.floor(now / QUARTER) + 1) * QUARTER;
  return hours.kind === 'closed' ? Math.min(hours.opens, quarter) : quarter;
}
