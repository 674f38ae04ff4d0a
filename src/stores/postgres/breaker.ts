/**
 * Tells a database that is away from one that is busy, so that nobody waits for the first and nobody is sent away by
 * the second. Whatever looks bad (a broken connection, an answer that is late) is only a suspicion: a connection of its
 * own asks the database the simplest thing there is. Does that fail too, then everybody who waits is told at once and
 * everybody who comes is told right away, until it answers again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailable } from '../port.js';

export interface Breaker {
  /** The work, unless the database is away or goes away meanwhile. The work itself cannot be called off. */
  guard<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Something looked bad. */
  suspect(): void;
  close(): void;
}

export interface BreakerParts {
  /** Rejects when the database does not answer soon. */
  probe(): Promise<void>;
  /** Milliseconds after which an answer is late. */
  late?: number;
  /** Milliseconds between two looks. */
  every?: number;
}

interface Waiting {
  since: number;
  tell(cause: StoreUnavailable): void;
}

export function createBreaker({ probe, late = 1_000, every = 500 }: BreakerParts): Breaker {
  const waiting = new Set<Waiting>();
  const closing = new AbortController();
  let away = false;
  let looking = false;

  const isThere = () =>
    probe().then(
      () => true,
      () => false,
    );

  async function look(): Promise<void> {
    if (looking || closing.signal.aborted) return;
    looking = true;
    while (!closing.signal.aborted && !(await isThere())) {
      away = true;
      for (const one of waiting) one.tell(gone());
      await pause(every, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
    away = false;
    looking = false;
  }

  const timer = setInterval(() => {
    const [oldest] = waiting;
    if (oldest !== undefined && performance.now() - oldest.since > late) void look();
  }, every);
  timer.unref();

  return {
    guard: (work) =>
      new Promise((resolve, reject) => {
        if (away) return reject(gone());
        const mine: Waiting = { since: performance.now(), tell: reject };
        waiting.add(mine);
        work()
          .then(resolve, reject)
          .finally(() => waiting.delete(mine));
      }),
    suspect: () => void look(),
    close() {
      clearInterval(timer);
      closing.abort();
    },
  };
}

const gone = () => new StoreUnavailable('The database cannot be asked (away).');
