/** How often somebody tried to open a request and did not: a short list of times, kept beside it, not in it. */

export const TRIES_RECORD = 'code_tries';

/** So many wrong ones within so long; then nothing opens until the first of them is that old. */
const MOST = 5;
const WITHIN = 15 * 60_000;

export function recentTries(record: string | undefined, now: number): number[] {
  const times = record === undefined ? [] : (JSON.parse(record) as number[]);
  return times.filter((at) => now - at < WITHIN);
}

export const mustWait = (record: string | undefined, now: number): boolean =>
  recentTries(record, now).length >= MOST;

/** The record after one more; null when it need not be kept. */
export function afterTry(record: string | undefined, right: boolean, now: number): string | null {
  return right ? null : JSON.stringify([...recentTries(record, now), now]);
}
