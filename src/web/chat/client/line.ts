/** Requests to Direct Line: each either answered or failed within a time, never hanging. */

export interface Answer {
  status: number;
  value: unknown;
  /** Seconds the server asks to wait, if it does. */
  retryAfter: number | undefined;
}

/** The conversation is not there any more, or the token is not taken: only a new one helps. */
export class Gone extends Error {}

const PATIENCE = 20_000;

/** @throws on any failure of the network, and when no answer came in time */
export async function request(
  path: string,
  token: string,
  method: 'GET' | 'POST',
  body?: unknown,
): Promise<Answer> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    const response = await fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      signal: control.signal,
    });
    const text = await response.text();
    const wait = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return {
      status: response.status,
      value: parse(text),
      retryAfter: Number.isFinite(wait) ? wait : undefined,
    };
  } finally {
    clearTimeout(timer);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Milliseconds to wait after so many failures in a row: doubling up to 15 s, never all pages at the same moment. */
export function backoff(failures: number, random: () => number): number {
  return Math.min(15_000, 500 * 2 ** failures) * (0.5 + random() / 2);
}
