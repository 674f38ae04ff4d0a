/** How hard a text is to read: its sentences, the words in them, and LIX. */

export interface Sentence {
  /** As written, for the person who is to shorten it. */
  says: string;
  words: number;
  /** Words of more than six letters. */
  long: number;
}

/** A word that was filled in later counts as one short word: it comes from somewhere else. */
const PLACEHOLDER = /\{\{[^}]*\}\}/g;
/** A question in quotation marks is a name or somebody’s speech: nobody is asked it. */
const QUOTED = /[“„«][^“”„«»]*[”“»]/g;
/** After a mark comes a space; where the mark stands in a quotation, only a capital shows that the sentence ended. */
const END = /(?<=[.!?؟…])\s+|(?<=[.!?؟…][”“»])\s+(?=[“„«]?\p{Lu})|\n+/u;
const QUESTION = /[?？؟]+/g;
const WORD = /[\p{L}\p{N}]+(?:(?:['’ʼ-]|(?<=\p{N})[.,])[\p{L}\p{N}]+)*/gu;
const MARKS = /[\p{M}\u0640]/gu;
const LONG = 7;

/** Ends at a mark followed by a space, and at the end of a line. */
export function sentencesOf(text: string): Sentence[] {
  return text
    .replace(PLACEHOLDER, 'x')
    .split(END)
    .map((says) => {
      const words = says.replace(MARKS, '').match(WORD) ?? [];
      return { says: says.trim(), words: words.length, long: words.filter(isLong).length };
    })
    .filter(({ words }) => words > 0);
}

const isLong = (word: string): boolean => word.replace(/[^\p{L}\p{N}]/gu, '').length >= LONG;

/** Questions that a person is asked; those that are only quoted are names. */
export const questionsIn = (text: string): number => (text.replace(QUOTED, ' ').match(QUESTION) ?? []).length;

const total = (sentences: readonly Sentence[], what: 'words' | 'long'): number =>
  sentences.reduce((sum, sentence) => sum + sentence[what], 0);

export const wordsIn = (sentences: readonly Sentence[]): number => total(sentences, 'words');

/** Words a sentence, on average. */
export const meanLength = (sentences: readonly Sentence[]): number =>
  sentences.length === 0 ? 0 : wordsIn(sentences) / sentences.length;

/**
 * LIX (Björnsson 1968): words a sentence, plus the percentage of words of more than six letters. It needs no
 * syllables, so it can be counted in any alphabet in which letters stand for sounds one by one.
 * @param forgiven long words that are not counted as such
 */
export function lix(sentences: readonly Sentence[], forgiven = 0): number {
  const words = wordsIn(sentences);
  const long = Math.max(0, total(sentences, 'long') - forgiven);
  return words === 0 ? 0 : meanLength(sentences) + (100 * long) / words;
}

const SHOWN = 3;

/** The longest words, each once: what to begin with when a text is to become easier. */
export function longestWords(sentences: readonly Sentence[]): string[] {
  const words = new Set(sentences.flatMap(({ says }) => says.match(WORD) ?? []).filter(isLong));
  return [...words].sort((one, other) => other.length - one.length).slice(0, SHOWN);
}
