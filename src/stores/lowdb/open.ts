/**
 * The store for one process, in a folder, with nothing else installed. Commits are lines in a journal that is synced
 * to disk; lowdb files are its snapshot; session keys lie in a file of their own. Back up the folder without
 * `keys.bin`: a backup then holds nothing readable of any session.
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { rewrapDataKeys } from '../data-key.js';
import type { Store } from '../port.js';
import { pooled, type RandomBytes, type Wrapping, wrappingOf } from '../sealing.js';
import { inOrder } from './coalesce.js';
import { answerControl } from './control.js';
import { type Disk, realDisk } from './disk.js';
import { findKeys, halfChanged } from './keys.js';
import { lockFolder } from './lock.js';
import { createReader } from './reader.js';
import { createRecent } from './recent.js';
import { recover } from './recover.js';
import { damaged } from './refused.js';
import { relocate } from './relocate.js';
import type { State } from './state.js';
import { createStore } from './store.js';
import { createUpkeep } from './upkeep.js';

export interface LowdbStoreOptions {
  /** Made if it is missing. One process at a time. */
  folder: string;
  /** Wraps the session keys; 32 random bytes or more. Without it no session can be read again. */
  secret: string | Buffer;
  /** The former secret, while it is being changed: what is wrapped under it opens too. */
  before?: string | Buffer | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** The journal may grow by this many bytes before a snapshot is written; 128 MB unless told otherwise. */
  snapshotBytes?: number;
  /** What the operator should know. Never holds anything of a person. */
  warn?(message: string): void;
  random?: RandomBytes;
  disk?: Disk;
}

export interface EmbeddedStore extends Store {
  /** Wraps every key anew under another secret, while serving. Resolves with how many were not yet. */
  rotate(to: Wrapping): Promise<number>;
}

const SNAPSHOT_BYTES = 128 * 1024 * 1024;

/** Rejects with `FolderRefused` when the folder is in use, damaged, or was written under another secret. */
export async function openLowdbStore(options: LowdbStoreOptions): Promise<EmbeddedStore> {
  const { folder, secret, before, now, snapshotBytes = SNAPSHOT_BYTES, warn = () => {} } = options;
  const { disk = realDisk } = options;
  const random = pooled(options.random ?? randomBytes);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(folder);
  try {
    const found = await findKeys({ folder, secret, before, disk, random });
    const { state, manifest, begin } = await recover(folder, disk, now(), warn);
    const living = livingKeys(state, now());
    if ([...living].some((id) => found.foreign.has(id))) throw halfChanged(folder);
    for (const id of living)
      if (found.broken.has(id))
        throw damaged(`${folder}/keys.bin`, 'the key of a living session does not open');
    const lost = [...living].filter((id) => !found.ids.has(id)).length;
    if (lost > 0) warn(`${lost} sessions cannot be read any more: their keys are not in ${folder}/keys.bin.`);
    const journal = await begin();
    const keys = await found.open(living);
    const recent = createRecent();
    const reader = createReader(folder, keys, recent, warn);
    const conversations = inOrder();
    const upkeep = createUpkeep({
      folder,
      disk,
      state,
      journal,
      manifest,
      snapshotBytes,
      relocate: (segment, at) => relocate({ state, journal, reader, conversations }, segment, at),
      now,
      warn,
    });
    const { release } = lock;
    const store = createStore({
      state,
      journal,
      keys,
      reader,
      recent,
      conversations,
      upkeep,
      random,
      now,
      warn,
      release,
    });
    const known = [keys.wrapping(), ...(before === undefined ? [] : [wrappingOf(before)])];
    const rotate = async (to: Wrapping): Promise<number> => {
      known.push(to);
      const count = await keys.rotate(to);
      return count + (await rewrapDataKeys(store, [to, ...known], random));
    };
    lock.answer((socket) => answerControl(socket, { wrapping: keys.wrapping, rotate }));
    return { ...store, rotate };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function livingKeys(state: State, now: number): Set<string> {
  return new Set([...state.living(now)].map(({ session }) => session.key));
}
