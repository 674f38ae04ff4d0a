/**
 * Finds the written words of danger that a typed word may be: the same, one with an ending, or, for longer words, one
 * with a slip of the finger. Every step is a look into a table, so a long message costs no more a word than a short.
 */
import { distance } from 'fastest-levenshtein';
import { Rolling } from './hash.js';
import { PairTable } from './pair-table.js';

/** Shorter words are too many and too alike to be read as slips of each other. */
const LEAST_FOR_SLIP = 5;
const LONGEST = 40;

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

export function createWordIndex(written: readonly Written[]): WordIndex {
  const rolling = new Rolling();
  const exact: number[] = [];
  const stems: number[] = [];
  const slips: number[] = [];
  written.forEach(({ word, open }, index) => {
    rolling.read(word);
    (open ? stems : exact).push(rolling.piece(0, rolling.length), index);
    if (word.length < LEAST_FOR_SLIP) return;
    slips.push(rolling.piece(0, rolling.length), index);
    for (let gone = 0; gone < rolling.length; gone += 1)
      slips.push(rolling.without(gone, rolling.length), index);
  });
  const exactTable = new PairTable(exact);
  const stemTable = new PairTable(stems);
  const slipTable = new PairTable(slips);

  function takeSlip(hash: number, word: string, end: number, into: number[]): void {
    for (let slot = slipTable.next(hash, -1); slot !== -1; slot = slipTable.next(hash, slot)) {
      const entry = written[slipTable.value(slot)];
      if (entry === undefined || !(entry.open || end === word.length) || into.includes(entry.id)) continue;
      if (isSlip(word.slice(0, end), entry.word)) into.push(entry.id);
    }
  }

  return {
    find(word, into) {
      const { length } = rolling.read(word);
      const whole = rolling.piece(0, length);
      for (let slot = exactTable.next(whole, -1); slot !== -1; slot = exactTable.next(whole, slot)) {
        const entry = written[exactTable.value(slot)];
        if (entry?.word === word && !into.includes(entry.id)) into.push(entry.id);
      }
      for (let end = 2; end <= length && end <= LONGEST; end += 1) {
        const hash = rolling.piece(0, end);
        for (let slot = stemTable.next(hash, -1); slot !== -1; slot = stemTable.next(hash, slot)) {
          const entry = written[stemTable.value(slot)];
          if (entry !== undefined && word.startsWith(entry.word) && !into.includes(entry.id))
            into.push(entry.id);
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
    holds: (hash) => exactTable.has(hash),
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
