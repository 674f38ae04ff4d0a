/** Where a client finds its stream. */
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Person, Tokens } from './tokens.js';

/** A conversation as Direct Line answers it. */
export interface ConversationAnswer {
  conversationId: string;
  token: string;
  /** Seconds. */
  expires_in: number;
  streamUrl?: string;
}

export type Address = (request: IncomingMessage | undefined) => string | undefined;

/**
 * The server's own address, `ws:` or `wss:`. Behind a proxy the operator says it; without that it is the Host that
 * the client itself used, and a proxy's word on TLS counts only when the proxy runs on this machine.
 */
export function createAddress(publicUrl: string | undefined): Address {
  if (publicUrl !== undefined) {
    const fixed = publicUrl.replace(/^http/i, 'ws').replace(/\/+$/, '');
    return () => fixed;
  }
  return (request) => {
    const host = request?.headers.host ?? '';
    if (!request || !/^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(host)) return undefined;
    return `${isSecure(request) ? 'wss' : 'ws'}://${host}`;
  };
}

function isSecure(request: IncomingMessage): boolean {
  if ((request.socket as TLSSocket).encrypted) return true;
  const local = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.socket.remoteAddress ?? '');
  return local && request.headers['x-forwarded-proto'] === 'https';
}

/** A fresh token for a person, and the stream that begins at `watermark`, if the address is known. */
export function conversationAnswer(
  tokens: Tokens,
  person: Person,
  address: string | undefined,
  watermark = 0,
): ConversationAnswer {
  const path = `/v3/directline/conversations/${person.conversation}/stream`;
  return {
    conversationId: person.conversation,
    token: tokens.issue(person, 'conversation'),
    expires_in: tokens.seconds,
    ...(address === undefined
      ? {}
      : {
          streamUrl: `${address}${path}?watermark=${watermark === 0 ? '' : watermark}&t=${tokens.issue(person, 'stream')}`,
        }),
  };
}
