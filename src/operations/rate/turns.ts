/**
 * Whoever writes faster than anybody reads waits for a moment, in order, and is then asked to. A message that sounds
 * like danger, and the button for it, never wait and are never sent away.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Incoming } from '../../turn/incoming.js';
import type { Reply } from '../../turn/reply.js';
import type { TakeTurn } from '../../turn/result.js';
import { type Buckets, createBuckets, type Pace } from './bucket.js';

/** Two messages a second, ten at once; five more wait for up to two and a half seconds. */
export const MESSAGES: Pace = { burst: 10, each: 500, waiting: 5 };

export interface PacedParts {
  take: TakeTurn;
  urgent(incoming: Incoming): boolean;
  /** The gentle line. */
  slower(incoming: Incoming): Reply[];
  now(): number;
  pace?: Pace;
  sleep?(milliseconds: number): Promise<unknown>;
}

export function pacedTurns(parts: PacedParts): TakeTurn {
  const { take, urgent, slower, now, pace = MESSAGES, sleep = pause } = parts;
  const buckets: Buckets = createBuckets(pace, now);
  return async (incoming) => {
    const place = `${incoming.channel}\u0000${incoming.user}`;
    const given = buckets.take(place);
    // Asked only of whoever is too fast: the look for danger costs as much as all the rest of a turn.
    const slow = 'away' in given || given.wait > 0;
    if (!slow || urgent(incoming)) return take(incoming);
    if ('away' in given) {
      const wait = Math.ceil(given.away / 1000);
      return { status: 'not_taken', replies: slower(incoming), ended: undefined, firstLine: 0, wait };
    }
    await sleep(given.wait);
    return take(incoming);
  };
}
