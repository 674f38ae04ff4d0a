/** A lane for each target, so many at once: whoever is slow or dead holds up nobody else. */

export interface Lanes {
  /** Resolves when this work is done; never rejects. The same id is not queued twice. */
  add(lane: string, id: string, work: () => Promise<void>): Promise<void>;
  has(id: string): boolean;
  /** What has not begun is let go. Resolves when what had begun is done. */
  clear(): Promise<void>;
}

interface Waiting {
  id: string;
  start(): Promise<void>;
  drop(): void;
}

/** @param width how many of one lane are worked on at once */
export function createLanes(width: number, failed: (cause: unknown) => void): Lanes {
  const lanes = new Map<string, { running: number; waiting: Waiting[] }>();
  const known = new Set<string>();
  const running = new Set<Promise<void>>();

  function next(name: string): void {
    const lane = lanes.get(name);
    if (lane === undefined) return;
    while (lane.running < width) {
      const first = lane.waiting.shift();
      if (first === undefined) break;
      lane.running += 1;
      const work = first.start().finally(() => {
        lane.running -= 1;
        known.delete(first.id);
        running.delete(work);
        next(name);
      });
      running.add(work);
    }
    if (lane.running === 0 && lane.waiting.length === 0) lanes.delete(name);
  }

  return {
    has: (id) => known.has(id),
    add(name, id, work) {
      if (known.has(id)) return Promise.resolve();
      known.add(id);
      const lane = lanes.get(name) ?? { running: 0, waiting: [] };
      lanes.set(name, lane);
      return new Promise((resolve) => {
        lane.waiting.push({
          id,
          start: () => work().catch(failed).finally(resolve),
          drop: resolve,
        });
        next(name);
      });
    },
    async clear() {
      for (const { waiting } of lanes.values())
        for (const { id, drop } of waiting.splice(0)) {
          known.delete(id);
          drop();
        }
      await Promise.all(running);
    },
  };
}
