/**
 * Work in the background: a snapshot when the journal has grown, and the removal of segments that nothing points to
 * any more. None of it is on the way of a commit.
 */
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk } from './disk.js';
import type { Journal } from './journal.js';
import { segmentName, segmentsIn } from './scan.js';
import { type Manifest, writeSnapshot } from './snapshot.js';
import type { State } from './state.js';

/** Writing a snapshot costs in proportion to its size, so the journal may grow to this many times of it. */
const GROWTH = 16;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

export interface Upkeep {
  /** Starts a snapshot if the journal has grown enough since the last one. Does not wait for it. */
  afterCommit(): void;
  /** A snapshot if the last one is a day old, so that removed records leave the journal; then old segments go. */
  daily(now: number): Promise<void>;
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>;
}

export function createUpkeep(parts: {
  folder: string;
  disk: Disk;
  state: State;
  journal: Journal;
  manifest: Manifest | undefined;
  snapshotBytes: number;
  /** Moves sessions that are idle out of the segments before this one. */
  relocate(segment: number, now: number): Promise<void>;
  now(): number;
  warn(message: string): void;
}): Upkeep {
  const { folder, disk, state, journal } = parts;
  let manifest = parts.manifest;
  let last = parts.now();
  let running: Promise<void> | undefined;
  let threshold = nextThreshold(0);

  /** After a fault the journal grows further before another snapshot is tried. */
  function nextThreshold(size: number): number {
    return size + Math.max(parts.snapshotBytes, GROWTH * (manifest?.size ?? 0));
  }

  async function snapshot(): Promise<void> {
    try {
      const position = await journal.rotate();
      manifest = await writeSnapshot(folder, disk, state, position, manifest);
      last = parts.now();
      threshold = nextThreshold(0);
      await prune(last);
    } catch (cause) {
      threshold = nextThreshold(journal.size());
      const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
      parts.warn(
        `The snapshot could not be written (${code}). The journal holds everything; another is tried later.`,
      );
    }
  }

  async function prune(now: number): Promise<void> {
    const covered = manifest?.position.segment ?? 0;
    const old = (await segmentsIn(folder)).filter((segment) => segment < covered);
    if (old.length === 0) return;
    await parts.relocate(covered, now);
    const used = state.segmentsInUse(now);
    for (const segment of old) if (!used.has(segment)) await unlink(join(folder, segmentName(segment)));
  }

  function start(work: () => Promise<void>): Promise<void> {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    afterCommit() {
      if (running === undefined && journal.size() > threshold) void start(snapshot);
    },
    async daily(now) {
      await running;
      const due = now - last >= DAY_MILLISECONDS && state.shards.some(({ changed }) => changed);
      await start(due ? snapshot : () => prune(now));
    },
    async settled() {
      await running;
    },
  };
}
