/**
 * Finds the written words of danger that a typed word may be: the same, one with an ending, or, for longer words, one
 * with a slip of the finger. Every step is a look into a table, so a long message costs no more a word than a short.
 */
import { distance } from 'fastest-levenshtein';
import { Rolling } from './hash.js';
import { type PackedPairs, PairTable, packPairs } from './pair-table.js';

/** Shorter words are too many and too alike to be read as slips of each other. */
const LEAST_FOR_SLIP = 5;
const LONGEST = 40;
/** Slips are by far the most, and only few words are looked up among them. */
const FULL = 0.75;

export interface Written {
  word: string;
  /** Any ending may follow. */
  open: boolean;
  id: number;
}

export interface WordIndex {
  /** Adds to `into` the ids of the same word and of beginnings of it. */
  find(word: string, into: number[]): void;
  /** Adds to `into` the ids of words that are one slip away. */
  findSlips(word: string, into: number[]): void;
  /** Is a piece of the word that was read last a whole word of ours? */
  holds(hash: number): boolean;
}

/** All written words behind each other, and the tables to find them by: flat, so that it can be kept and read back. */
export interface PackedWords {
  letters: string;
  /** Where each word ends in `letters`. */
  ends: Int32Array;
  ids: Int32Array;
  /** 1 where any ending may follow. */
  open: Uint8Array;
  exact: PackedPairs;
  stems: PackedPairs;
  slips: PackedPairs;
}

export function packWords(written: readonly Written[]): PackedWords {
  const rolling = new Rolling();
  const exact: number[] = [];
  const stems: number[] = [];
  const slips: number[] = [];
  const ends = new Int32Array(written.length);
  let length = 0;
  written.forEach(({ word, open }, index) => {
    length += word.length;
    ends[index] = length;
    rolling.read(word);
    (open ? stems : exact).push(rolling.piece(0, rolling.length), index);
    if (word.length < LEAST_FOR_SLIP) return;
    slips.push(rolling.piece(0, rolling.length), index);
    for (let gone = 0; gone < rolling.length; gone += 1)
      slips.push(rolling.without(gone, rolling.length), index);
  });
  return {
    letters: written.map(({ word }) => word).join(''),
    ends,
    ids: Int32Array.from(written, ({ id }) => id),
    open: Uint8Array.from(written, ({ open }) => Number(open)),
    exact: packPairs(exact),
    stems: packPairs(stems),
    slips: packPairs(slips, FULL),
  };
}

export function createWordIndex({ letters, ends, ids, open, ...packed }: PackedWords): WordIndex {
  const rolling = new Rolling();
  const exact = new PairTable(packed.exact);
  const stems = new PairTable(packed.stems);
  const slips = new PairTable(packed.slips);
  const startOf = (index: number): number => (index === 0 ? 0 : (ends[index - 1] as number));
  const lengthOf = (index: number): number => (ends[index] as number) - startOf(index);
  const beginsWith = (word: string, index: number): boolean => {
    const start = startOf(index);
    const length = lengthOf(index);
    if (length > word.length) return false;
    for (let at = 0; at < length; at += 1)
      if (word.charCodeAt(at) !== letters.charCodeAt(start + at)) return false;
    return true;
  };
  const add = (index: number, into: number[]): void => {
    const id = ids[index] as number;
    if (!into.includes(id)) into.push(id);
  };

  function takeSlip(hash: number, word: string, end: number, into: number[]): void {
    for (let slot = slips.next(hash, -1); slot !== -1; slot = slips.next(hash, slot)) {
      const index = slips.value(slot);
      if (!(open[index] === 1 || end === word.length) || into.includes(ids[index] as number)) continue;
      const written = letters.slice(startOf(index), ends[index]);
      if (isSlip(word.slice(0, end), written)) into.push(ids[index] as number);
    }
  }

  return {
    find(word, into) {
      const { length } = rolling.read(word);
      const whole = rolling.piece(0, length);
      for (let slot = exact.next(whole, -1); slot !== -1; slot = exact.next(whole, slot)) {
        const index = exact.value(slot);
        if (lengthOf(index) === word.length && beginsWith(word, index)) add(index, into);
      }
      for (let end = 2; end <= length && end <= LONGEST; end += 1) {
        const hash = rolling.piece(0, end);
        for (let slot = stems.next(hash, -1); slot !== -1; slot = stems.next(hash, slot)) {
          const index = stems.value(slot);
          if (beginsWith(word, index)) add(index, into);
        }
      }
    },
    findSlips(word, into) {
      if (word.length < LEAST_FOR_SLIP || word.length > LONGEST) return;
      const { length } = rolling.read(word);
      for (let end = LEAST_FOR_SLIP - 1; end <= length; end += 1) {
        takeSlip(rolling.piece(0, end), word, end, into);
        for (let gone = 0; gone < end; gone += 1) takeSlip(rolling.without(gone, end), word, end, into);
      }
    },
    holds: (hash) => exact.has(hash),
  };
}

/** One letter more, less, other, or two that changed places; the first letter is seldom the wrong one. */
function isSlip(typed: string, written: string): boolean {
  if (Math.abs(typed.length - written.length) > 1) return false;
  if (typed[0] !== written[0] && typed[1] !== written[1]) return false;
  return distance(typed, written) <= 1 || swapped(typed, written);
}

function swapped(typed: string, written: string): boolean {
  if (typed.length !== written.length) return false;
  let at = 0;
  while (at < typed.length && typed[at] === written[at]) at += 1;
  return (
    typed[at] === written[at + 1] &&
    typed[at + 1] === written[at] &&
    typed.slice(at + 2) === written.slice(at + 2)
  );
}
