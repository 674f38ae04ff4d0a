/**
 * The journal: commits are lines that are only ever added. All that wait are written and synced to disk together
 * and then acknowledged (group commit), so many turns pay for one sync. A failed write leaves nothing behind: the
 * file is cut back to its last good length before anything else is written.
 */
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Disk, type DiskFile, syncFolder, writeAll } from './disk.js';
import { lineLength, segmentBody, writeLine } from './line.js';
import { segmentName } from './scan.js';

/** Bytes of lines written with one call at most, unless one line alone is longer. */
const BATCH_BYTES = 8 * 1024 * 1024;

export interface JournalPosition {
  segment: number;
  /** The number of the segment's first line. */
  first: number;
}

export interface Journal {
  /**
   * Resolves when the line is durable. Before that `durable` is called, in the order of the lines, with where the
   * line's body starts. Rejects when nothing of the line was kept.
   */
  append(body: Uint8Array, durable: (segment: number, offset: number) => void): Promise<void>;
  /** Goes on in a new segment, between two writes: all lines that are durable then lie before it. */
  rotate(): Promise<JournalPosition>;
  /** Bytes in the present segment. */
  size(): number;
  segment(): number;
  /** True after a failed write, until one works again. */
  failing(): boolean;
  close(): Promise<void>;
}

interface Waiting {
  body: Uint8Array;
  durable(segment: number, offset: number): void;
  resolve(): void;
  reject(cause: unknown): void;
}

export async function openJournal(
  folder: string,
  disk: Disk,
  end: { segment: number; length: number; next: number },
): Promise<Journal> {
  let { segment, length, next } = end;
  let file = await disk.open(join(folder, segmentName(segment)), length > 0 ? 'r+' : 'w+');
  let failing = false;
  let uncut = false;
  const waiting: Waiting[] = [];
  const rotations: { resolve(at: JournalPosition): void; reject(cause: unknown): void }[] = [];
  let running: Promise<void> | undefined;

  /** Cuts off what a failed write may have left, or a crash before the start. */
  async function cutBack(): Promise<void> {
    await file.truncate(length);
    await file.datasync();
    uncut = false;
  }

  function nextBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { body } of waiting) {
      bytes += lineLength(body);
      if (count > 0 && bytes > BATCH_BYTES) break;
      count++;
    }
    return waiting.splice(0, count);
  }

  async function write(batch: readonly Waiting[]): Promise<void> {
    const bytes = Buffer.allocUnsafe(batch.reduce((sum, { body }) => sum + lineLength(body), 0));
    const starts: number[] = [];
    let at = 0;
    for (const [index, { body }] of batch.entries()) {
      starts.push(length + at + lineLength(body) - body.length - 1);
      at = writeLine(bytes, at, next + index, body);
    }
    try {
      if (uncut) await cutBack();
      uncut = true;
      await writeAll(file, bytes, length);
      await file.datasync();
      uncut = false;
      failing = false;
    } catch (cause) {
      failing = true;
      // The attempt is made at once so that a restart finds nothing of it; if it fails the next write tries again.
      if (uncut) await cutBack().catch(() => {});
      for (const { reject } of batch) reject(cause);
      return;
    }
    length += bytes.length;
    next += batch.length;
    for (const [index, { durable, resolve, reject }] of batch.entries()) {
      // A mistake of ours in one commit must not stop the journal for all others.
      try {
        durable(segment, starts[index] ?? 0);
        resolve();
      } catch (cause) {
        reject(cause);
      }
    }
  }

  async function begin(number: number): Promise<{ file: DiskFile; length: number }> {
    const path = join(folder, segmentName(number));
    const begun = await disk.open(path, 'w+');
    try {
      const body = segmentBody(number);
      const line = Buffer.alloc(lineLength(body));
      writeLine(line, 0, next, body);
      await writeAll(begun, line, 0);
      await begun.datasync();
      await syncFolder(folder);
      return { file: begun, length: line.length };
    } catch (cause) {
      await begun.close();
      await unlink(path).catch(() => {});
      throw cause;
    }
  }

  async function goOn(number: number): Promise<JournalPosition> {
    if (uncut) await cutBack();
    const begun = await begin(number);
    await file.close();
    ({ file, length } = begun);
    segment = number;
    next += 1;
    return { segment, first: next - 1 };
  }

  async function run(): Promise<void> {
    while (waiting.length > 0 || rotations.length > 0) {
      // Whoever is about to commit in this round of the event loop comes along.
      await setImmediate();
      if (waiting.length > 0) await write(nextBatch());
      for (const { resolve, reject } of rotations.splice(0)) await goOn(segment + 1).then(resolve, reject);
    }
    running = undefined;
  }

  const started = () => {
    running ??= run();
  };

  if (length === 0) await goOn(segment);
  else await cutBack();
  return {
    append: (body, durable) =>
      new Promise((resolve, reject) => {
        waiting.push({ body, durable, resolve, reject });
        started();
      }),
    rotate: () =>
      new Promise((resolve, reject) => {
        rotations.push({ resolve, reject });
        started();
      }),
    size: () => length,
    segment: () => segment,
    failing: () => failing,
    async close() {
      await running;
      await file.close();
    },
  };
}
