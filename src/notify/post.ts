/**
 * Speaks JSON to an outside machine. Only https; the host is looked up once, judged, and the connection made to just
 * what was found, so that no name can lead into a private network. Redirects are not followed.
 */
import { type LookupAddress, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic } from '../directory/import/addresses-allowed.js';
import type { FaultCode } from './fault.js';

export interface Reaching {
  /** Lets private networks, and this computer without https, be reached. */
  allowPrivate: boolean;
  /** Looks a name up; the system's way unless told otherwise. */
  resolve?: (host: string) => Promise<LookupAddress[]>;
}

export interface Asked {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  /** JSON. */
  body?: string;
}

export type Answered =
  | { ok: true; status: number; headers: http.IncomingHttpHeaders; body: string }
  | { ok: false; fault: FaultCode; maybe: boolean };

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** Of an answer this much is read. */
const BYTES = 256 * 1024;

export async function ask(asked: Asked, reaching: Reaching, signal: AbortSignal): Promise<Answered> {
  const { allowPrivate, resolve = resolveBySystem } = reaching;
  if (!URL.canParse(asked.url)) return no('not_allowed');
  const url = new URL(asked.url);
  const plain = url.protocol === 'http:' && allowPrivate && LOOPBACK.test(url.hostname);
  if ((url.protocol !== 'https:' && !plain) || url.username || url.password) return no('not_allowed');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const addresses =
    family > 0 ? [{ address: host, family }] : await resolve(host).catch((): LookupAddress[] => []);
  if (addresses.length === 0) return no('unreachable');
  if (!allowPrivate && !addresses.every(({ address }) => isPublic(address))) return no('not_allowed');
  return exchange(url, asked, addresses, signal);
}

function exchange(
  url: URL,
  { method, headers, body }: Asked,
  addresses: LookupAddress[],
  signal: AbortSignal,
): Promise<Answered> {
  const found: LookupFunction = (_host, options, done) => {
    const [first] = addresses;
    if (options.all || first === undefined) done(null, addresses);
    else done(null, first.address, first.family);
  };
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve) => {
    let sent = false;
    const failed = (cause: NodeJS.ErrnoException) => {
      const fault = signal.aborted ? 'too_slow' : faultOf(cause);
      resolve({ ok: false, fault, maybe: sent && fault !== 'bad_certificate' });
    };
    const size = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asking = request(
      url,
      { method, lookup: found, signal, agent: false, headers: { ...headers, ...size } },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= BYTES) chunks.push(chunk);
          else response.destroy();
        });
        response.on('error', failed);
        response.on('close', () =>
          resolve({
            ok: true,
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    asking.on('error', failed);
    asking.on('finish', () => {
      sent = true;
    });
    asking.end(body);
  });
}

function faultOf({ code = '' }: NodeJS.ErrnoException): FaultCode {
  if (/CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code)) return 'bad_certificate';
  return code === 'ETIMEDOUT' ? 'too_slow' : 'unreachable';
}

const no = (fault: FaultCode): Answered => ({ ok: false, fault, maybe: false });

function resolveBySystem(host: string): Promise<LookupAddress[]> {
  return new Promise((done, fail) => {
    lookup(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)));
  });
}
