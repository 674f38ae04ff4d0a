/**
 * Keeps a piece of text from turning the writing around it: a phone number in an Arabic sentence, an Arabic name in
 * an English one. Unicode's isolates (UAX 9): LRI for what is always left to right, FSI for what brings its own.
 */

const LEFT_TO_RIGHT = '\u2066';
const FIRST_STRONG = '\u2068';
const POP = '\u2069';
const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** For phone numbers, codes and addresses of the web: read left to right in every language. */
export function isolateCode(code: string): string {
  return `${LEFT_TO_RIGHT}${code}${POP}`;
}

/** For names and other words that may be written in another direction than the sentence. */
export function isolateWords(words: string, direction: 'ltr' | 'rtl'): string {
  const turned = direction === 'rtl' || RIGHT_TO_LEFT_LETTER.test(words);
  return turned && !words.startsWith(LEFT_TO_RIGHT) ? `${FIRST_STRONG}${words}${POP}` : words;
}
