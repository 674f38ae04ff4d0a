/** Without an app id nobody can prove who they are, so only this computer is talked to, in both directions. */
import type { IncomingMessage } from 'node:http';
import { remembering } from './remembering.js';

/**
 * Whether a request was made on this computer. The socket says so, never a header; and a header that a proxy leaves,
 * or a name that is not this computer's, says that somebody else is behind it.
 */
export function fromThisComputer(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  return (
    isLoopbackAddress(socket.remoteAddress) &&
    headers['x-forwarded-for'] === undefined &&
    headers.forwarded === undefined &&
    isLoopbackUrl(`http://${headers.host ?? ''}`)
  );
}

/** `127.0.0.0/8` and `::1`, also as an IPv4 address written in IPv6. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/i.test(address ?? '');
}

/** Whether an http or https address leads to this computer by its very name. */
export const isLoopbackUrl = remembering((address) => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return /^https?:$/.test(protocol) && (host === 'localhost' || isLoopbackAddress(host));
});
