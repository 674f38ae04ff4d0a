/** Numbers under hashes, several under one if need be, in two flat arrays: tens of thousands cost kilobytes. */
import { mixed } from './hash.js';

const NONE = -1;

/** What a table is made of, to keep and to make it of again. */
export interface PackedPairs {
  hashes: Int32Array;
  values: Int32Array;
}

/**
 * @param pairs hash, value, hash, value, …
 * @param full which share of it may be taken: less is quicker to look into, more takes less memory
 */
export function packPairs(pairs: ArrayLike<number>, full = 0.5): PackedPairs {
  let size = 16;
  while (size * full < pairs.length / 2) size *= 2;
  const hashes = new Int32Array(size);
  const values = new Int32Array(size).fill(NONE);
  const put = (hash: number, value: number): void => {
    let slot = mixed(hash) & (size - 1);
    while (values[slot] !== NONE) {
      if (hashes[slot] === hash && values[slot] === value) return;
      slot = (slot + 1) & (size - 1);
    }
    hashes[slot] = hash;
    values[slot] = value;
  };
  for (let at = 0; at < pairs.length; at += 2) put(pairs[at] as number, pairs[at + 1] as number);
  return { hashes, values };
}

/** Hashes with nothing under them. */
export function packHashes(hashes: ArrayLike<number>): PackedPairs {
  const pairs = new Int32Array(hashes.length * 2);
  for (let at = 0; at < hashes.length; at += 1) {
    pairs[at * 2] = hashes[at] as number;
    pairs[at * 2 + 1] = 1;
  }
  return packPairs(pairs);
}

export class PairTable {
  private readonly hashes: Int32Array;
  private readonly values: Int32Array;
  private readonly mask: number;

  constructor({ hashes, values }: PackedPairs) {
    this.hashes = hashes;
    this.values = values;
    this.mask = hashes.length - 1;
  }

  has(hash: number): boolean {
    return this.next(hash, NONE) !== NONE;
  }

  /** The slot of the next value under a hash after the given slot, or -1: a loop without a function or an array. */
  next(hash: number, after: number): number {
    let slot = after === NONE ? mixed(hash) & this.mask : (after + 1) & this.mask;
    while (this.values[slot] !== NONE) {
      if (this.hashes[slot] === hash) return slot;
      slot = (slot + 1) & this.mask;
    }
    return NONE;
  }

  value(slot: number): number {
    return this.values[slot] as number;
  }
}
