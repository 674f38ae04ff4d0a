/** What a person needs, from their own words. */
import { distance } from 'fastest-levenshtein';
import { withoutArticle } from './article.js';
import type { Lexicon, Phrase } from './lexicon.js';

export interface NeedFound {
  code: string;
  score: number;
}

/** Below this a guess is worse than asking again. */
const ENOUGH = 1;

export interface NeedFinder {
  /** Needs the words may mean, the likeliest first; empty when none is likely enough. */
  find(words: readonly string[]): NeedFound[];
}

export function createNeedFinder({ needs, fillers: written }: Lexicon): NeedFinder {
  const phrases = needs.map(({ meaning, words }) => ({ meaning, words: words.map(withoutArticle) }));
  const fillers = new Set([...written, ...[...written].map(withoutArticle)]);
  const index = indexed(phrases, fillers);
  return {
    find(said) {
      const words = said.map(withoutArticle);
      const meaningful = words.filter((word) => !fillers.has(word) && word.length > 1);
      if (meaningful.length === 0) return [];
      const best = new Map<string, number>();
      for (const phrase of candidates(index, meaningful)) {
        const score = scored(phrase, words, meaningful, fillers);
        if (score >= ENOUGH && score > (best.get(phrase.meaning) ?? 0)) best.set(phrase.meaning, score);
      }
      return [...best].map(([code, score]) => ({ code, score })).sort((a, b) => b.score - a.score);
    },
  };
}

const KEY = 3;

function indexed(
  phrases: readonly Phrase<string>[],
  fillers: ReadonlySet<string>,
): Map<string, Phrase<string>[]> {
  const index = new Map<string, Phrase<string>[]>();
  for (const phrase of phrases) {
    const keys = new Set(phrase.words.filter((word) => !fillers.has(word)).map((word) => word.slice(0, KEY)));
    for (const key of keys) index.set(key, [...(index.get(key) ?? []), phrase]);
  }
  return index;
}

function candidates(index: Map<string, Phrase<string>[]>, words: readonly string[]): Set<Phrase<string>> {
  const found = new Set<Phrase<string>>();
  for (const word of words) for (const phrase of index.get(word.slice(0, KEY)) ?? []) found.add(phrase);
  return found;
}

/** How well a phrase stands in a message: whole phrases count by their length, parts by the share that is there. */
function scored(
  phrase: Phrase<string>,
  words: readonly string[],
  meaningful: readonly string[],
  fillers: ReadonlySet<string>,
): number {
  if (contains(words, phrase.words))
    return 2 * phrase.words.filter((word) => !fillers.has(word)).length + 0.5;
  const wanted = phrase.words.filter((word) => !fillers.has(word));
  if (wanted.length === 0) return 0;
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

/** 1 for the same word, less for another form of it or a slip of the finger, 0 for another word. */
export function alike(said: string, word: string): number {
  if (said === word) return 1;
  const short = Math.min(said.length, word.length);
  if (short < 4) return 0;
  if (said.startsWith(word) || word.startsWith(said))
    return Math.abs(said.length - word.length) <= 4 ? 0.9 : 0;
  const stem = Math.max(4, short - 2);
  if (
    said.length - word.length <= 3 &&
    word.length - said.length <= 3 &&
    said.slice(0, stem) === word.slice(0, stem)
  )
    return 0.85;
  const allowed = short >= 8 ? 2 : short >= 5 ? 1 : 0;
  return allowed > 0 && distance(said, word) <= allowed ? 0.75 : 0;
}
