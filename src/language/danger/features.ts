/**
 * What the statistical layer looks at in a message: each word, pieces of it, and words that stand near each other.
 * A feature is a number; which word it belongs to is kept, so that any stretch of a message can be judged by itself.
 */
import { consonantsOfArabic, consonantsOfLatin, soundHeard } from './arabizi.js';
import { hashOf, mixed, Rolling } from './hash.js';

const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 5;
const LONGEST_WORD = 22;
/** Inflected words that stand near each other are known by their beginnings. */
const BEGINNING = 5;
const NEAR = 6;
const START = hashOf('^');

/** Ways to look at words; each has features of its own. */
export const VIEWS = ['written', 'sound', 'consonants'] as const;
export type View = (typeof VIEWS)[number];

const rolling = new Rolling();

/** Words as a view has them. Sounds make Cyrillic and Latin spellings meet, consonants Arabic and Latin ones. */
export function viewed(words: readonly string[], view: View): string[] {
  if (view === 'written') return [...words];
  const heard = view === 'sound' ? soundHeard : consonantsHeard;
  return words.map((word) => heard(word) || word);
}

const consonantsHeard = (word: string): string =>
  /[\u0600-\u06ff]/.test(word) ? consonantsOfArabic(word) : consonantsOfLatin(word);

/** @param take gets each feature's hash and the place of its word; features of a word follow each other */
export function eachFeature(
  words: readonly string[],
  view: View,
  take: (hash: number, at: number) => void,
): void {
  const seed = VIEWS.indexOf(view) * 0x51ed27;
  const beginnings = new Int32Array(words.length);
  let before = START;
  let beforeThat = START;
  for (let at = 0; at < words.length; at += 1) {
    const bordered = `_${(words[at] as string).slice(0, LONGEST_WORD)}_`;
    const { length } = rolling.read(bordered);
    const whole = rolling.piece(0, length) ^ seed;
    const beginning = rolling.piece(0, Math.min(length, BEGINNING + 1)) ^ seed;
    beginnings[at] = beginning;
    take(mixed(whole ^ 0x1f3d5b79), at);
    for (let size = SHORTEST_PIECE; size <= LONGEST_PIECE; size += 1)
      for (let from = 0; from + size <= length; from += 1)
        if (size < length) take(mixed(rolling.piece(from, from + size) ^ seed ^ (size * 0x2545f491)), at);
    take(pair(before, whole, 0x3c6ef372), at);
    take(pair(beforeThat, whole, 0x510e527f), at);
    for (let near = Math.max(0, at - NEAR); near < at; near += 1)
      take(pair(beginnings[near] as number, beginning, 0x1f83d9ab), at);
    beforeThat = before;
    before = whole;
  }
}

const pair = (one: number, other: number, kind: number): number =>
  mixed((Math.imul(one, 0x9e3779b1) + other) ^ kind);
