/**
 * One line of the journal: `<crc32> <number> <length> <json>`. Lines are numbered without a gap across segments, so
 * that a missing one shows; the length tells a torn line from a damaged one.
 */
import { crc32 } from 'node:zlib';
import type { NewTurn } from '../port.js';

/** What a commit changed, as absolute values: reading a line twice changes nothing more. */
export interface Entry {
  /** Absent where nobody talked and only documents and records changed. */
  talk?: TalkEntry;
  documents?: DocumentEntry[];
  records?: { kind: string; id: string; value: string | null }[];
  /** That activities were done, as another store knew it: the words are gone. */
  marks?: ({ mark: string } & Omit<NewTurn, 'content' | 'activity'>)[];
}

export interface TalkEntry {
  conversation: string;
  version: number;
  expiresAt: number;
  lines: number;
  /** The session's key; null when it ended. */
  key: string | null;
  /** With the mark in the place of the activity where another store knew the mark only. */
  turn?: Omit<NewTurn, 'content'> & { mark?: string };
}

export interface DocumentEntry {
  id: string;
  version: number;
  expiresAt: number;
  /** Null when it is gone. */
  key: string | null;
}

/** What is sealed in a line, as base64: the session, the content of the turn, and documents in their order. */
export interface Sealed<T> {
  session?: T;
  content?: T;
  documents?: T[];
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
/** A quote inside a JSON text is escaped, so these names can only be found where they were put. */
const SESSION = ',"session":"';
const CONTENT = ',"content":"';
const DOCUMENT = ',"document":"';

/** A commit's body, and where in it the sealed texts are. They stand last, so that they can be skipped in reading. */
export function entryBody(entry: Entry, sealed: Sealed<string>): { body: Buffer; ranges: Sealed<Range> } {
  const head = Buffer.from(JSON.stringify(entry));
  const parts: string[] = [];
  let end = head.length - 1;
  const add = (name: string, text: string): Range => {
    parts.push(`${name}${text}"`);
    const range = { offset: end + name.length, length: text.length };
    end += name.length + text.length + 1;
    return range;
  };
  const ranges: Sealed<Range> = {};
  if (sealed.documents !== undefined) ranges.documents = sealed.documents.map((text) => add(DOCUMENT, text));
  if (sealed.session !== undefined) ranges.session = add(SESSION, sealed.session);
  if (sealed.content !== undefined) ranges.content = add(CONTENT, sealed.content);
  const body = Buffer.allocUnsafe(end + 1);
  body.set(head);
  body.write(parts.join(''), head.length - 1, 'latin1');
  body.write('}', end, 'latin1');
  return { body, ranges };
}

/** The ranges of a body that starts at this byte of a segment. */
export function placesOf(
  { session, content, documents }: Sealed<Range>,
  segment: number,
  offset: number,
): Sealed<Place> {
  const place = (range: Range): Place => ({
    segment,
    offset: offset + range.offset,
    length: range.length,
  });
  const places: Sealed<Place> = {};
  if (session) places.session = place(session);
  if (content) places.content = place(content);
  if (documents) places.documents = documents.map(place);
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
  let end = body.length - 1;
  const take = (mark: string): Range | undefined => {
    const cut = body.lastIndexOf(mark, end - 1);
    if (cut < 0) return undefined;
    const offset = cut + mark.length;
    const range = { offset, length: end - 1 - offset };
    end = cut;
    return range;
  };
  const content = take(CONTENT);
  const session = take(SESSION);
  const documents: Range[] = [];
  for (let found = take(DOCUMENT); found !== undefined; found = take(DOCUMENT)) documents.unshift(found);
  const sealed: Sealed<Range> = {
    ...(content && { content }),
    ...(session && { session }),
    ...(documents.length > 0 && { documents }),
  };
  const json = JSON.parse(`${body.toString('utf8', 0, end)}}`);
  if ('probe' in json) return { kind: 'probe' };
  if ('expiry' in json) return { kind: 'expiry', ...json.expiry };
  if ('segment' in json) return { kind: 'segment', segment: json.segment };
  return { kind: 'entry', entry: json, sealed };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
