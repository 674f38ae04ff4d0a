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
}

/** What is sealed in a line, as base64: the session, and the content of the turn. */
export interface Sealed<T> {
  session?: T;
  content?: T;
}

/** Bytes of a line's body. */
export interface Range {
  offset: number;
  length: number;
}

/** What was past its time at `at` was forgotten, except these conversations, which were being written. */
export interface Expiry {
  at: number;
  except: string[];
}

/** Where something sealed lies: bytes of a segment. */
export interface Place extends Range {
  segment: number;
}

export type Body =
  | { kind: 'segment'; segment: number }
  | { kind: 'probe' }
  | ({ kind: 'expiry' } & Expiry)
  | { kind: 'entry'; entry: Entry; sealed: Sealed<Range> };

export const JOURNAL_FORMAT = 1;
export const HEAD_BYTES = 8 + 1 + 12 + 1 + 8 + 1;
const NEWLINE = 10;
const SESSION = ',"session":"';
const CONTENT = ',"content":"';

/** A commit's body, and where in it the sealed texts are. They stand last, so that they can be skipped in reading. */
export function entryBody(entry: Entry, sealed: Sealed<string>): { body: Buffer; ranges: Sealed<Range> } {
  const head = Buffer.from(JSON.stringify(entry));
  const start = head.length - 1;
  const first = sealed.session === undefined ? '' : `${SESSION}${sealed.session}"`;
  const second = sealed.content === undefined ? '' : `${CONTENT}${sealed.content}"`;
  const body = Buffer.allocUnsafe(start + first.length + second.length + 1);
  body.set(head);
  body.write(first, start, 'latin1');
  body.write(second, start + first.length, 'latin1');
  body.write('}', body.length - 1, 'latin1');
  const ranges: Sealed<Range> = {};
  if (first) ranges.session = { offset: start + SESSION.length, length: first.length - SESSION.length - 1 };
  if (second)
    ranges.content = {
      offset: start + first.length + CONTENT.length,
      length: second.length - CONTENT.length - 1,
    };
  return { body, ranges };
}

/** The ranges of a body that starts at this byte of a segment. */
export function placesOf(ranges: Sealed<Range>, segment: number, offset: number): Sealed<Place> {
  const places: Sealed<Place> = {};
  const { session, content } = ranges;
  if (session) places.session = { segment, offset: offset + session.offset, length: session.length };
  if (content) places.content = { segment, offset: offset + content.offset, length: content.length };
  return places;
}

export const probeBody = Buffer.from('{"probe":true}');

export function expiryBody({ at, except }: Expiry): Buffer {
  return Buffer.from(JSON.stringify({ expiry: { at, except } }));
}

export function segmentBody(segment: number): Buffer {
  return Buffer.from(JSON.stringify({ segment, format: JOURNAL_FORMAT }));
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
  const sealed: Sealed<Range> = {};
  let end = body.length - 1;
  // A quote inside a JSON text is escaped, so these names can only be found where they were put.
  for (const [name, mark] of [
    ['content', CONTENT],
    ['session', SESSION],
  ] as const) {
    const cut = body.lastIndexOf(mark);
    if (cut < 0) continue;
    sealed[name] = { offset: cut + mark.length, length: end - 1 - cut - mark.length };
    end = cut;
  }
  const json = JSON.parse(`${body.toString('utf8', 0, end)}}`);
  if ('probe' in json) return { kind: 'probe' };
  if ('expiry' in json) return { kind: 'expiry', ...json.expiry };
  if ('segment' in json) return { kind: 'segment', segment: json.segment };
  return { kind: 'entry', entry: json, sealed };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
