/**
 * Makes a slow piece of work sharable: calls that arrive while it runs share one run that starts after it. This is
 * how many callers pay for one write to disk together.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    if (!next) {
      next = running.then(() => {
        next = undefined;
        return work();
      });
      running = next.catch(() => {});
    }
    return next;
  };
}

export interface InOrder {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** The same for work that must be alone with several keys at once, however many there are. */
  runAll<T>(keys: readonly string[], work: () => Promise<T>): Promise<T>;
  busy(key: string): boolean;
}

/** Runs work of the same key one after the other, in the order of the calls; other keys do not wait. */
export function inOrder(): InOrder {
  const last = new Map<string, Promise<unknown>>();

  function settled(key: string, mine: Promise<unknown>): void {
    last.set(key, mine);
    const done = () => {
      if (last.get(key) === mine) last.delete(key);
    };
    mine.then(done, done);
  }

  /** Keeps a key until `release` is called; `before` is whoever has it now. */
  function hold(key: string): { before: Promise<unknown> | undefined; release: () => void } {
    const before = last.get(key);
    let release = () => {};
    const mine = new Promise<void>((resolve) => {
      release = resolve;
    });
    settled(key, before === undefined ? mine : Promise.allSettled([before, mine]));
    return { before, release };
  }

  return {
    busy: (key) => last.has(key),
    run(key, work) {
      const before = last.get(key);
      const mine = before ? before.then(work, work) : work();
      settled(key, mine);
      return mine;
    },
    async runAll(keys, work) {
      const releases: (() => void)[] = [];
      try {
        // Whoever waits for several does so in one order, so that no two wait for each other.
        for (const key of [...new Set(keys)].sort()) {
          const { before, release } = hold(key);
          releases.push(release);
          if (before !== undefined) await before.catch(() => {});
        }
        return await work();
      } finally {
        for (const release of releases) release();
      }
    },
  };
}
