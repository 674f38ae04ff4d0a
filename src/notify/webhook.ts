/** Notices to machines, signed as Standard Webhooks: `webhook-id` is the same for every repeat. */
import { Webhook } from 'standardwebhooks';
import { messageId } from './delivery.js';
import { failedFor, type Outcome, type Send } from './fault.js';
import { isForPeople, type Notice } from './notice.js';
import { type Answered, ask, type Reaching } from './post.js';
import { retryAfter } from './quiet.js';
import type { Target } from './target.js';
import { type Say, tell } from './words.js';

export interface WebhookParts extends Reaching {
  home: string;
  say: Say;
  now(): number;
}

/** The receiver asks for no more of them, by the convention. */
const GONE = 410;

export function createWebhooks(parts: WebhookParts): Send<Extract<Target, { kind: 'webhook' }>> {
  const { home, say, now } = parts;
  return async ({ id, notice, target }, signal) => {
    const secret = keyOf(target.secret);
    if (secret === undefined) return failedFor('not_set_up', { again: false });
    const body = payload(notice, target.language, say, home);
    const at = new Date(now());
    const name = messageId(id);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Kinline',
      'webhook-id': name,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': secret.sign(name, at, body),
    };
    return outcomeOf(await ask({ method: 'POST', url: target.url, headers, body }, parts, signal), now());
  };
}

/** `type`, `timestamp` and `data`, as the convention has it. */
function payload(notice: Notice, language: string, say: Say, home: string): string {
  const { line, link } = tell(notice, language, say, home);
  return JSON.stringify({
    type: notice.kind.replace('_', '.'),
    timestamp: new Date(notice.at).toISOString(),
    data: { reference: notice.reference, ...(isForPeople(notice.kind) ? { text: line } : {}), link },
  });
}

/** A secret as the convention writes it, `whsec_` and base64; any other words are taken as they are. */
function keyOf(secret: string): Webhook | undefined {
  if (secret === '') return undefined;
  return secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(secret, { format: 'raw' });
}

export function outcomeOf(answered: Answered, now: number): Outcome {
  if (!answered.ok)
    return failedFor(answered.fault, { maybe: answered.maybe, again: answered.fault !== 'not_allowed' });
  const { status, headers } = answered;
  if (status >= 200 && status < 300) return { sent: true };
  return failedFor(status === 401 || status === 403 ? 'wrong_login' : 'refused', {
    status,
    again: status !== GONE,
    after: retryAfter(headers['retry-after'], now),
    maybe: status >= 500,
  });
}
