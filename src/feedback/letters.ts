/** Messages between a reader and whoever has the receipt, as many as one entry has room for. */
import type { FeedbackEntry, Letter } from './entry.js';

/** Characters of one letter. */
export const MOST_LETTER = 700;
const MOST_LETTERS = 5;

/** Older letters go where all of them have no room. */
export function withLetters<T extends FeedbackEntry>(entry: T, letters: readonly Letter[]): T {
  const all = [...entry.letters, ...letters].map((one) => ({
    ...one,
    words: one.words.replace(/\p{Cc}/gu, ' ').slice(0, MOST_LETTER),
  }));
  return { ...entry, letters: all.slice(-MOST_LETTERS) };
}
