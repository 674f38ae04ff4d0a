/** Answers requests without passing through restify's formatters, which cost more than they give here. */
import type { ServerResponse } from 'node:http';
import { SECURITY_LIST, SECURITY_MARK } from './headers.js';

export function sendJson(
  response: ServerResponse,
  status: number,
  value?: unknown,
  headers: Record<string, string> = {},
): void {
  const body = value === undefined ? '' : JSON.stringify(value);
  const list = response.hasHeader(SECURITY_MARK) ? [] : [...SECURITY_LIST];
  if (value !== undefined) list.push('Content-Type', 'application/json; charset=utf-8');
  list.push('Content-Length', String(Buffer.byteLength(body)), 'Cache-Control', 'no-store');
  for (const name in headers) list.push(name, headers[name] ?? '');
  // One list of names and values: Node writes it as it is, where an object would be taken apart first.
  response.writeHead(status, list);
  response.end(body);
}

/** An error in the shape that Bot Framework and Direct Line clients read. `message` says what to do, nothing personal. */
export function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { error: { code, message } });
}
