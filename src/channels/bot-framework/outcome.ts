/** Judges what became of one try to send, and bounds the time it may take. */
import type { Sent } from './delivery.js';

/** Says whether trying again may help: after a full, failing or unreachable channel, not after a refusal. */
export function outcomeOf(error: unknown): Sent {
  const { statusCode, response } = Object(error) as {
    statusCode?: unknown;
    response?: { headers?: { get?: (name: string) => string | undefined } };
  };
  if (typeof statusCode !== 'number') return { again: undefined };
  if (statusCode !== 408 && statusCode !== 429 && statusCode < 500) return 'refused';
  return { again: milliseconds(response?.headers?.get?.('retry-after')) };
}

/** `Retry-After` in seconds; the channels send no dates. */
function milliseconds(retryAfter: string | undefined): number | undefined {
  return retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;
}

/** Rejects when the time is over, also if `action` does not heed the signal (it may be waiting for a token). */
export async function withinTime<T>(time: number, action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new DOMException('The other side did not answer in time.', 'TimeoutError'));
      controller.abort();
    }, time);
  });
  try {
    return await Promise.race([action(controller.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}
