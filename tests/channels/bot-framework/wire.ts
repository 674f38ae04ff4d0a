/** A Kinline with only the Bot Framework channel, on loopback, and a connector that behaves as a test wants. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BotFrameworkParts, mountBotFramework } from '../../../src/channels/bot-framework/mount.js';
import type { Incoming } from '../../../src/turn/incoming.js';
import type { Reply } from '../../../src/turn/reply.js';
import type { TurnResult } from '../../../src/turn/result.js';
import { createWebServer } from '../../../src/web/server.js';

export const say = (text: string): Reply => ({
  text,
  language: 'en',
  direction: 'ltr',
  tone: 'plain',
  links: [],
  choices: [],
});

export const done = (...texts: string[]): TurnResult => ({
  status: 'done',
  replies: texts.map(say),
  ended: undefined,
  firstLine: 0,
});

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: a JSON body, of which each test knows the shape
  body: any;
}

export async function readAll(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk;
  return text;
}

export function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

/** What the connector does with one message: a status with headers, or nothing at all. */
export type Behaviour = { status: number; headers?: Record<string, string> } | 'silent';

export interface Connector {
  url: string;
  /** Everything that was received, in order. */
  received: { path: string; text: string; recipient: string }[];
  behave(how: (text: string) => Behaviour): void;
  close(): void;
}

export async function startConnector(): Promise<Connector> {
  const received: Connector['received'] = [];
  let behaviour: (text: string) => Behaviour = () => ({ status: 200 });
  const server = createServer(async (message, response) => {
    const { text, recipient } = JSON.parse((await readAll(message)) || '{}');
    received.push({ path: message.url ?? '', text, recipient: recipient?.id });
    const how = behaviour(text);
    if (how === 'silent') return;
    response.writeHead(how.status, { 'Content-Type': 'application/json', ...how.headers });
    response.end(JSON.stringify({ id: `r${received.length}` }));
  });
  return {
    url: await listen(server),
    received,
    behave: (how) => {
      behaviour = how;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface Wire {
  taken: Incoming[];
  logged: [event: string, fields: object | undefined][];
  post(body: unknown, headers?: Record<string, string>, method?: string): Promise<Answered>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function startWire(
  take: (incoming: Incoming) => TurnResult | Promise<TurnResult>,
  parts: Partial<BotFrameworkParts> = {},
): Promise<Wire> {
  const web = createWebServer();
  const taken: Incoming[] = [];
  const logged: Wire['logged'] = [];
  const channel = mountBotFramework({
    web,
    take: async (incoming) => {
      taken.push(incoming);
      return take(incoming);
    },
    credentials: undefined,
    production: false,
    log: (event, fields) => logged.push([event, fields]),
    ...parts,
  });
  const { port } = await web.listen(0, '127.0.0.1');
  return {
    taken,
    logged,
    post: (body, headers = {}, method = 'POST') =>
      new Promise((resolve, reject) => {
        const sent = request(
          {
            port,
            host: '127.0.0.1',
            path: '/api/messages',
            method,
            headers: { 'Content-Type': 'application/json', ...headers },
          },
          async (response) => {
            const text = await readAll(response);
            const json = /json/.test(response.headers['content-type'] ?? '');
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: json && text ? JSON.parse(text) : text,
            });
          },
        );
        sent.on('error', reject);
        sent.end(typeof body === 'string' ? body : JSON.stringify(body));
      }),
    settled: () => channel.settled(),
    close: async () => {
      web.routes.server.closeAllConnections();
      await web.close();
    },
  };
}
