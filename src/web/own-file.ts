/**
 * The file of a family's own request. A tap on the address shows a button and nothing else: programs that look at every
 * address in a chat, to show a picture of it, press none.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml } from './chat/to-html.js';
import { sendNothing } from './nothing.js';
import type { WebServer } from './server.js';

export interface OwnFileParts {
  path: string;
  /** Undefined where the address is none of ours, its time is over, or the request is gone. */
  find(token: string): Promise<{ text: string; language: string; direction: string } | undefined>;
  say(language: string, key: 'page' | 'fetch'): string;
}

export function mountOwnFile(web: WebServer, { path, find, say }: OwnFileParts): void {
  const answering =
    (answer: (response: ServerResponse, found: NonNullable<Awaited<ReturnType<typeof find>>>) => void) =>
    async (request: IncomingMessage & { params?: Record<string, string> }, response: ServerResponse) => {
      const found = await find(String(request.params?.token)).catch(() => undefined);
      if (found === undefined) sendNothing(response, path);
      else answer(response, found);
    };
  web.routes.get(
    `${path}:token`,
    answering((response, { language, direction }) => {
      const words = escapeHtml(say(language, 'page'));
      send(
        response,
        `<!doctype html><html lang="${language}" dir="${direction}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Info</title><link rel="icon" href="data:,"><main><p>${words}</p><form method="post"><button>${escapeHtml(say(language, 'fetch'))}</button></form></main></html>`,
        { 'Content-Type': 'text/html; charset=utf-8', 'X-Robots-Tag': 'noindex' },
      );
    }),
  );
  web.routes.post(
    `${path}:token`,
    answering((response, { text }) =>
      send(response, text, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': 'attachment; filename="info.txt"',
      }),
    ),
  );
}

function send(response: ServerResponse, body: string, headers: Record<string, string>): void {
  response.writeHead(200, {
    ...headers,
    'Content-Length': Buffer.byteLength(body),
    'Content-Security-Policy':
      "default-src 'none'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
