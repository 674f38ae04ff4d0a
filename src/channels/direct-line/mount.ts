/** Our own Direct Line 3.0 on the web server: unmodified Bot Framework clients and our chat page speak to it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TakeTurn, Transcript } from '../../turn/result.js';
import type { WebServer } from '../../web/server.js';
import { createAccess } from './access.js';
import { type ConversationAnswer, conversationAnswer, createAddress } from './address.js';
import { createConversations } from './conversations.js';
import { createPost } from './posting.js';
import { routeDirectLine } from './routes.js';
import { createStreams, STREAM_PATH } from './stream.js';
import { createTokens, type Person } from './tokens.js';

export interface DirectLineOptions {
  web: WebServer;
  take: TakeTurn;
  transcript: Transcript;
  /** Signs the tokens; the same on every instance. */
  secret: Buffer | string;
  now(): number;
  random(bytes: number): Buffer;
  /** `https://…` as the outside sees this server; without it the Host header of each request is believed. */
  publicUrl?: string;
  tokenSeconds?: number;
  /** When set, new tokens are given only to whoever shows it: then a site of one's own must fetch them. */
  requireSecret?: string;
  /** Whether a request without that secret may have a token; false after it was answered. */
  mayHaveToken?(request: IncomingMessage, response: ServerResponse): boolean;
  /** Told of faults of ours, never of what a person sent. */
  report?(fault: unknown): void;
}

export interface DirectLine {
  /** A new conversation for a page to carry in its HTML, so that its first words need no request for a token. */
  tokenFor(request?: IncomingMessage): ConversationAnswer;
  /** Whom a token belongs to, while it lasts. */
  personOf(token: string): Person | undefined;
  /** Looks after streams and memory; called every 25 s by itself. */
  sweep(): void;
  /** Ends the streams. Call it before closing the web server, which waits for them. */
  close(): void;
}

const SWEEP_MS = 25_000;

export function mountDirectLine(options: DirectLineOptions): DirectLine {
  const { web, take, transcript, secret, now, random } = options;
  const tokens = createTokens({ secret, now, random, seconds: options.tokenSeconds ?? 1800 });
  const address = createAddress(options.publicUrl);
  const conversations = createConversations({ take, transcript, now, random });
  const streams = createStreams({ tokens, conversations, transcript });
  routeDirectLine(web, {
    tokens,
    access: createAccess(tokens, options.requireSecret, options.mayHaveToken),
    address,
    conversations,
    transcript,
    post: createPost({ take, conversations, now }),
    report: options.report ?? (() => undefined),
  });
  web.onUpgrade(STREAM_PATH, streams.connect);

  const sweep = () => {
    streams.ping();
    conversations.sweep();
  };
  const sweeping = setInterval(sweep, SWEEP_MS);
  sweeping.unref();
  return {
    tokenFor: (request) => conversationAnswer(tokens, tokens.newPerson(), address(request)),
    personOf(token) {
      const verified = tokens.verify(token, 'conversation');
      return verified.ok ? verified.person : undefined;
    },
    sweep,
    close() {
      clearInterval(sweeping);
      streams.close();
      conversations.close();
    },
  };
}
