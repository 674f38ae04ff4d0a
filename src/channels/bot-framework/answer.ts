/** One message becomes a turn, and the turn an answer to the channel: replies in the body, or brought to it in order. */
import type { Incoming } from '../../turn/incoming.js';
import type { TakeTurn } from '../../turn/result.js';
import type { Activity } from './activity.js';
import { answersTo, type OutgoingActivity } from './codec.js';
import type { Delivered, Deliveries, Sent } from './delivery.js';

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export interface AnswerParts {
  take: TakeTurn;
  deliveries: Deliveries<OutgoingActivity>;
  send: (message: OutgoingActivity) => Promise<Sent>;
  /** Resolves when the request has been held long enough; need not be waited for after the signal. */
  hold: (signal: AbortSignal) => Promise<unknown>;
  log: (event: string, fields?: Record<string, string | number>) => void;
}

const AGAIN = { 'Retry-After': '5' };
const BUSY = failure(503, 'TooManyRequests', 'Replies to this conversation still wait to be delivered.');
const NOT_TAKEN = failure(503, 'ServiceUnavailable', 'The message was not taken. Send it again.');
const TOO_FAST = failure(429, 'TooManyRequests', 'The message was not taken: too many came at once.');
const NOT_DELIVERED = failure(
  502,
  'ReplyNotDelivered',
  'The replies could not be delivered. Send the message again.',
);

/** With `expectReplies` the answer brings the replies itself; nothing is sent to the channel. */
export async function answerInBody(activity: Activity, incoming: Incoming, take: TakeTurn): Promise<Answer> {
  const { status, replies, wait } = await take(incoming);
  const messages = answersTo(activity, replies);
  return status === 'not_taken'
    ? withReplies(notTaken(wait), messages)
    : { status: 200, body: { activities: messages } };
}

/**
 * The request is answered when the turn is durable and its replies have arrived; if they are slow, when it has been
 * held long enough, and they follow on their own. Where they could not be brought, the channel is asked to deliver
 * the message again: that repeats the replies and not the turn.
 */
export async function answerByDelivery(
  activity: Activity,
  incoming: Incoming,
  parts: AnswerParts,
): Promise<Answer> {
  const { take, deliveries, send, hold, log } = parts;
  const conversation = `${activity.channelId}\u0000${activity.conversation.id}`;
  if (!deliveries.hasRoom(conversation, activity.serviceUrl)) {
    log('bot_framework.busy');
    return BUSY;
  }
  const { status, replies, wait } = await take(incoming);
  const messages = answersTo(activity, replies);
  const delivery = deliveries.deliver({
    conversation,
    service: activity.serviceUrl,
    // An apology for a message that was not taken must not stand in the way of the answer when it comes again.
    activity: status === 'not_taken' ? undefined : incoming.activity,
    messages,
    send,
  });
  void delivery.then((outcome) => {
    if (outcome !== 'sent') log('bot_framework.undelivered', { outcome, messages: messages.length });
  });
  const outcome = await heldFor(delivery, hold);
  if (status === 'not_taken') return notTaken(wait);
  if (outcome === 'failed') return NOT_DELIVERED;
  return { status: outcome === 'held' ? 202 : 200, body: {} };
}

async function heldFor(delivery: Promise<Delivered>, hold: AnswerParts['hold']): Promise<Delivered | 'held'> {
  const enough = new AbortController();
  const held = hold(enough.signal).then(
    () => 'held' as const,
    () => 'held' as const,
  );
  try {
    return await Promise.race([delivery, held]);
  } finally {
    enough.abort();
  }
}

/** @param wait seconds, where too much came at once */
const notTaken = (wait: number | undefined): Answer =>
  wait === undefined ? NOT_TAKEN : { ...TOO_FAST, headers: { 'Retry-After': String(wait) } };

/** An error in the shape that Bot Framework clients read. */
export function refusal(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

function failure(status: number, code: string, message: string): Answer {
  return { ...refusal(status, code, message), headers: AGAIN };
}

function withReplies(answer: Answer, activities: OutgoingActivity[]): Answer {
  return { ...answer, body: { ...(answer.body as object), activities } };
}
