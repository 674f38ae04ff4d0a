/** Answers as bytes: with the desk's own policy on what a page may do, never kept on the way, zipped where it helps. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** Script and style from here alone, none in the page; forms go nowhere else, and nothing may frame it. */
export const DESK_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const YEAR = 31_536_000;

export interface Sent {
  status: number;
  type?: string;
  text?: string;
  cookies?: readonly string[];
  headers?: Record<string, string>;
  /** Files whose name changes with what is in them. */
  kept?: true;
}

/** @param secure whether the browser came by https, and shall from now on */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, type, text = '', cookies = [], headers = {}, kept }: Sent,
  secure: boolean,
): Promise<void> {
  const zips = text.length > 500 && /\bgzip\b/.test(String(request.headers['accept-encoding']));
  const body = zips ? await compress(text) : Buffer.from(text);
  for (const [name, value] of Object.entries({
    'Content-Security-Policy': DESK_POLICY,
    'Cache-Control': kept ? `public, max-age=${YEAR}, immutable` : 'no-store',
    'X-Robots-Tag': 'noindex',
    ...(secure ? { 'Strict-Transport-Security': `max-age=${YEAR}` } : {}),
    ...(type === undefined ? {} : { 'Content-Type': type, Vary: 'Accept-Encoding' }),
    ...(zips ? { 'Content-Encoding': 'gzip' } : {}),
    ...headers,
  }))
    response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('Set-Cookie', [...cookies]);
  if (status !== 204 && status !== 304) response.setHeader('Content-Length', body.length);
  response.writeHead(status);
  response.end(status === 204 || status === 304 ? undefined : body);
}
