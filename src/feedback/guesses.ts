/**
 * How often receipts may be tried. Every try counts, right or wrong, before anything is looked up, so that what is
 * allowed says nothing of what was found. Lives in the process and is forgotten with it: nothing of who asked is kept.
 */

export interface GuessLimits {
  /** Tries of one conversation in a row, then one more in so many milliseconds. */
  own: { burst: number; every: number };
  /** The same for everybody together. */
  all: { burst: number; every: number };
}

export const GUESS_LIMITS: GuessLimits = {
  own: { burst: 5, every: 10 * 60_000 },
  all: { burst: 100, every: 3_000 },
};

/** Tries that can be made in a day, all conversations together. */
export const guessesADay = ({ all }: GuessLimits = GUESS_LIMITS): number =>
  all.burst + Math.floor(86_400_000 / all.every);

/** How likely one of a day's tries over so many days hits any of the entries there are. */
export const chanceOfHit = (bits: number, entries: number, days: number, limits = GUESS_LIMITS): number =>
  (guessesADay(limits) * days * entries) / 2 ** bits;

export interface Guesses {
  /** Milliseconds to wait before this conversation may try; 0: the try is allowed, and counted. */
  wait(conversation: string, now: number): number;
}

/** What is left of a bucket, and since when. */
interface Bucket {
  left: number;
  at: number;
}

export function createGuesses(limits: GuessLimits = GUESS_LIMITS): Guesses {
  const own = new Map<string, Bucket>();
  let all: Bucket | undefined;
  const filled = (bucket: Bucket | undefined, { burst, every }: GuessLimits['own'], now: number): Bucket => ({
    left: bucket === undefined ? burst : Math.min(burst, bucket.left + Math.max(0, now - bucket.at) / every),
    at: now,
  });
  const missing = ({ left }: Bucket, every: number): number =>
    left >= 1 ? 0 : Math.ceil((1 - left) * every);

  return {
    wait(conversation, now) {
      const mine = filled(own.get(conversation), limits.own, now);
      const ours = filled(all, limits.all, now);
      const wait = Math.max(missing(mine, limits.own.every), missing(ours, limits.all.every));
      if (wait > 0) return wait;
      own.delete(conversation);
      own.set(conversation, { left: mine.left - 1, at: now });
      all = { left: ours.left - 1, at: now };
      // Oldest first: whoever has not tried for so long has a full bucket, and is forgotten.
      for (const [key, { at }] of own) {
        if (now - at < limits.own.burst * limits.own.every) break;
        own.delete(key);
      }
      return 0;
    },
  };
}
