/** Receivers that asked to be left alone for a while, by `Retry-After`: kept, so that a restart does not forget it. */
import type { Store } from '../stores/port.js';

const QUIET_RECORD = 'receiver_quiet';
/** Nobody is left alone for longer than a day: after that a notice has failed. */
const LONGEST = 86_400_000;

export interface Quiet {
  /** By target: until when. */
  all(): Promise<ReadonlyMap<string, number>>;
  leave(target: string, until: number): Promise<void>;
}

export function createQuiet(store: Store): Quiet {
  return {
    async all() {
      const until = new Map<string, number>();
      for await (const { id, value } of store.records(QUIET_RECORD)) until.set(id, Number(value));
      return until;
    },
    async leave(id, until) {
      await store.write({ records: [{ kind: QUIET_RECORD, id, value: String(until) }] });
    },
  };
}

/** `Retry-After`, in seconds or as a date, in milliseconds from now; undefined where there is none that makes sense. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const from = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(from) && from >= 0 ? Math.min(from, LONGEST) : undefined;
}
