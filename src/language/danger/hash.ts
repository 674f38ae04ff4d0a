/** Words as numbers: a rolling hash, so that a word less one letter, or a piece of one, costs no new string. */

const BASE = 0x01000193;
const LONGEST = 4200;

const POWERS = new Int32Array(LONGEST);
POWERS[0] = 1;
for (let at = 1; at < LONGEST; at += 1) POWERS[at] = Math.imul(POWERS[at - 1] as number, BASE);

/** Hashes of the beginnings of one word. One is made and used again and again. */
export class Rolling {
  private readonly prefix = new Int32Array(LONGEST);
  length = 0;

  read(word: string): this {
    this.length = Math.min(word.length, LONGEST - 1);
    for (let at = 0; at < this.length; at += 1)
      this.prefix[at + 1] = (Math.imul(this.prefix[at] as number, BASE) + word.charCodeAt(at) + 1) | 0;
    return this;
  }

  /** The word's beginning, with a border before and behind it. */
  readBordered(word: string, most: number, border: number): this {
    const size = Math.min(word.length, most);
    this.prefix[1] = border + 1;
    for (let at = 0; at < size; at += 1)
      this.prefix[at + 2] = (Math.imul(this.prefix[at + 1] as number, BASE) + word.charCodeAt(at) + 1) | 0;
    this.prefix[size + 2] = (Math.imul(this.prefix[size + 1] as number, BASE) + border + 1) | 0;
    this.length = size + 2;
    return this;
  }

  /** Of the letters from `from` up to `to`. */
  piece(from: number, to: number): number {
    const { prefix } = this;
    return ((prefix[to] as number) - Math.imul(prefix[from] as number, POWERS[to - from] as number)) | 0;
  }

  /** Of the first `to` letters without the one at `gone`. */
  without(gone: number, to: number): number {
    const head = Math.imul(this.prefix[gone] as number, POWERS[to - gone - 1] as number);
    return (head + this.piece(gone + 1, to)) | 0;
  }
}

const single = new Rolling();
export const hashOf = (word: string): number => single.read(word).piece(0, single.length);

/** Spreads a hash over all its bits, for tables whose size is a power of two. */
export function mixed(hash: number): number {
  let value = hash;
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
}
