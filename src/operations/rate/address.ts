/** Where a request comes from: the connection's other end, or what the proxy in front wrote into one header. */
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * @param header the one that the operator’s own proxy sets; every other is the sender’s own word and is not looked at.
 * Of a list the last one counts: those before it came with the request.
 */
export function addressOf(request: IncomingMessage, header: string | undefined): string {
  const written = header === undefined ? undefined : request.headers[header.toLowerCase()];
  const last = [written ?? []].flat().join(',').split(',').at(-1)?.trim();
  return networkOf(last || request.socket.remoteAddress || '');
}

/** One household has a whole network of IPv6 addresses: its first 64 bits are what is counted. */
function networkOf(address: string): string {
  const plain = address.replace(/^\[|\](:\d+)?$/g, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain.replace(/:\d+$/, '');
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail ? tail.split(':') : [];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
