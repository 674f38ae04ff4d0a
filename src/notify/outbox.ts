/**
 * Brings notices to those who must hear of them, at least once each. What is to be sent stands in records: a notice
 * becomes one delivery for each target in one write, and a delivery is tried until it has arrived or a day has passed.
 * Nothing is known only in memory; after a crash, or from another instance, the work goes on where it was.
 */
import type { Store } from '../stores/port.js';
import {
  begun,
  DELIVERED_RECORD,
  DELIVERY_RECORD,
  type Delivery,
  deliveryId,
  failed,
  lost,
  mayBeDue,
  newDelivery,
  PACE,
  type Pace,
  read,
  readDelivery,
} from './delivery.js';
import { failedFor, faultOf, type Outcome, type Send } from './fault.js';
import { createLanes } from './lanes.js';
import { isForPeople, NOTICE_RECORD, type Notice, notice } from './notice.js';
import { noticesOf } from './of-request.js';
import { createQuiet } from './quiet.js';
import type { Target, TargetKind, Targets } from './target.js';
import { withinSignal } from './within.js';

export type Senders = { [Kind in TargetKind]?: Send<Extract<Target, { kind: Kind }>> };

export interface OutboxParts {
  store: Store;
  targets: Targets;
  senders: Senders;
  now(): number;
  /** From 0 to 1. */
  random(): number;
  log(event: string, fields?: Record<string, string | number>): void;
  /** Whether somebody should have heard of a notice that nobody is named for; of what is for people, always. */
  missed?(notice: Notice): boolean;
  pace?: Partial<Pace>;
  /** How many messages one target is sent at once. */
  width?: number;
}

export interface Outbox {
  /** Takes on what is due. Resolves to how many tries were begun, when all of those have ended. */
  work(): Promise<number>;
  /** Looks every so many milliseconds, and sooner when woken. */
  start(every: number): void;
  wake(): void;
  /** No new try; those under way get a few seconds, and are broken off then. Takes less than 10 s. */
  stop(): Promise<void>;
}

/** Milliseconds. */
const FINISH = 5_000;
/** Notices that are spread together, so that their writes share one sync of the disk. */
const AT_ONCE = 100;

