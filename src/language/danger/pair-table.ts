/** Numbers under hashes, several under one if need be, in two flat arrays: tens of thousands cost kilobytes. */
import { mixed } from './hash.js';

const NONE = -1;

export class PairTable {
  private readonly hashes: Int32Array;
  private readonly values: Int32Array;
  private readonly mask: number;

  /** @param pairs hash, value, hash, value, … */
  constructor(pairs: readonly number[]) {
    let size = 16;
    while (size < pairs.length) size *= 2;
    this.hashes = new Int32Array(size);
    this.values = new Int32Array(size).fill(NONE);
    this.mask = size - 1;
    for (let at = 0; at < pairs.length; at += 2) this.put(pairs[at] as number, pairs[at + 1] as number);
  }

  private put(hash: number, value: number): void {
    let slot = mixed(hash) & this.mask;
    while (this.values[slot] !== NONE) {
      if (this.hashes[slot] === hash && this.values[slot] === value) return;
      slot = (slot + 1) & this.mask;
    }
    this.hashes[slot] = hash;
    this.values[slot] = value;
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
