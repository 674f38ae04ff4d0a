/**
 * One line of the journal: `<crc32> <number> <length> <json>`. Lines are numbered without a gap across segments, so
 * that a missing one shows; the length tells a torn line from a damaged one.
 */
import { crc32 } from 'node:zlib';
import type { NewTurn, RecordChange } from '../port.js';

/** What a commit changed, as absolute values: reading a line twice changes nothing more. */
export interface Entry {
  conversation: string;
  version: number;
  expiresAt: number;
  lines: number;
  /** The session's key; null when it ended. */
  key: string | null;
  turn?: Omit<NewTurn, 'content'>;
  records?: RecordChange[];
  /** Sealed, base64. */
  session?: string;
}

/** What was past its time at `at` was forgotten, except these conversations, which were being written. */
export interface Expiry {
  at: number;
  except: string[];
}

/** A byte range of sealed, base64 turn content in a segment. */
export interface Place {
  segment: number;
  offset: number;
  length: number;
}

export type Body =
  | { kind: 'segment'; segment: number }
  | { kind: 'probe' }
  | ({ kind: 'expiry' } & Expiry)
  | { kind: 'entry'; entry: Entry; content: { offset: number; length: number } | undefined };

export const JOURNAL_FORMAT = 1;
export const HEAD_BYTES = 8 + 1 + 12 + 1 + 8 + 1;
const NEWLINE = 10;
const CONTENT = ',"content":"';
const END = '"}';

/** A commit's body. Sealed texts are base64 and need no escaping; the content stands last, where it can be skipped. */
export function entryBody({ session, ...entry }: Entry, content: string | undefined): Buffer {
  const head = Buffer.from(JSON.stringify(entry));
  const sealed = session === undefined ? '' : `,"session":"${session}"`;
  const last = content === undefined ? '}' : `${CONTENT}${content}${END}`;
  const open = head.length - 1;
  const body = Buffer.allocUnsafe(open + sealed.length + last.length);
  body.set(head);
  body.write(sealed, open, 'latin1');
  body.write(last, open + sealed.length, 'latin1');
  return body;
}

export const probeBody = Buffer.from('{"probe":true}');

export function expiryBody({ at, except }: Expiry): Buffer {
  return Buffer.from(JSON.stringify({ expiry: { at, except } }));
}

export function segmentBody(segment: number): Buffer {
  return Buffer.from(JSON.stringify({ segment, format: JOURNAL_FORMAT }));
}

/** Where a body's content starts, counted from the body's first byte. */
export function contentStart(body: Uint8Array, contentLength: number): number {
  return body.length - END.length - contentLength;
}

/** Writes a line into `target` and returns where the next one starts. */
export function writeLine(target: Buffer, start: number, number: number, body: Uint8Array): number {
  const rest = `${hex(number, 12)} ${hex(body.length, 8)} `;
  target.write(`${hex(crc32(body, crc32(rest)), 8)} ${rest}`, start, 'latin1');
  target.set(body, start + HEAD_BYTES);
  target[start + HEAD_BYTES + body.length] = NEWLINE;
  return start + lineLength(body);
}

export function lineLength(body: Uint8Array): number {
  return HEAD_BYTES + body.length + 1;
}

export interface Head {
  sum: string;
  number: number;
  length: number;
}

export function readHead(line: Buffer): Head | undefined {
  const match = /^([0-9a-f]{8}) ([0-9a-f]{12}) ([0-9a-f]{8}) $/.exec(line.toString('latin1', 0, HEAD_BYTES));
  if (!match) return undefined;
  const [, sum = '', number = '', length = ''] = match;
  return { sum, number: Number.parseInt(number, 16), length: Number.parseInt(length, 16) };
}

/** The body of a whole line without its line break, or what is wrong with it. */
export function readLine(line: Buffer): { number: number; body: Body } | { problem: string } {
  const head = readHead(line);
  if (!head) return { problem: 'the line does not start as a journal line does' };
  if (line.length !== HEAD_BYTES + head.length)
    return { problem: 'the line has another length than it says' };
  if (hex(crc32(line.subarray(9)), 8) !== head.sum) return { problem: 'the checksum does not fit' };
  try {
    return { number: head.number, body: parse(line.subarray(HEAD_BYTES)) };
  } catch {
    return { problem: 'the line is no JSON' };
  }
}

function parse(body: Buffer): Body {
  const cut = body.lastIndexOf(CONTENT);
  const json = JSON.parse(cut < 0 ? body.toString() : `${body.toString('utf8', 0, cut)}}`);
  if ('probe' in json) return { kind: 'probe' };
  if ('expiry' in json) return { kind: 'expiry', ...json.expiry };
  if ('segment' in json) return { kind: 'segment', segment: json.segment };
  const offset = cut + CONTENT.length;
  const content = cut < 0 ? undefined : { offset, length: body.length - END.length - offset };
  return { kind: 'entry', entry: json, content };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
