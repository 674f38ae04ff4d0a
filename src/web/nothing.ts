/** One place for addresses that lead nowhere: a few neutral words for a browser, Bot Framework's shape for a client. */
import type { ServerResponse } from 'node:http';
import { sendError } from './reply.js';

export function sendNothing(response: ServerResponse, path: string, status = 404): void {
  if (/^\/(v3|api|health)\//.test(path)) {
    sendError(
      response,
      status,
      status === 405 ? 'MethodNotAllowed' : 'NotFound',
      'There is nothing at this address.',
    );
    return;
  }
  const body =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    '<title>Not found</title><link rel="icon" href="data:,"><main><h1>Not found</h1><p><a href="/">Start page</a></p></main></html>';
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Content-Security-Policy': "default-src 'none'; img-src data:; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
