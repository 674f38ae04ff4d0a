/**
 * The keys of living sessions, wrapped, in a file of fixed slots that is overwritten in place: when a slot is gone,
 * everything written under its key, in journal, snapshot or backup, is noise. Keep this file out of backups.
 * New keys are made durable ahead of need, so that a new session costs no extra write to disk. When the secret is
 * changed, slots are wrapped anew in place; each names its secret, so a change that is cut off is simply gone on with.
 */
import { readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KEY_BYTES, type RandomBytes, type Wrapping, wrappingOf } from '../sealing.js';
import { coalesce, inOrder } from './coalesce.js';
import { type Disk, type DiskFile, syncFolder, writeAll } from './disk.js';
import { fillSlot, ID_BYTES, openSlot } from './key-slot.js';
import { FolderRefused } from './refused.js';
import { createSlotFile, SLOT_BYTES, type SlotFile } from './slots.js';

/** Keys kept ready. Making one takes some microseconds, so a pool is filled in about a millisecond. */
const POOL = 128;
/** Keys wrapped anew with one write to disk; what is destroyed meanwhile waits for one such write at most. */
const BATCH = 256;
const HEADER_ID = 'kinline-keys-001';

export interface Keys {
  /** The key of an id; undefined when it was destroyed. Use it at once: its bytes are wiped in place. */
  key(id: string): Uint8Array | undefined;
  /** A new key that is already durable. */
  take(): Promise<string>;
  /** A taken key that was never used. */
  giveBack(id: string): void;
  /** Resolves when nothing of these keys is on disk any more. */
  destroy(ids: readonly string[]): Promise<void>;
  /** Keys that were to be destroyed and still are on disk, after a fault of the disk. */
  condemned(): number;
  /** Wraps every key anew; from the call on new keys are wrapped so too. Resolves with how many it wrapped. */
  rotate(to: Wrapping): Promise<number>;
  /** What keys are wrapped under now. */
  wrapping(): Wrapping;
  close(): Promise<void>;
}

export interface KeysOptions {
  folder: string;
  secret: string | Uint8Array;
  /** The former secret, while it is being changed. */
  before?: string | Uint8Array | undefined;
  disk: Disk;
  random: RandomBytes;
}

/** What is in the file before anything is changed: to be checked first, then opened. */
export interface FoundKeys {
  ids: Set<string>;
  /** Ids whose slots are not empty and do not open. */
  broken: Set<string>;
  /** Those of them that another secret may open. */
  foreign: Set<string>;
  /** Keeps the keys of living sessions, wipes all others and makes the first new ones. */
  open(living: ReadonlySet<string>): Promise<Keys>;
}

interface HeldKey {
  slot: number;
  key: Buffer;
  /** Names what it is wrapped under on disk. */
  under: string;
}

export async function findKeys(options: KeysOptions): Promise<FoundKeys> {
  const path = join(options.folder, 'keys.bin');
  const wrapping = wrappingOf(options.secret);
  const wrappings = options.before === undefined ? [wrapping] : [wrapping, wrappingOf(options.before)];
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const found = new Map<string, HeldKey>();
  const broken = new Set<string>();
  const foreign = new Set<string>();
  const used: number[] = [];
  const slots = Math.max(1, Math.floor((content?.length ?? 0) / SLOT_BYTES));
  if (content) {
    if (!openSlot(wrappings, content.subarray(0, SLOT_BYTES)).opened) throw otherSecret(path);
    for (let slot = 1; slot < slots; slot++) {
      const bytes = content.subarray(slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES);
      if (bytes.every((byte) => byte === 0)) continue;
      used.push(slot);
      const { id, opened, foreign: other } = openSlot(wrappings, bytes);
      if (opened) found.set(id, { slot, ...opened });
      else broken.add(id);
      if (other) foreign.add(id);
    }
  }
  const open = async (living: ReadonlySet<string>) => {
    const file = content ? await options.disk.open(path, 'r+') : await createFile(path, wrapping, options);
    const keep = new Map([...found].filter(([id]) => living.has(id)));
    return openKeys(options, wrapping, createSlotFile(file, slots), used, keep);
  };
  return { ids: new Set(found.keys()), broken, foreign, open };
}

function otherSecret(path: string): FolderRefused {
  return new FolderRefused(
    'secret',
    `The keys in ${path} do not open with this secret. Give the secret that the data was written with (while it is being changed: the new one as KINLINE_SECRET, the former as KINLINE_SECRET_BEFORE); if it is lost, set the data folder aside and start with an empty one. Nothing was changed.`,
    { file: path },
  );
}

