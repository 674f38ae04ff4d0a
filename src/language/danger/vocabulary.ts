/** All words of all patterns, and which of them a typed word may be, whatever script and thumb it came from. */
import { consonantsOfArabic, consonantsOfLatin, soundHeard } from './arabizi.js';
import { hashOf } from './hash.js';
import { type PackedPairs, PairTable, packHashes } from './pair-table.js';
import { otherSpellings } from './spelling.js';
import { createWordIndex, type PackedWords, packWords, type WordIndex, type Written } from './word-index.js';

export interface Vocabulary {
  /** Ids of a word as it is typed. */
  exact(word: string): number[];
  /** Adds ids of what the word may have been meant to be. */
  slips(word: string, into: number[]): void;
  /** Adds ids of what the word is when read aloud, for Latin letters that stand for another script. */
  sounds(word: string, into: number[]): void;
  /** Is it an everyday word, which nobody needs to correct? */
  known(hash: number): boolean;
  /** Is it a whole word of some pattern? */
  written(hash: number): boolean;
}

const CYRILLIC = /^[\u0400-\u04ff]+$/;
const ARABIC = /^[\u0600-\u06ff]+$/;
/** “and” and “so”, which Arabic writes as part of the next word. */
const ARABIC_AND = /^[وف](?=...)/;
/** Quicker than a pattern for the many words that are not. */
const mayBeArabic = (word: string): boolean => word.charCodeAt(0) >= 0x600;
const LEAST_SOUND = 2;
const LEAST_CONSONANTS = 3;

export interface PackedVocabulary {
  words: PackedWords;
  sounds: PackedWords;
  consonants: PackedWords;
  everyday: PackedPairs;
}

/** @param everyday hashes of words that are no slip of anything */
export function packVocabulary(written: readonly Written[], everyday: readonly number[]): PackedVocabulary {
  return {
    words: packWords(written),
    sounds: packWords(heard(written, CYRILLIC, soundHeard).filter(({ word }) => word.length >= LEAST_SOUND)),
    consonants: packWords(
      heard(written, ARABIC, consonantsOfArabic).filter(({ word }) => word.length >= LEAST_CONSONANTS),
    ),
    everyday: packHashes(everyday),
  };
}

export function createVocabulary(packed: PackedVocabulary): Vocabulary {
  const words = createWordIndex(packed.words);
  const sounds = createWordIndex(packed.sounds);
  const consonants = createWordIndex(packed.consonants);
  const known = new PairTable(packed.everyday);

  function exactInto(index: WordIndex, word: string, into: number[]): void {
    index.find(word, into);
    if (mayBeArabic(word) && ARABIC_AND.test(word)) index.find(word.slice(1), into);
  }

  return {
    exact(word) {
      const ids: number[] = [];
      exactInto(words, word, ids);
      return ids;
    },
    slips(word, into) {
      const others = otherSpellings(word);
      for (const other of others) exactInto(words, other, into);
      if (into.length > 0) return;
      words.findSlips(word, into);
      for (const other of others) words.findSlips(other, into);
      if (ARABIC_AND.test(word)) words.findSlips(word.slice(1), into);
    },
    sounds(word, into) {
      sounds.find(soundHeard(word), into);
      const heardAs = consonantsOfLatin(word);
      if (heardAs.length >= LEAST_CONSONANTS) consonants.find(heardAs, into);
    },
    known: (hash) => known.has(hash) || words.holds(hash),
    written: (hash) => words.holds(hash),
  };
}

function heard(written: readonly Written[], script: RegExp, sound: (word: string) => string): Written[] {
  return written
    .filter(({ word }) => script.test(word))
    .map(({ word, open, id }) => ({ word: sound(word), open, id }));
}

export const hashesOf = (words: Iterable<string>): number[] => [...new Set(words)].map(hashOf);
