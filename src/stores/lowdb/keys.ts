/**
 * The keys of living sessions, wrapped, in a file of fixed slots that is overwritten in place: when a slot is gone,
 * everything written under its key, in journal, snapshot or backup, is noise. Keep this file out of backups.
 * New keys are made durable ahead of need, so that a new session costs no extra write to disk.
 */
import { readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KEY_BYTES, type RandomBytes, unwrapKey, WRAPPED_BYTES, wrapKey, wrappingKey } from '../sealing.js';
import { coalesce } from './coalesce.js';
import { type Disk, type DiskFile, syncFolder, writeAll } from './disk.js';
import { FolderRefused } from './refused.js';
import { createSlotFile, SLOT_BYTES, type SlotFile } from './slots.js';

const ID_BYTES = 12;
/** Keys kept ready. Making one takes some microseconds, so a pool is filled in about a millisecond. */
const POOL = 128;
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
  close(): Promise<void>;
}

export interface KeysOptions {
  folder: string;
  secret: string | Uint8Array;
  disk: Disk;
  random: RandomBytes;
}

/** What is in the file before anything is changed: to be checked first, then opened. */
export interface FoundKeys {
  ids: Set<string>;
  /** Ids whose slots are not empty and do not open. */
  broken: Set<string>;
  /** Keeps the keys of living sessions, wipes all others and makes the first new ones. */
  open(living: ReadonlySet<string>): Promise<Keys>;
}

export async function findKeys(options: KeysOptions): Promise<FoundKeys> {
  const path = join(options.folder, 'keys.bin');
  const wrapping = wrappingKey(options.secret);
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const found = new Map<string, { slot: number; key: Buffer }>();
  const broken = new Set<string>();
  const used: number[] = [];
  const slots = Math.max(1, Math.floor((content?.length ?? 0) / SLOT_BYTES));
  if (content) {
    if (!openSlot(wrapping, content.subarray(0, SLOT_BYTES))?.key) throw otherSecret(path);
    for (let slot = 1; slot < slots; slot++) {
      const bytes = content.subarray(slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES);
      if (bytes.every((byte) => byte === 0)) continue;
      used.push(slot);
      const { id, key } = openSlot(wrapping, bytes);
      if (key) found.set(id, { slot, key });
      else broken.add(id);
    }
  }
  const open = async (living: ReadonlySet<string>) => {
    const file = content ? await options.disk.open(path, 'r+') : await createFile(path, wrapping, options);
    const keep = [...found]
      .filter(([id]) => living.has(id))
      .map(([id, { slot, key }]) => ({ id, slot, key }));
    return openKeys(options, wrapping, createSlotFile(file, slots), used, keep);
  };
  return { ids: new Set(found.keys()), broken, open };
}

function otherSecret(path: string): FolderRefused {
  return new FolderRefused(
    'secret',
    `The keys in ${path} do not open with this secret. Give the secret that the data was written with; if it is lost, set the data folder aside and start with an empty one. Nothing was changed.`,
    { file: path },
  );
}

function openSlot(wrapping: Uint8Array, bytes: Buffer): { id: string; key: Buffer | undefined } {
  const id = bytes.toString('base64url', 0, ID_BYTES);
  return { id, key: unwrapKey(wrapping, bytes.subarray(ID_BYTES, ID_BYTES + WRAPPED_BYTES), id) };
}

function fillSlot(wrapping: Uint8Array, id: string, key: Uint8Array, random: RandomBytes): Buffer {
  const bytes = Buffer.alloc(SLOT_BYTES);
  bytes.write(id, 'base64url');
  wrapKey(wrapping, key, id, random).copy(bytes, ID_BYTES);
  return bytes;
}

/** The first slot proves the secret: a file that is there always has it whole. */
async function createFile(
  path: string,
  wrapping: Uint8Array,
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
  wrapping: Uint8Array,
  file: SlotFile,
  used: readonly number[],
  keep: readonly { id: string; slot: number; key: Buffer }[],
): Promise<Keys> {
  const held = new Map(keep.map(({ id, slot, key }) => [id, { slot, key }]));
  const kept = new Set(keep.map(({ slot }) => slot));
  const condemned = new Set(used.filter((slot) => !kept.has(slot)));
  file.reserve([...kept, ...condemned]);
  const ready: string[] = [];
  let refilling: Promise<void> | undefined;

  const wipe = coalesce(async () => {
    const slots = [...condemned];
    if (slots.length === 0) return;
    await file.write(new Map(slots.map((slot) => [slot, undefined])));
    for (const slot of slots) condemned.delete(slot);
    file.free(slots);
  });

  async function refill(): Promise<void> {
    const slots = file.take(POOL);
    const made = slots.map((slot) => ({
      id: random(ID_BYTES).toString('base64url'),
      slot,
      key: random(KEY_BYTES),
    }));
    try {
      await file.write(new Map(made.map(({ id, slot, key }) => [slot, fillSlot(wrapping, id, key, random)])));
    } catch (error) {
      file.free(slots);
      throw error;
    }
    for (const { id, slot, key } of made) {
      held.set(id, { slot, key });
      ready.push(id);
    }
  }
  const refilled = () => {
    refilling ??= refill().finally(() => {
      refilling = undefined;
    });
    return refilling;
  };

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
    async close() {
      await Promise.allSettled([wipe(), refilling]);
      await file.close();
    },
  };
}
