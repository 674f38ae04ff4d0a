/**
 * The clock of a zone, quickly: luxon knows it but takes tens of microseconds, so each answer is kept. Offsets
 * change on half hours only (Lord Howe's summer time is the reason it is not hours).
 */
import { IANAZone } from 'luxon';

const BUCKET = 1_800_000;
const MAX_BUCKETS = 50_000;
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export interface ZoneClock {
  name: string;
  /** Milliseconds to add to an instant to get local time. */
  offsetAt(instant: number): number;
  /** The first instant at which the local clock shows this day (since 1970) and minute, or is past it. */
  instantOf(day: number, minute: number): number;
  /** The local day, since 1970, at an instant. */
  dayAt(instant: number): number;
}

const clocks = new Map<string, ZoneClock | null>();

/** The clock of an IANA zone; undefined when there is no such zone. */
export function zoneClock(name: string): ZoneClock | undefined {
  const known = clocks.get(name);
  if (known !== undefined) return known ?? undefined;
  const clock = IANAZone.isValidZone(name) ? createClock(name) : undefined;
  clocks.set(name, clock ?? null);
  return clock;
}

function createClock(name: string): ZoneClock {
  const zone = IANAZone.create(name);
  const offsets = new Map<number, number>();
  const offsetAt = (instant: number): number => {
    const bucket = Math.floor(instant / BUCKET);
    const known = offsets.get(bucket);
    if (known !== undefined) return known;
    if (offsets.size >= MAX_BUCKETS) offsets.clear();
    const offset = zone.offset(bucket * BUCKET) * MINUTE;
    offsets.set(bucket, offset);
    return offset;
  };
  return {
    name,
    offsetAt,
    dayAt: (instant) => Math.floor((instant + offsetAt(instant)) / DAY),
    instantOf(day, minute) {
      const local = day * DAY + minute * MINUTE;
      const before = offsetAt(local - DAY);
      const after = offsetAt(local + DAY);
      const early = local - Math.max(before, after);
      const late = local - Math.min(before, after);
      if (early === late) return early;
      // Around a change of the clock: the earlier reading where it is one, else the later, else the leap itself.
      if (early + offsetAt(early) === local) return early;
      if (late + offsetAt(late) === local) return late;
      return leapBetween(offsetAt, early, late, before);
    },
  };
}

/** The instant at which the clock jumps over a local time that does not exist. */
function leapBetween(
  offsetAt: (instant: number) => number,
  early: number,
  late: number,
  before: number,
): number {
  for (let at = Math.floor(early / BUCKET) * BUCKET; at <= late; at += BUCKET)
    if (offsetAt(at) !== before) return at;
  return late;
}
