/** Whether two folded words are the same one: another form of it, or a slip of the finger away. */
import { distance } from 'fastest-levenshtein';

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
