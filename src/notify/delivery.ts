/**
 * One notice on its way to one target. A try is written down before it is made: after a crash nobody knows whether it
 * arrived, so it is made again under the same id, and counted as a repeat.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { FAULTS, type Fault, type FaultCode, type Outcome } from './fault.js';
import { notice } from './notice.js';
import { TARGET_KINDS, type Target } from './target.js';

/** Waiting, or failed for good. */
export const DELIVERY_RECORD = 'delivery';
/** Arrived; kept a while for its counts. */
export const DELIVERED_RECORD = 'delivered';

const time = z.int().nonnegative();

export const delivery = z.strictObject({
  notice,
  target: z.string(),
  kind: z.enum(TARGET_KINDS),
  tries: z.int().nonnegative(),
  /** Tries that may have come a second time. */
  repeats: z.int().nonnegative(),
  /** The last try may have arrived. */
  unsure: z.boolean(),
  since: time,
  nextAt: time,
  failed: z.boolean(),
  fault: z
    .strictObject({ code: z.enum(Object.keys(FAULTS) as [FaultCode]), status: z.int().nullable() })
    .nullable(),
});
export type Delivery = z.infer<typeof delivery>;

export const delivered = z.strictObject({
  kind: z.enum(TARGET_KINDS),
  at: time,
  tries: z.int().positive(),
  repeats: z.int().nonnegative(),
});
export type Delivered = z.infer<typeof delivered>;

/** Milliseconds. */
export interface Pace {
  /** Before the second try; doubled for each further one. */
  first: number;
  /** The longest pause. */
  longest: number;
  /** After this it has failed, and is shown. */
  giveUp: number;
  /** One try. */
  attempt: number;
  /** How long a try that was begun is left to whoever began it. */
  lease: number;
}
export const PACE: Pace = {
  first: 5_000,
  longest: 3_600_000,
  giveUp: 86_400_000,
  attempt: 30_000,
  lease: 90_000,
};

export const deliveryId = (noticeId: string, target: string): string => `${noticeId}:${target}`;

/** By which a receiver knows a repeat: 22 characters, always the same for a delivery, that say nothing else. */
export const messageId = (id: string): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, 22);

export function newDelivery(
  of: Delivery['notice'],
  target: Pick<Target, 'id' | 'kind'>,
  now: number,
): Delivery {
  return {
    notice: of,
    target: target.id,
    kind: target.kind,
    tries: 0,
    repeats: 0,
    unsure: false,
    since: now,
    nextAt: now,
    failed: false,
    fault: null,
  };
}

/** As it is written before the try is made. */
export function begun(from: Delivery, now: number, pace: Pace): Delivery {
  return {
    ...from,
    tries: from.tries + 1,
    repeats: from.repeats + (from.unsure ? 1 : 0),
    unsure: true,
    nextAt: now + pace.lease,
  };
}

/** @param random from 0 to 1: pauses differ by half, so that what failed together does not come back together */
export function failed(
  from: Delivery,
  outcome: Exclude<Outcome, { sent: true }>,
  now: number,
  random: number,
  pace: Pace,
): Delivery {
  const pause = Math.min(pace.longest, pace.first * 2 ** Math.min(30, from.tries - 1));
  const nextAt = now + Math.max(outcome.after ?? 0, Math.round(pause * (0.5 + random)));
  return {
    ...from,
    unsure: outcome.maybe,
    fault: outcome.fault,
    nextAt,
    failed: !outcome.again || nextAt - from.since > pace.giveUp,
  };
}

/** For good, without a try. */
export const lost = (from: Delivery, fault: Fault): Delivery => ({ ...from, fault, failed: true });

/** Somebody asked to try again what had failed. */
export const revived = (from: Delivery, now: number): Delivery => ({
  ...from,
  failed: false,
  since: now,
  nextAt: now,
});

/** Undefined where a record is none of ours: one bad record must not keep all others waiting. */
export const readDelivery = (record: string): Delivery | undefined => read(delivery, record);
export const readDelivered = (record: string): Delivered | undefined => read(delivered, record);

export function read<T>(schema: z.ZodType<T>, record: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(record)).data;
  } catch {
    return undefined;
  }
}

/** The same question as of a whole delivery, without reading all of it: most wait for later. */
export function mayBeDue(record: string, now: number): boolean {
  try {
    const { failed: over, nextAt } = JSON.parse(record) as Partial<Delivery>;
    return over === false && (nextAt ?? 0) <= now;
  } catch {
    return true;
  }
}
