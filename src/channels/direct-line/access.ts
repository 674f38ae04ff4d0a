/** Who a request comes from, told by its Bearer token. */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendError } from '../../web/reply.js';
import type { Person, Tokens } from './tokens.js';

export interface Access {
  /** The token's person; undefined after the request was answered 401, 403 or 404. */
  person(request: IncomingMessage, response: ServerResponse, conversation?: string): Person | undefined;
  /** Whether this request may have a new token; false after it was answered 401, 403 or 429. */
  mayGenerate(request: IncomingMessage, response: ServerResponse): boolean;
  hasSecret(request: IncomingMessage): boolean;
}

/** @param mayHaveToken whether a request without a secret may have a token; false after it was answered */
export function createAccess(
  tokens: Tokens,
  requireSecret: string | undefined,
  mayHaveToken: (request: IncomingMessage, response: ServerResponse) => boolean = () => true,
): Access {
  const hasSecret = (request: IncomingMessage) =>
    requireSecret !== undefined && isSame(bearerOf(request) ?? '', requireSecret);
  return {
    hasSecret,
    person(request, response, conversation) {
      const token = bearerOf(request);
      if (token === undefined) return refuse(response, 401, 'Unauthorized', 'Send the token as "Bearer".');
      const verified = tokens.verify(token, 'conversation');
      if (!verified.ok && verified.reason === 'expired')
        return refuse(response, 403, 'TokenExpired', 'The token has expired. Start a new conversation.');
      if (!verified.ok) return refuse(response, 401, 'Unauthorized', 'The token is not valid.');
      // A conversation of somebody else's and one that does not exist are the same to the asker.
      if (conversation !== undefined && conversation !== verified.person.conversation)
        return refuse(response, 404, 'NotFound', 'The token has no such conversation.');
      return verified.person;
    },
    mayGenerate(request, response) {
      if (hasSecret(request)) return true;
      if (!mayHaveToken(request, response)) return false;
      if (requireSecret === undefined) return true;
      if (bearerOf(request) === undefined)
        refuse(response, 401, 'Unauthorized', 'Send the secret as "Bearer".');
      else refuse(response, 403, 'Forbidden', 'The secret is not valid.');
      return false;
    },
  };
}

function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer +(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
}

function isSame(given: string, right: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(right);
  return one.length === other.length && timingSafeEqual(one, other);
}

function refuse(response: ServerResponse, status: number, code: string, message: string): undefined {
  sendError(response, status, code, message);
}
