/** A Direct Line on a port of its own, and the few requests that tests make of it. */
import { randomBytes } from 'node:crypto';
import WebSocket from 'ws';
import type { ActivitySet } from '../../../src/channels/direct-line/activity.js';
import type { ConversationAnswer } from '../../../src/channels/direct-line/address.js';
import {
  type DirectLine,
  type DirectLineOptions,
  mountDirectLine,
} from '../../../src/channels/direct-line/mount.js';
import { createWebServer } from '../../../src/web/server.js';
import { createFakeTurns, type FakeTurns } from './fake-turns.js';

export const SECRET = 'a secret for tests only';

export interface Answer<T = unknown> {
  status: number;
  body: T;
  headers: Headers;
}

export interface Service {
  turns: FakeTurns;
  line: DirectLine;
  /** `http://127.0.0.1:port/v3/directline` */
  domain: string;
  port: number;
  /** The service's clock, in milliseconds; moved by tests. */
  clock: { now: number };
  faults: unknown[];
  call<T = unknown>(method: string, path: string, token?: string, body?: unknown): Promise<Answer<T>>;
  send(path: string, init: RequestInit): Promise<Answer<ErrorBody>>;
  start(): Promise<ConversationAnswer>;
  say(
    conversation: ConversationAnswer,
    text: string,
    clientActivityID?: string,
  ): Promise<Answer<{ id: string }>>;
  read(conversation: ConversationAnswer, watermark?: string): Promise<Answer<ActivitySet>>;
  close(): Promise<void>;
}

export interface ErrorBody {
  error: { code: string; message: string };
}

export async function startService(options: Partial<DirectLineOptions> = {}): Promise<Service> {
  const clock = { now: Date.parse('2026-11-24T10:00:00Z') };
  const turns = createFakeTurns(() => clock.now);
  const web = createWebServer();
  const faults: unknown[] = [];
  const line = mountDirectLine({
    web,
    take: turns.take,
    transcript: turns.transcript,
    secret: SECRET,
    now: () => clock.now,
    random: randomBytes,
    report: (fault) => faults.push(fault),
    ...options,
  });
  const { port } = await web.listen(0, '127.0.0.1');
  const domain = `http://127.0.0.1:${port}/v3/directline`;

  async function send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const response = await fetch(domain + path, init);
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
      headers: response.headers,
    };
  }

  function call<T>(method: string, path: string, token?: string, body?: unknown): Promise<Answer<T>> {
    return send<T>(path, {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  return {
    turns,
    line,
    domain,
    port,
    clock,
    faults,
    call,
    send,
    async start() {
      const { body } = await call<ConversationAnswer>('POST', '/tokens/generate');
      return (await call<ConversationAnswer>('POST', '/conversations', body.token)).body;
    },
    say: ({ conversationId, token }, text, clientActivityID) =>
      call('POST', `/conversations/${conversationId}/activities`, token, {
        type: 'message',
        text,
        ...(clientActivityID === undefined ? {} : { channelData: { clientActivityID } }),
      }),
    read: ({ conversationId, token }, watermark = '') =>
      call('GET', `/conversations/${conversationId}/activities?watermark=${watermark}`, token),
    close() {
      line.close();
      return web.close();
    },
  };
}

/** The words of a set, in order. */
export function textsOf(set: ActivitySet): string[] {
  return set.activities.flatMap((activity) => ('text' in activity && activity.text ? [activity.text] : []));
}

export interface OpenStream {
  socket: WebSocket;
  sets: ActivitySet[];
  /** Resolves when `enough` says so of all sets so far. */
  until(enough: (sets: ActivitySet[]) => boolean): Promise<ActivitySet[]>;
  closed: Promise<number>;
}

export function openStream(url: string): Promise<OpenStream> {
  const socket = new WebSocket(url);
  const sets: ActivitySet[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    sets.push(JSON.parse(String(data)) as ActivitySet);
    for (const check of waiting) check();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const until = (enough: (sets: ActivitySet[]) => boolean) =>
    new Promise<ActivitySet[]>((resolve) => {
      const check = () => {
        if (!enough(sets)) return;
        waiting.delete(check);
        resolve(sets);
      };
      waiting.add(check);
      check();
    });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ socket, sets, until, closed }));
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      reject(new Error(String(response.statusCode)));
    });
    socket.on('error', reject);
  });
}

/** All words on a stream so far. */
export function textsOn(sets: ActivitySet[]): string[] {
  return sets.flatMap(textsOf);
}
