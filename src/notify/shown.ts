/** What of the outbox is shown at the desk and on the command line: what waits, what failed and why. */
import type { Store } from '../stores/port.js';
import {
  DELIVERED_RECORD,
  DELIVERY_RECORD,
  type Delivery,
  readDelivered,
  readDelivery,
  revived,
} from './delivery.js';
import { type Fault, faultWords } from './fault.js';
import { type Audience, NOTICE_RECORD, type NoticeKind } from './notice.js';
import type { TargetKind } from './target.js';

export interface ShownDelivery {
  id: string;
  reference: string;
  notice: NoticeKind;
  way: TargetKind;
  audience: Audience;
  team: string | null;
  state: 'waiting' | 'failed';
  tries: number;
  repeats: number;
  /** Milliseconds since 1970. */
  at: number;
  nextAt: number;
  fault: Fault | null;
  /** In plain English; a text `notices:fault.<code>` says it in other languages. */
  why: string | null;
}

export interface ShownOutbox {
  /** Not yet looked at. */
  fresh: number;
  /** What failed first, then what waits; oldest first. */
  deliveries: ShownDelivery[];
  /** Of the last days. */
  sent: { messages: number; repeats: number };
}

/** Reads records of a kind: of the store, or of a folder that another process has open. */
export type ReadKind = (kind: string) => Promise<readonly { id: string; value: string }[]>;

export const readFrom =
  (store: Pick<Store, 'records'>): ReadKind =>
  async (kind) => {
    const found: { id: string; value: string }[] = [];
    for await (const record of store.records(kind)) found.push(record);
    return found;
  };

export async function shownOutbox(read: ReadKind): Promise<ShownOutbox> {
  const [fresh, open, done] = [
    await read(NOTICE_RECORD),
    await read(DELIVERY_RECORD),
    await read(DELIVERED_RECORD),
  ];
  const deliveries = open.flatMap(({ id, value }) => {
    const one = readDelivery(value);
    return one === undefined ? [] : [shown(id, one)];
  });
  deliveries.sort((a, b) => a.state.localeCompare(b.state) || a.at - b.at);
  const sent = done.flatMap(({ value }) => readDelivered(value) ?? []);
  const repeats = [...sent, ...deliveries].reduce((sum, one) => sum + one.repeats, 0);
  return { fresh: fresh.length, deliveries, sent: { messages: sent.length, repeats } };
}

function shown(id: string, one: Delivery): ShownDelivery {
  const { notice, kind, tries, repeats, failed, nextAt, fault } = one;
  return {
    id,
    reference: notice.reference,
    notice: notice.kind,
    way: kind,
    audience: notice.audience,
    team: notice.team,
    state: failed ? 'failed' : 'waiting',
    tries,
    repeats,
    at: notice.at,
    nextAt,
    fault,
    why: fault === null ? null : faultWords(fault),
  };
}

/** Tries again what failed: one, or all. Returns how many. */
export async function retryFailed(store: Store, which: string | 'all', now: number): Promise<number> {
  let count = 0;
  for (const { id, value } of await readFrom(store)(DELIVERY_RECORD)) {
    const one = readDelivery(value);
    // Nobody to send it to: to try again it has to be spread anew.
    if (!one?.failed || (which !== 'all' && which !== id && which !== one.notice.reference)) continue;
    const records =
      one.target === 'nobody'
        ? [
            { kind: DELIVERY_RECORD, id, value: null, expected: value },
            { kind: NOTICE_RECORD, id: one.notice.id, value: JSON.stringify(one.notice) },
          ]
        : [{ kind: DELIVERY_RECORD, id, value: JSON.stringify(revived(one, now)), expected: value }];
    if ((await store.write({ records })) === 'done') count += 1;
  }
  return count;
}
