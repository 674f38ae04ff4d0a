/**
 * What a start does before the first commit: read the snapshot, then the journal after it. Nothing is changed until
 * all of it has been read and found whole.
 */
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk } from './disk.js';
import { type Journal, openJournal } from './journal.js';
import { type Body, placesOf } from './line.js';
import { damaged, FolderRefused } from './refused.js';
import { type Scanned, scan, segmentName, segmentsIn } from './scan.js';
import {
  hasSnapshotFiles,
  loadSnapshot,
  type Manifest,
  manifestPath,
  setAside,
  tidySnapshot,
} from './snapshot.js';
import { createState, type State } from './state.js';

export interface Recovered {
  state: State;
  manifest: Manifest | undefined;
  /** Cuts the torn line off, removes leftovers, and opens the journal behind the last good line. */
  begin(): Promise<Journal>;
}

export async function recover(
  folder: string,
  disk: Disk,
  now: number,
  warn: (message: string) => void,
): Promise<Recovered> {
  const segments = await segmentsIn(folder);
  const state = createState();
  let manifest: Manifest | undefined;
  try {
    manifest = await loadSnapshot(folder, disk, state);
  } catch (error) {
    if (!(error instanceof FolderRefused) || error.reason !== 'damaged' || segments[0] !== 1) throw error;
    return rescue(folder, disk, segments, error, warn);
  }
  const from = manifest?.position ?? { segment: 1, first: 0 };
  const after = segments.filter((segment) => segment >= from.segment);
  if (after[0] !== from.segment && (manifest || segments.length > 0 || (await hasSnapshotFiles(folder)))) {
    if (!manifest)
      throw damaged(
        manifestPath(folder),
        'the file is missing, and the journal does not reach back to the start',
      );
    throw damaged(join(folder, segmentName(from.segment)), 'the file is missing');
  }
  const scanned = await scan(folder, after, from.first, into(state));
  for (const segment of state.segmentsInUse(now)) {
    if (!segments.includes(segment)) throw damaged(join(folder, segmentName(segment)), 'the file is missing');
  }
  return { state, manifest, begin: () => begin(folder, disk, from, scanned, manifest) };
}

/** The journal holds everything from the first day on, so a damaged snapshot costs nothing but the time to read it. */
async function rescue(
  folder: string,
  disk: Disk,
  segments: readonly number[],
  damage: FolderRefused,
  warn: (message: string) => void,
): Promise<Recovered> {
  const state = createState();
  const from = { segment: 1, first: 0 };
  const scanned = await scan(folder, segments, from.first, into(state)).catch(() => {
    throw damage;
  });
  return {
    state,
    manifest: undefined,
    async begin() {
      const aside = await setAside(folder);
      warn(
        `${damage.where?.file}: the snapshot is damaged. Everything was read from the journal instead; the snapshot now lies in ${aside}.`,
      );
      return begin(folder, disk, from, scanned, undefined);
    },
  };
}

async function begin(
  folder: string,
  disk: Disk,
  from: { segment: number; first: number },
  scanned: Scanned,
  manifest: Manifest | undefined,
): Promise<Journal> {
  for (const segment of scanned.leftover) await unlink(join(folder, segmentName(segment)));
  await tidySnapshot(folder, manifest);
  const end = scanned.end ?? { segment: from.segment, length: 0 };
  return openJournal(folder, disk, { ...end, next: scanned.next });
}

function into(state: State) {
  return (body: Body, segment: number, offset: number): void => {
    if (body.kind === 'expiry') state.expire(body);
    if (body.kind !== 'entry') return;
    state.apply(body.entry, placesOf(body.sealed, segment, offset));
  };
}