/** Says that a change of the secret was broken off, and how to go on. */
export function halfChanged(folder: string): FolderRefused {
  const file = join(folder, 'keys.bin');
  return new FolderRefused(
    'secret',
    `A change of the secret was broken off: some keys in ${file} are wrapped under another one. Give the new secret as KINLINE_SECRET and the former as KINLINE_SECRET_BEFORE, then run: npm run kinline -- keys rotate. Nothing was changed.`,
    { file },
  );
}

/** The first slot proves the secret: a file that is there always has it whole. */
async function createFile(
  path: string,
  wrapping: Wrapping,
  { disk, random }: KeysOptions,
): Promise<DiskFile> {
  const file = await disk.open(`${path}.new`, 'w+');
  await writeAll(file, fillSlot(wrapping, HEADER_ID, random(KEY_BYTES), random), 0);
  await file.datasync();
  await rename(`${path}.new`, path);
  await syncFolder(dirname(path));
  return file;
}

async function openKeys(
  { random }: KeysOptions,
  first: Wrapping,
  file: SlotFile,
  used: readonly number[],
  held: Map<string, HeldKey>,
): Promise<Keys> {
  const kept = new Set([...held.values()].map(({ slot }) => slot));
  const condemned = new Set(used.filter((slot) => !kept.has(slot)));
  file.reserve([...kept, ...condemned]);
  const ready: string[] = [];
  let wrapping = first;
  let refilling: Promise<void> | undefined;
  // A slot that is wiped while it is wrapped anew must be wiped last.
  const overwriting = inOrder();

  const wipe = coalesce(() =>
    overwriting.run('', async () => {
      const slots = [...condemned];
      if (slots.length === 0) return;
      await file.write(new Map(slots.map((slot) => [slot, undefined])));
      for (const slot of slots) condemned.delete(slot);
      file.free(slots);
    }),
  );

  async function refill(): Promise<void> {
    const slots = file.take(POOL);
    const under = wrapping;
    const made = slots.map((slot) => ({
      id: random(ID_BYTES).toString('base64url'),
      slot,
      key: random(KEY_BYTES),
    }));
    try {
      await file.write(new Map(made.map(({ id, slot, key }) => [slot, fillSlot(under, id, key, random)])));
    } catch (error) {
      file.free(slots);
      throw error;
    }
    for (const { id, slot, key } of made) {
      held.set(id, { slot, key, under: under.id });
      ready.push(id);
    }
  }
  const refilled = () => {
    refilling ??= refill().finally(() => {
      refilling = undefined;
    });
    return refilling;
  };

  async function rewrap(ids: readonly string[]): Promise<number> {
    const entries = ids.flatMap((id) => {
      const entry = held.get(id);
      return entry ? [{ id, entry }] : [];
    });
    const under = wrapping;
    if (entries.length === 0) return 0;
    await file.write(
      new Map(entries.map(({ id, entry }) => [entry.slot, fillSlot(under, id, entry.key, random)])),
    );
    for (const { entry } of entries) entry.under = under.id;
    return entries.length;
  }

  async function rotate(to: Wrapping): Promise<number> {
    wrapping = to;
    await refilling?.catch(() => {});
    const ids = [...held].filter(([, { under }]) => under !== to.id).map(([id]) => id);
    let count = 0;
    for (let at = 0; at < ids.length; at += BATCH)
      count += await overwriting.run('', () => rewrap(ids.slice(at, at + BATCH)));
    // Last, so that until then the file opens with both secrets only.
    await file.write(new Map([[0, fillSlot(to, HEADER_ID, random(KEY_BYTES), random)]]));
    return count;
  }

  await wipe();
  await refilled();
  return {
    key: (id) => held.get(id)?.key,
    async take() {
      for (;;) {
        const id = ready.pop();
        // A failure here shows again, and is told, when the pool is empty.
        if (ready.length < POOL / 2) refilled().catch(() => {});
        if (id !== undefined) return id;
        await refilled();
      }
    },
    giveBack(id) {
      ready.push(id);
    },
    destroy(ids) {
      for (const id of ids) {
        const found = held.get(id);
        if (!found) continue;
        found.key.fill(0);
        held.delete(id);
        condemned.add(found.slot);
      }
      return wipe();
    },
    condemned: () => condemned.size,
    rotate,
    wrapping: () => wrapping,
    async close() {
      await Promise.allSettled([wipe(), refilling]);
      await file.close();
    },
  };
}
