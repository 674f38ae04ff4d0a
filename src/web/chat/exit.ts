/**
 * The way out: the page asks for `/exit`, which ends the session and sends the browser on to a site that gives
 * nothing away. A plain link does the same, so it works before the script is there and without it.
 */
import type { ServerResponse } from 'node:http';
import type { WebServer } from '../server.js';
import { type LeftPages, NONCE } from './left.js';

/** We keep nothing in the browser; this also drops what it keeps by itself, the page that Back would show included. */
const WITHOUT_A_TRACE: Readonly<Record<string, string>> = {
  'Clear-Site-Data': '"cache", "cookies", "storage"',
  'Cache-Control': 'no-store',
};

export interface ExitOptions {
  web: WebServer;
  left: LeftPages;
  neutralUrl: string;
  /** Ends the conversation that was opened from this page. May be called twice, and for a page that has none. */
  leave(nonce: string): Promise<void>;
}

export function mountExit({ web, left, neutralUrl, leave }: ExitOptions): void {
  const take = async (url: string | undefined) => {
    const nonce = new URL(url ?? '/', 'http://localhost').searchParams.get('c') ?? '';
    if (!NONCE.test(nonce)) return;
    left.add(nonce);
    // Leaving must not wait for a store: the session ends as soon as it can.
    leave(nonce).catch(() => {});
  };
  web.routes.get('/exit', async (request, response) => {
    await take(request.url);
    sendAway(response, neutralUrl);
  });
  // The script sends this as well, in case the tab is closed before the address above was asked for.
  web.routes.post('/exit', async (request, response) => {
    request.resume();
    await take(request.url);
    response.writeHead(204, WITHOUT_A_TRACE);
    response.end();
  });
}

export function sendAway(response: ServerResponse, neutralUrl: string): void {
  response.writeHead(303, { ...WITHOUT_A_TRACE, Location: neutralUrl, 'Content-Length': '0' });
  response.end();
}
