/**
 * The way out: the page asks for `/exit`, which ends the session and sends the browser on to a site that gives
 * nothing away. A plain link does the same, so it works before the script is there and without it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebServer } from '../server.js';
import { type LeftPages, NONCE } from './left.js';

/** We keep nothing in the browser; this also drops what it keeps by itself, the page that Back would show included. */
const WITHOUT_A_TRACE: Readonly<Record<string, string>> = {
  'Clear-Site-Data': '"cache", "cookies", "storage"',
  'Cache-Control': 'no-store',
};

export interface LeftPage {
  nonce: string;
  /** The token of the conversation that the page had open. */
  token: string | undefined;
}

export interface ExitOptions {
  web: WebServer;
  left: LeftPages;
  neutralUrl: string;
  /** Ends the conversation. Called for every leaving, so perhaps twice, and without a token where no script ran. */
  leave(page: LeftPage): Promise<void>;
}

export function mountExit({ web, left, neutralUrl, leave }: ExitOptions): void {
  const take = (url: string | undefined, token: string | undefined) => {
    const nonce = new URL(url ?? '/', 'http://localhost').searchParams.get('c') ?? '';
    if (!NONCE.test(nonce)) return;
    left.add(nonce);
    // Leaving must not wait for a store: the session ends as soon as it can.
    leave({ nonce, token }).catch(() => {});
  };
  web.routes.get('/exit', async (request, response) => {
    take(request.url, undefined);
    sendAway(response, neutralUrl);
  });
  // The script sends this first: it carries the token, in a body because addresses end up in logs.
  web.routes.post('/exit', async (request, response) => {
    const body = await readText(request, TOKEN_BYTES);
    take(request.url, body === '' ? undefined : body);
    response.writeHead(204, { 'Cache-Control': 'no-store' });
    response.end();
  });
}

const TOKEN_BYTES = 4096;

async function readText(request: IncomingMessage, most: number): Promise<string> {
  let text = '';
  try {
    for await (const part of request) if (text.length <= most) text += String(part);
  } catch {
    return '';
  }
  return text.length > most ? '' : text;
}

export function sendAway(response: ServerResponse, neutralUrl: string): void {
  response.writeHead(303, { ...WITHOUT_A_TRACE, Location: neutralUrl, 'Content-Length': '0' });
  response.end();
}
