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

/** Runs work of the same key one after the other, in the order of the calls; other keys do not wait. */
export function inOrder(): {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  busy(key: string): boolean;
} {
  const last = new Map<string, Promise<unknown>>();
  return {
    busy: (key) => last.has(key),
    run(key, work) {
      const before = last.get(key);
      const mine = before ? before.then(work, work) : work();
      last.set(key, mine);
      const done = () => {
        if (last.get(key) === mine) last.delete(key);
      };
      mine.then(done, done);
      return mine;
    },
  };
}
