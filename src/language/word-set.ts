/** Words that only ever answer “is this one of you?”: as hashes, for tens of thousands of strings are a burden. */
import { hashOf } from './danger/hash.js';
import { type PackedPairs, PairTable, packHashes } from './danger/pair-table.js';

export interface WordSet {
  has(word: string): boolean;
}

export const packWordSet = (words: Iterable<string>): PackedPairs =>
  packHashes([...new Set(words)].map(hashOf));

export function wordSet(packed: PackedPairs): WordSet {
  const table = new PairTable(packed);
  return { has: (word) => table.has(hashOf(word)) };
}
