/** May this family be called now? The one question that every screen and every person asks before a call. */
import { DateTime } from 'luxon';
import type { CallbackFacets, CallbackRequest, CallWindow } from './request.js';

export type Contact =
  | { allowed: true; until: number }
  /** `next` is when it will be safe; undefined when the last window has passed or there never was one. */
  | { allowed: false; next: number | undefined; why: 'outside' | 'passed' | 'they_call' | 'over' };

/** A window as instants. Where the clock skips or repeats an hour the window is the shorter reading: never too wide. */
export function instantsOf({ start, end }: CallWindow, zone: string): { from: number; until: number } {
  return { from: latest(start, zone), until: earliest(end, zone) };
}

export function contactAllowed(
  { status, calls, windows }: Pick<CallbackFacets, 'status' | 'calls' | 'windows'>,
  now: number,
): Contact {
  if (status === 'closed' || status === 'taken_back') return { allowed: false, next: undefined, why: 'over' };
  if (calls === 'they') return { allowed: false, next: undefined, why: 'they_call' };
  const open = windows.filter(({ from, until }) => from <= now && now < until);
  if (open.length > 0) return { allowed: true, until: Math.max(...open.map(({ until }) => until)) };
  const ahead = windows.filter(({ from, until }) => from > now && from < until).map(({ from }) => from);
  return ahead.length > 0
    ? { allowed: false, next: Math.min(...ahead), why: 'outside' }
    : { allowed: false, next: undefined, why: 'passed' };
}

/** The same answer in short, for thousands at once. */
export const isSafe = (
  { status, calls, windows }: Pick<CallbackFacets, 'status' | 'calls' | 'windows'>,
  now: number,
): boolean =>
  status !== 'closed' &&
  status !== 'taken_back' &&
  calls === 'we' &&
  windows.some(({ from, until }) => from <= now && now < until);

export function windowsOf({
  windows,
  zone,
}: Pick<CallbackRequest, 'windows' | 'zone'>): CallbackFacets['windows'] {
  return windows.map((window) => instantsOf(window, zone)).filter(({ from, until }) => from < until);
}

/**
 * The instants that a local time may be: two when the clock goes back. One that the clock skips is, as a beginning, as
 * much later as the clock jumps, and as an end as much earlier: no clock on a wall shows it.
 */
function readings(local: string, zone: string): number[] {
  const read = DateTime.fromISO(local, { zone });
  const skipped =
    DateTime.fromISO(local, { zone: 'utc' }).toMillis() -
    read.setZone('utc', { keepLocalTime: true }).toMillis();
  return [
    ...read.getPossibleOffsets().map((time) => time.toMillis()),
    read.toMillis() + Math.min(0, skipped),
  ];
}
const latest = (local: string, zone: string): number => Math.max(...readings(local, zone));
const earliest = (local: string, zone: string): number => Math.min(...readings(local, zone));
