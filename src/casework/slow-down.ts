/**
 * Whoever tries passwords is slowed down, and nobody is locked out. Failures are counted for each account and for each
 * address; after more than five within a minute the next try has to wait, longer each time, thirty seconds at most.
 * An account that is being tried asks the same wait of every address, each by itself: so its owner, from elsewhere,
 * waits once and gets in however many others go on trying; a device that was in before is counted by itself.
 */
import { isIPv6 } from 'node:net';
import type { RecordChange, Store } from '../stores/port.js';
import type { StaffSecrets } from './staff-secrets.js';

export const TRIES_RECORD = 'staff_tries';
const FREE = 5;
const WITHIN = 60_000;
const REMEMBERED = 15 * 60_000;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;
/** More are not looked at. */
const MOST = 20;
const RACES = 20;

export interface Attempt {
  login: string;
  /** The address that it comes from. */
  address: string;
  /** Hash of the device, where it was in this account before. */
  device: string | undefined;
}

export type Taken =
  | { ok: true /** It was right: it does not count. */; right(): Promise<void> }
  /** Whole seconds, at least 1. */
  | { ok: false; retryAfter: number };

export interface SlowDown {
  /** Counts a try before it is looked at, so that many at once are many. */
  take(attempt: Attempt): Promise<Taken>;
  /** Forgets what no longer counts. */
  tidy(): Promise<number>;
}

export function createSlowDown(parts: { store: Store; secrets: StaffSecrets; now(): number }): SlowDown {
  const { store, secrets, now } = parts;

  async function timesOf(id: string): Promise<{ times: number[]; value: string | null }> {
    const value = (await store.record(TRIES_RECORD, id)) ?? null;
    const times = value === null ? [] : (JSON.parse(value) as number[]);
    return { times: times.filter((time) => now() - time < REMEMBERED), value };
  }

  /** What an account that is being tried asks of this address: when it may try is settled the first time it comes. */
  async function ownWait(account: number[], ticket: string): Promise<number> {
    const delay = delayOf(account);
    if (delay === 0) return 0;
    const [opens] = (await timesOf(ticket)).times;
    if (opens !== undefined) return opens - now();
    await store.write({ records: [ticketFor(ticket, now() + delay)] });
    return delay;
  }

  async function once({ login, address, device }: Attempt): Promise<Taken | 'again'> {
    const account = secrets.tries('account', login);
    const ticket = secrets.tries('ticket', account, address);
    const ids = device === undefined ? [account, secrets.tries('address', address)] : [secrets.tries(device)];
    const counted = await Promise.all(ids.map(async (id) => ({ id, ...(await timesOf(id)) })));
    const at = now();
    let wait = 0;
    for (const { id, times } of counted)
      if (id !== account) wait = Math.max(wait, (times.at(-1) ?? 0) + delayOf(times) - at);
    const tried = device === undefined ? (counted[0]?.times ?? []) : [];
    wait = Math.max(wait, await ownWait(tried, ticket));
    if (wait > 0) return { ok: false, retryAfter: Math.ceil(wait / 1000) };
    const records: RecordChange[] = counted.map(({ id, times, value }) => ({
      kind: TRIES_RECORD,
      id,
      value: JSON.stringify([...times, at].slice(-MOST)),
      expected: value,
    }));
    const delay = delayOf(tried);
    if (delay > 0) records.push(ticketFor(ticket, at + delay));
    if ((await store.write({ records })) === 'conflict') return 'again';
    return { ok: true, right: () => uncount(ids, at) };
  }

  async function uncount(ids: readonly string[], at: number): Promise<void> {
    for (const id of ids)
      for (let raced = 0; raced < RACES; raced += 1) {
        const { times, value } = await timesOf(id);
        const first = times.indexOf(at);
        if (first === -1 || value === null) break;
        const rest = times.filter((_, place) => place !== first);
        const left = rest.length === 0 ? null : JSON.stringify(rest);
        const record = { kind: TRIES_RECORD, id, value: left, expected: value };
        if ((await store.write({ records: [record] })) === 'done') break;
      }
  }

  return {
    async take(attempt) {
      const plain = { ...attempt, address: networkOf(attempt.address) };
      for (let raced = 0; raced < RACES; raced += 1) {
        const taken = await once(plain);
        if (taken !== 'again') return taken;
      }
      return { ok: false, retryAfter: 1 };
    },
    async tidy() {
      let forgotten = 0;
      for await (const { id, value } of store.records(TRIES_RECORD)) {
        if (now() - ((JSON.parse(value) as number[]).at(-1) ?? 0) < REMEMBERED) continue;
        const record = { kind: TRIES_RECORD, id, value: null, expected: value };
        if ((await store.write({ records: [record] })) === 'done') forgotten += 1;
      }
      return forgotten;
    },
  };
}

const ticketFor = (id: string, opens: number): RecordChange => ({
  kind: TRIES_RECORD,
  id,
  value: JSON.stringify([opens]),
});

/** Milliseconds to wait after so many failures: none until more than five fell within one minute. */
export function delayOf(times: readonly number[]): number {
  const tried = times.some((time, at) => (times[at + FREE] ?? Number.POSITIVE_INFINITY) - time < WITHIN);
  return tried ? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (times.length - FREE - 1)) : 0;
}

/** Whoever has one IPv6 address has all that begin alike: they count as one. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: gap }, () => '0'), ...back];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
