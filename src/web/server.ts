/** The one HTTP server that everything is served on: routes by restify, WebSocket upgrades by path. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import restify from 'restify';
import { SECURITY_HEADERS } from './headers.js';
import { sendNothing } from './nothing.js';
import { sendError } from './reply.js';

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer, url: URL) => void;

/** Answers with `sendJson` or `sendError`, which bring the security headers, and never rejects. */
export type PostHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  match: RegExpExecArray,
) => Promise<void>;

export interface WebServer {
  /** Register routes here. Handlers are `async (request, response)`; they answer with `reply` and never throw. */
  routes: restify.Server;
  /**
   * POSTs whose address matches are given to the handler before restify looks at them: for what is asked with every
   * message, where finding the route costs as much as answering. Other spellings of the address are left to `routes`.
   */
  onPost(address: RegExp, handler: PostHandler): void;
  /** WebSocket upgrades whose path matches are given to the handler; all others are refused with 404. */
  onUpgrade(path: RegExp, handler: UpgradeHandler): void;
  listen(port: number, host: string): Promise<{ port: number; host: string }>;
  /** Stops taking requests, lets the running ones finish for at most 10 s. */
  close(): Promise<void>;
}

/** Restify's own way to be passed over, which its types do not know: false means that the request is taken. */
interface First {
  first(take: (request: IncomingMessage, response: ServerResponse) => boolean): void;
}

/** Restify throws outside of every handler, and ends the process, where a client's address or Host is no URL. */
function hasAddress(request: restify.Request): boolean {
  try {
    return request.getUrl() !== undefined;
  } catch {
    return false;
  }
}

/** Stands in for our own origin where only the path matters. */
const ORIGIN = 'http://localhost';

/** Milliseconds a client may take: for its headers, for the whole request, and how often that is looked at. */
export interface Patience {
  headers: number;
  request: number;
  look: number;
}

const PATIENCE: Patience = { headers: 10_000, request: 30_000, look: 5_000 };

export function createWebServer(patience = PATIENCE): WebServer {
  const routes = restify.createServer({ name: 'kinline', ignoreTrailingSlash: true });
  // A client that sends its request byte by byte would else hold its connection for minutes.
  Object.assign(routes.server, {
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    connectionsCheckingInterval: patience.look,
  });
  const upgrades: { path: RegExp; handler: UpgradeHandler }[] = [];
  const posts: { address: RegExp; handler: PostHandler }[] = [];

  (routes as typeof routes & First).first((request, response) => {
    if (request.method !== 'POST') return true;
    for (const { address, handler } of posts) {
      const match = address.exec(request.url ?? '');
      if (match === null) continue;
      handler(request, response, match);
      return false;
    }
    return true;
  });

  routes.pre((request, response, next) => {
    for (const name in SECURITY_HEADERS) response.setHeader(name, SECURITY_HEADERS[name] as string);
    if (hasAddress(request)) return next();
    sendError(response, 400, 'BadRequest', 'The address or the Host header is not valid.');
    return next(false);
  });
  // Not passed on: restify would answer a second time, which ends the process.
  routes.on('NotFound', (request, response) => sendNothing(response, request.getPath()));
  routes.on('MethodNotAllowed', (request, response) => sendNothing(response, request.getPath(), 405));
  routes.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    // What follows the method on the first line is the client's own words, and not every word is an address.
    const url = URL.canParse(request.url ?? '/', ORIGIN) ? new URL(request.url ?? '/', ORIGIN) : undefined;
    const match = url && upgrades.find(({ path }) => path.test(url.pathname));
    if (match) match.handler(request, socket, head, url);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });

  return {
    routes,
    onPost(address, handler) {
      posts.push({ address, handler });
    },
    onUpgrade(path, handler) {
      upgrades.push({ path, handler });
    },
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        // Restify passes the server's errors on as its own, and an error that nobody listens to ends the process.
        routes.on('error', reject);
        routes.listen(port, host, () => {
          const address = routes.address();
          resolve({ port: address.port, host });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => routes.server.closeAllConnections(), 10_000);
        routes.close(() => {
          clearTimeout(force);
          resolve();
        });
        routes.server.closeIdleConnections();
      }),
  };
}