export function createOutbox(parts: OutboxParts): Outbox {
  const { store, targets, senders, now, random, log } = parts;
  const pace = { ...PACE, ...parts.pace };
  const ending = new AbortController();
  const quiet = createQuiet(store);
  const lanes = createLanes(parts.width ?? 4, (cause) =>
    log('notice_fault', { cause: cause instanceof Error ? cause.name : 'unknown' }),
  );
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const looks = new Set<Promise<void>>();

  async function work(): Promise<number> {
    await spreadAll();
    const until = await quiet.all();
    const due: { id: string; one: Delivery }[] = [];
    for await (const { id, value } of store.records(DELIVERY_RECORD)) {
      if (lanes.has(id) || !mayBeDue(value, now())) continue;
      const one = readDelivery(value);
      if (one === undefined) log('delivery_unreadable');
      else if (isDue(one, until)) due.push({ id, one });
    }
    if (stopping) return 0;
    due.sort((a, b) => a.one.notice.at - b.one.notice.at);
    await Promise.all(due.map(({ id, one }) => lanes.add(one.target, id, () => tryOnce(id))));
    return due.length;
  }

  const isDue = (one: Delivery, until: ReadonlyMap<string, number>): boolean =>
    !one.failed && one.nextAt <= now() && (until.get(one.target) ?? 0) <= now();

  async function spreadAll(): Promise<void> {
    const notices: { id: string; value: string }[] = [];
    for await (const record of store.records(NOTICE_RECORD)) notices.push(record);
    for (let from = 0; from < notices.length && !stopping; from += AT_ONCE)
      await Promise.all(notices.slice(from, from + AT_ONCE).map(({ id, value }) => spread(id, value)));
  }

  /** One write: the notice is gone, and a delivery for each target is there. */
  async function spread(id: string, value: string): Promise<void> {
    const of = read(notice, value);
    if (of === undefined) return log('notice_unreadable');
    const found = await targets(of);
    const deliveries = found.map((target) => newDelivery(of, target, now()));
    const missed = parts.missed?.(of) ?? true;
    if (found.length === 0 && isForPeople(of.kind) && missed) deliveries.push(forNobody(of, now()));
    await store.write({
      records: [
        { kind: NOTICE_RECORD, id, value: null, expected: value },
        ...(of.kind === 'callback_taken_back' ? await noticesOf(of, store) : []),
        ...deliveries.map((one) => ({
          kind: DELIVERY_RECORD,
          id: deliveryId(one.notice.id, one.target),
          value: JSON.stringify(one),
        })),
      ],
    });
  }

  async function tryOnce(id: string): Promise<void> {
    if (stopping) return;
    const before = await store.record(DELIVERY_RECORD, id);
    const one = before === undefined ? undefined : readDelivery(before);
    if (before === undefined || one === undefined || !isDue(one, await quiet.all())) return;
    const target = (await targets(one.notice)).find((each) => each.id === one.target);
    if (target === undefined) return settle(id, before, lost(one, faultOf('target_gone')));
    const tried = begun(one, now(), pace);
    const mark = JSON.stringify(tried);
    const marked = await store.write({
      records: [{ kind: DELIVERY_RECORD, id, value: mark, expected: before }],
    });
    // Another instance came first.
    if (marked === 'conflict') return;
    const outcome = await send(id, tried, target);
    if (outcome.sent) return arrived(id, mark, tried);
    if (outcome.after !== undefined) await quiet.leave(one.target, now() + outcome.after);
    await settle(id, mark, failed(tried, outcome, now(), random(), pace));
  }

  async function send(id: string, { notice: of }: Delivery, target: Target): Promise<Outcome> {
    const sender = senders[target.kind] as Send<Target> | undefined;
    if (sender === undefined) return failedFor('not_set_up', { again: false });
    return withinSignal([ending.signal, AbortSignal.timeout(pace.attempt)], ending.signal, (signal) =>
      sender({ id, notice: of, target }, signal),
    );
  }

  async function settle(id: string, before: string, after: Delivery): Promise<void> {
    await store.write({
      records: [{ kind: DELIVERY_RECORD, id, value: JSON.stringify(after), expected: before }],
    });
    if (after.failed && after.fault)
      log('notice_failed', { way: after.kind, fault: after.fault.code, tries: after.tries });
  }

  async function arrived(id: string, before: string, { kind, tries, repeats }: Delivery): Promise<void> {
    const value = JSON.stringify({ kind, at: now(), tries, repeats });
    await store.write({
      records: [
        { kind: DELIVERY_RECORD, id, value: null, expected: before },
        { kind: DELIVERED_RECORD, id, value },
      ],
    });
  }

  /** A look does not wait for its tries: those of one target must not keep the next look waiting. */
  function look(): void {
    if (stopping) return;
    const mine = work()
      .then(
        () => {},
        (cause) => log('notices_not_read', { cause: cause instanceof Error ? cause.name : 'unknown' }),
      )
      .finally(() => looks.delete(mine));
    looks.add(mine);
  }

  return {
    work,
    start(every) {
      timer = setInterval(look, every);
      timer.unref();
      look();
    },
    wake: () => void setImmediate(look),
    async stop() {
      stopping = true;
      clearInterval(timer);
      const force = setTimeout(() => ending.abort(), FINISH);
      await lanes.clear();
      await Promise.all(looks);
      clearTimeout(force);
    },
  };
}

function forNobody(of: Notice, now: number): Delivery {
  return lost(newDelivery(of, { id: 'nobody', kind: 'mail' }, now), faultOf('nobody'));
}
