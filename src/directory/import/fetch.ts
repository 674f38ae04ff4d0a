/**
 * Fetches a source from the web. The host's addresses are looked up once, judged, and the connection made to just
 * those, so that a name which answers differently the second time leads nowhere. What is said of a failure names the
 * host and never the rest of the address, which may hold a key.
 */
import { type LookupAddress, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { basename } from 'node:path';
import { isPublic } from './addresses-allowed.js';

export interface Fetching {
  /** Lets addresses of this computer and of private networks be fetched from. */
  allowPrivate?: boolean;
  limits?: Partial<FetchLimits>;
  /** Told the bytes that have come. */
  onProgress?: (bytes: number) => void;
  /** Looks a name up; the system's way unless told otherwise. */
  resolve?: (host: string) => Promise<LookupAddress[]>;
}

export interface FetchLimits {
  bytes: number;
  redirects: number;
  /** Milliseconds without a byte. */
  silence: number;
  /** Milliseconds for all of it. */
  total: number;
}

const LIMITS: FetchLimits = { bytes: 500_000_000, redirects: 5, silence: 30_000, total: 600_000 };

export type Fetched = { ok: true; label: string; bytes: Buffer } | { ok: false; reason: string };

/** A reason that is told to a person. */
class Refused extends Error {}

export async function fetchSource(address: string, fetching: Fetching): Promise<Fetched> {
  const limits = { ...LIMITS, ...fetching.limits };
  const ends = AbortSignal.timeout(limits.total);
  let host = 'the address';
  try {
    let url = urlOf(address);
    for (let hops = 0; hops <= limits.redirects; hops += 1) {
      host = url.hostname;
      const response = await request(url, fetching, limits, ends);
      const next = redirectOf(response, url);
      if (next === undefined) {
        const bytes = await bodyOf(response, limits, fetching.onProgress);
        return { ok: true, label: labelOf(url), bytes };
      }
      response.destroy();
      if (url.protocol === 'https:' && next.protocol !== 'https:')
        throw new Refused('sends on to an address without encryption');
      url = next;
    }
    throw new Refused(`sends on more than ${limits.redirects} times`);
  } catch (error) {
    return { ok: false, reason: `${host} ${reasonOf(error, ends)}` };
  }
}

function urlOf(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw new Refused('is not a web address');
  const url = new URL(text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Refused('begins with neither https:// nor http://');
  if (url.username || url.password) throw new Refused('holds a name or password: write it without');
  return url;
}

async function request(
  url: URL,
  { allowPrivate = false, resolve = resolveBySystem }: Fetching,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const addresses = family > 0 ? [{ address: host, family }] : await resolve(host);
  if (!allowPrivate && !addresses.every(({ address }) => isPublic(address)))
    throw new Refused('lies in a private network; --allow-private lets it be fetched all the same');
  const found: LookupFunction = (_host, options, done) => {
    const [first] = addresses;
    if (first === undefined) done(new Refused('is not known'), '', 0);
    else if (options.all) done(null, addresses);
    else done(null, first.address, first.family);
  };
  const { get } = url.protocol === 'https:' ? https : http;
  const headers = {
    accept: 'application/zip, application/json, text/csv, */*;q=0.1',
    'accept-encoding': 'identity',
  };
  return new Promise((done, fail) => {
    const sent = get(url, { lookup: found, signal, headers, agent: false, timeout: limits.silence }, done);
    sent.on('timeout', () => sent.destroy(new Refused('does not answer')));
    sent.on('error', fail);
  });
}

function redirectOf({ statusCode = 0, headers }: http.IncomingMessage, url: URL): URL | undefined {
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined)
    return urlOf(headers.location, url);
  if (statusCode !== 200) throw new Refused(`answered with status ${statusCode}`);
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new Refused('sends it compressed although asked not to: fetch it by hand');
  return undefined;
}

async function bodyOf(
  response: http.IncomingMessage,
  limits: FetchLimits,
  onProgress: (bytes: number) => void = () => {},
): Promise<Buffer> {
  const tooLarge = () => new Refused(`sends more than ${Math.round(limits.bytes / 1e6)} MB`);
  if (Number(response.headers['content-length'] ?? 0) > limits.bytes) {
    response.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.bytes) throw tooLarge();
    chunks.push(chunk);
    onProgress(size);
  }
  if (!response.complete) throw new Refused('broke off in the middle');
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown, ends: AbortSignal): string {
  if (error instanceof Refused) return error.message;
  if (ends.aborted) return 'took too long';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'is not known';
  if (code === 'ECONNRESET') return 'broke off in the middle';
  if (typeof code === 'string' && /CERT|TLS|SSL/.test(code)) return 'shows a certificate that is not valid';
  return 'cannot be reached';
}

/** Host and file name, without the path and the query, which may hold a key. */
function labelOf({ hostname, pathname }: URL): string {
  const name = basename(pathname);
  return /^[\w.-]+\.(zip|csv|json|jsonl|ndjson)$/i.test(name) ? `${hostname}/${name}` : hostname;
}

function resolveBySystem(host: string): Promise<LookupAddress[]> {
  return new Promise((done, fail) => {
    lookup(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)));
  });
}
