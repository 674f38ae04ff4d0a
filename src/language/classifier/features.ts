/**
 * What of a text a classifier looks at: its words, its pairs of words, and pieces of its words. The pieces make the
 * forms of an inflected word, and a word with a slip of the finger in it, look alike.
 */
import { fold } from '../fold.js';

export interface FeatureOptions {
  /** Lengths of the pieces of words, with the word's borders as letters of their own. */
  shortest: number;
  longest: number;
  /** 1 for words alone, 2 for pairs of neighbours too. */
  words: 1 | 2;
}

/** Longer words are cut: nobody writes them, and a wall of letters must not cost time. */
const LONGEST_WORD = 24;
/** A message says what it is about in its first words; the rest costs time only. */
const MOST_WORDS = 120;

/** The words of a text as they are compared: folded, numbers all alike. */
export function wordsOf(text: string): string[] {
  const folded = fold(text);
  if (folded === '') return [];
  const words = folded.split(' ', MOST_WORDS);
  return words.map((word) => (/^[0-9]+$/.test(word) ? '0' : word.slice(0, LONGEST_WORD)));
}

/** Calls `take` with each feature of the words and the place of the word it begins in; features come repeatedly. */
export function eachFeature(
  words: readonly string[],
  { shortest, longest, words: span }: FeatureOptions,
  take: (feature: string, word: number) => void,
): void {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    take(` ${word}`, at);
    const next = words[at + 1];
    if (span === 2 && next !== undefined) take(` ${word} ${next}`, at);
    const bordered = `_${word}_`;
    for (let length = shortest; length <= longest; length += 1)
      for (let from = 0; from + length <= bordered.length; from += 1)
        take(bordered.slice(from, from + length), at);
  }
}
