/**
 * A limit that lets a burst through and then a steady pace, by key. Each key costs one number: when its bucket would
 * be full again. Keys that are full are forgotten.
 */

export interface Pace {
  /** How many at once, after a rest. */
  burst: number;
  /** Milliseconds for one more. */
  each: number;
  /** How many more may wait their turn; whoever comes after them is sent away. */
  waiting: number;
}

export interface Buckets {
  /** Milliseconds to wait, 0 for go on; or how long to stay away, in milliseconds, when too many wait already. */
  take(key: string): { wait: number } | { away: number };
  /** Keys that are remembered. */
  size(): number;
}

/** Full buckets are looked for when so many keys have come. */
const SWEEP = 10_000;

export function createBuckets({ burst, each, waiting }: Pace, now: () => number): Buckets {
  const fullAt = new Map<string, number>();
  let sweepAt = SWEEP;

  function sweep(at: number): void {
    for (const [key, full] of fullAt) if (full <= at) fullAt.delete(key);
    sweepAt = fullAt.size + SWEEP;
  }

  return {
    take(key) {
      const at = now();
      const full = Math.max(fullAt.get(key) ?? 0, at);
      const wait = Math.max(0, full + each - at - burst * each);
      if (wait > waiting * each) return { away: wait - waiting * each };
      fullAt.set(key, full + each);
      if (fullAt.size > sweepAt) sweep(at);
      return { wait };
    },
    size: () => fullAt.size,
  };
}
