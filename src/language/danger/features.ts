/**
 * What the statistical layer looks at in a message: each word, pieces of it, and words that stand near each other.
 * A feature is a number; which word it belongs to is kept, so that any stretch of a message can be judged by itself.
 */
import { soundOf } from '../fold.js';
import { consonantsOfArabic, consonantsOfLatin } from './arabizi.js';
import { hashOf, mixed, Rolling } from './hash.js';

const SHORTEST_PIECE = 2;
const LONGEST_PIECE = 5;
const LONGEST_WORD = 22;
/** Inflected words that stand together are known by their beginnings. */
const BEGINNING = 4;
const START = hashOf('^');

/** Ways to look at words; each has features of its own. */
export const VIEWS = ['written', 'sound', 'consonants'] as const;
export type View = (typeof VIEWS)[number];

const rolling = new Rolling();

/** Words as a view has them. Sounds make Cyrillic and Latin spellings meet, consonants Arabic and Latin ones. */
export function viewed(words: readonly string[], view: View): string[] {
  if (view === 'written') return [...words];
  const heard =
    view === 'sound'
      ? soundOf
      : (word: string) => (/[\u0600-\u06ff]/.test(word) ? consonantsOfArabic(word) : consonantsOfLatin(word));
  return words.map((word) => heard(word) || word);
}

/** @param take gets each feature's hash and the place of its word; features of a word follow each other */
export function eachFeature(
  words: readonly string[],
  view: View,
  take: (hash: number, at: number) => void,
): void {
  const seed = VIEWS.indexOf(view) * 0x51ed27;
  let before = START;
  let beforeThat = START;
  let beginningBefore = START;
  let beginningBeforeThat = START;
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] as string).slice(0, LONGEST_WORD);
    const bordered = `_${word}_`;
    const { length } = rolling.read(bordered);
    const whole = rolling.piece(0, length) ^ seed;
    const beginning = rolling.piece(0, Math.min(length, BEGINNING + 1)) ^ seed;
    take(mixed(whole ^ 0x1f3d5b79), at);
    for (let size = SHORTEST_PIECE; size <= LONGEST_PIECE; size += 1)
      for (let from = 0; from + size <= length; from += 1)
        if (size < length) take(mixed(rolling.piece(from, from + size) ^ seed ^ (size * 0x2545f491)), at);
    take(pair(before, whole, 0x3c6ef372), at);
    take(pair(beforeThat, whole, 0x510e527f), at);
    take(pair(beginningBefore, beginning, 0x1f83d9ab), at);
    take(pair(beginningBeforeThat, beginning, 0x5be0cd19), at);
    beforeThat = before;
    before = whole;
    beginningBeforeThat = beginningBefore;
    beginningBefore = beginning;
  }
}

const pair = (one: number, other: number, kind: number): number =>
  mixed((Math.imul(one, 0x9e3779b1) + other) ^ kind);
