/** New conversations by address: ten a minute, and then one every six seconds. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../../web/reply.js';
import { addressOf } from './address.js';
import { createBuckets, type Pace } from './bucket.js';

export const TOKENS: Pace = { burst: 10, each: 6000, waiting: 0 };

/** Whether this request may have a new token; false after it was answered 429. */
export type MayHaveToken = (request: IncomingMessage, response: ServerResponse) => boolean;

export function pacedTokens(header: string | undefined, now: () => number, pace = TOKENS): MayHaveToken {
  const buckets = createBuckets(pace, now);
  return (request, response) => {
    const given = buckets.take(addressOf(request, header));
    if (!('away' in given)) return true;
    const seconds = Math.ceil(given.away / 1000);
    const message = `Too many conversations were begun from there. Try again in ${seconds} s.`;
    sendJson(
      response,
      429,
      { error: { code: 'TooManyRequests', message } },
      { 'Retry-After': String(seconds) },
    );
    return false;
  };
}
