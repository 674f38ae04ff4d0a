/** Which of a language's phrases stand in a message: whole, in other forms, or for the most part. */
import { alike } from '../alike.js';
import type { Phrase } from '../lexicon.js';

export interface PhraseFinder {
  /** By meaning, how well its best phrase stands in the words: a whole word counts 2.5, a whole pair 4.5 … */
  find(words: readonly string[], meaningful: readonly string[]): Map<string, number>;
}

/** Below this a phrase is not there. */
const ENOUGH = 1;
/** Words that may be forms of each other begin with the same letters. */
const KEY = 3;

/** @param fillers words that say nothing of a meaning */
export function createPhraseFinder(
  phrases: readonly Phrase<string>[],
  fillers: ReadonlySet<string>,
): PhraseFinder {
  const index = new Map<string, Phrase<string>[]>();
  for (const phrase of phrases) {
    const keys = new Set(phrase.words.filter((word) => !fillers.has(word)).map((word) => word.slice(0, KEY)));
    for (const key of keys) index.set(key, [...(index.get(key) ?? []), phrase]);
  }
  return {
    find(words, meaningful) {
      const found = new Set<Phrase<string>>();
      for (const word of meaningful)
        for (const phrase of index.get(word.slice(0, KEY)) ?? []) found.add(phrase);
      const best = new Map<string, number>();
      for (const phrase of found) {
        const score = scored(phrase, words, meaningful, fillers);
        if (score >= ENOUGH && score > (best.get(phrase.meaning) ?? 0)) best.set(phrase.meaning, score);
      }
      return best;
    },
  };
}

/** Whole phrases count by their length, parts by the share that is there. */
function scored(
  phrase: Phrase<string>,
  words: readonly string[],
  meaningful: readonly string[],
  fillers: ReadonlySet<string>,
): number {
  const wanted = phrase.words.filter((word) => !fillers.has(word));
  if (wanted.length === 0) return 0;
  if (contains(words, phrase.words)) return 2 * wanted.length + 0.5;
  const matched = wanted.reduce(
    (sum, word) => sum + Math.max(0, ...meaningful.map((said) => alike(said, word))),
    0,
  );
  const share = matched / wanted.length;
  return share >= 0.75 ? 1.6 * share * wanted.length ** 0.5 : 0;
}

function contains(words: readonly string[], phrase: readonly string[]): boolean {
  const last = words.length - phrase.length;
  for (let at = 0; at <= last; at += 1)
    if (phrase.every((word, index) => words[at + index] === word)) return true;
  return false;
}
