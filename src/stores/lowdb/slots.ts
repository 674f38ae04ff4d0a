/** A file of slots of one size, written in place. Slot 0 is the header's and never handed out. */
import { type DiskFile, writeAll } from './disk.js';

/** Divides a disk's sector, so that a slot is written whole or not at all. */
export const SLOT_BYTES = 128;
/** Neighbours are written with one call, up to this many. */
const RUN = 1024;

export interface SlotFile {
  /** Marks slots as used, once, before the first `take`. */
  reserve(slots: readonly number[]): void;
  take(count: number): number[];
  free(slots: readonly number[]): void;
  /** Writes slots, `undefined` as zeros, and resolves when they are durable. */
  write(slots: ReadonlyMap<number, Uint8Array | undefined>): Promise<void>;
  close(): Promise<void>;
}

export function createSlotFile(file: DiskFile, slots: number): SlotFile {
  let count = slots;
  let free: number[] = [];
  return {
    reserve(used) {
      const taken = new Set(used);
      free = [];
      for (let slot = count - 1; slot > 0; slot--) if (!taken.has(slot)) free.push(slot);
    },
    take(wanted) {
      const taken = free.splice(Math.max(0, free.length - wanted));
      while (taken.length < wanted) taken.push(count++);
      return taken;
    },
    free(freed) {
      for (const slot of freed) free.push(slot);
    },
    async write(changes) {
      const order = [...changes.keys()].sort((a, b) => a - b);
      for (let start = 0; start < order.length; ) {
        const first = order[start] ?? 0;
        let end = start + 1;
        while (end - start < RUN && order[end] === first + end - start) end++;
        const bytes = Buffer.alloc((end - start) * SLOT_BYTES);
        for (let at = start; at < end; at++)
          bytes.set(changes.get(first + at - start) ?? [], (at - start) * SLOT_BYTES);
        await writeAll(file, bytes, first * SLOT_BYTES);
        start = end;
      }
      await file.datasync();
    },
    close: () => file.close(),
  };
}
