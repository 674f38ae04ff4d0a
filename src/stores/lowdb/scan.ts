/**
 * Reads the journal back. A crash in the middle of a write leaves an unfinished last line, which nobody was told was
 * kept: it is cut off. Anything else that does not fit is damage, is named and is left as it is.
 */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Body, HEAD_BYTES, readHead, readLine } from './line.js';
import { damaged } from './refused.js';

const CHUNK_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;

export function segmentName(segment: number): string {
  return `journal-${String(segment).padStart(6, '0')}.log`;
}

/** Numbers of the segments in a folder, ascending. */
export async function segmentsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .map((name) => /^journal-(\d{6,})\.log$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

export interface Scanned {
  /** The segment to go on with and its good length; undefined when no segment has a whole line. */
  end: { segment: number; length: number } | undefined;
  /** The number of the next line. */
  next: number;
  /** Segments that were begun and hold no whole line. */
  leftover: number[];
}

/** Calls `found` for each line of the segments, in order. `first` is the number the first line must have. */
export async function scan(
  folder: string,
  segments: readonly number[],
  first: number,
  found: (body: Body, segment: number, offset: number) => void,
): Promise<Scanned> {
  let next = first;
  let end: Scanned['end'];
  let previous: number | undefined;
  for (const [index, segment] of segments.entries()) {
    const file = join(folder, segmentName(segment));
    if (previous !== undefined && segment !== previous + 1) {
      throw damaged(join(folder, segmentName(previous + 1)), 'the file is missing');
    }
    previous = segment;
    let line = 0;
    for await (const piece of pieces(file)) {
      line++;
      if (!piece.ended) {
        if (!torn(piece.bytes)) throw damaged(file, 'the line is not ended as it should be', line);
        if (!(await onlyBeginningsAfter(folder, segments.slice(index + 1)))) {
          throw damaged(file, 'the file ends in the middle of a line, yet another file follows', line);
        }
        break;
      }
      const read = readLine(piece.bytes);
      if ('problem' in read) throw damaged(file, read.problem, line);
      if (read.number !== next) throw damaged(file, `line number ${next} is missing before this one`, line);
      if ((line === 1) !== (read.body.kind === 'segment' && read.body.segment === segment)) {
        throw damaged(file, 'the line belongs to another file', line);
      }
      next++;
      end = { segment, length: piece.offset + piece.bytes.length + 1 };
      found(read.body, segment, piece.offset + HEAD_BYTES);
    }
  }
  const last = end?.segment ?? 0;
  return { end, next, leftover: segments.filter((segment) => segment > last) };
}

/** Whether a last line without a line break is one that was being written. */
function torn(rest: Buffer): boolean {
  let end = rest.length;
  // After a power cut a file may have grown before its bytes arrived: the gap reads as zeros.
  while (end > 0 && rest[end - 1] === 0) end--;
  if (end < HEAD_BYTES) return true;
  const head = readHead(rest);
  return head !== undefined && end <= HEAD_BYTES + head.length;
}

/** A new segment may have been begun while the last line of the one before was still unfinished. */
async function onlyBeginningsAfter(folder: string, segments: readonly number[]): Promise<boolean> {
  for (const segment of segments) {
    for await (const piece of pieces(join(folder, segmentName(segment)))) if (piece.ended) return false;
  }
  return true;
}

interface Piece {
  bytes: Buffer;
  offset: number;
  /** False for bytes after the last line break. */
  ended: boolean;
}

async function* pieces(path: string): AsyncGenerator<Piece> {
  const file = await open(path, 'r');
  try {
    let rest: Buffer[] = [];
    let offset = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES);
      if (bytesRead === 0) break;
      const bytes = chunk.subarray(0, bytesRead);
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        const tail = bytes.subarray(start, end);
        const line = rest.length > 0 ? Buffer.concat([...rest, tail]) : tail;
        rest = [];
        yield { bytes: line, offset, ended: true };
        offset += line.length + 1;
        start = end + 1;
      }
      if (start < bytesRead) rest.push(bytes.subarray(start));
    }
    if (rest.length > 0) yield { bytes: Buffer.concat(rest), offset, ended: false };
  } finally {
    await file.close();
  }
}
