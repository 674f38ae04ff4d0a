/**
 * Undoes what thumbs, filters and keyboards do to a word: letters that only look like those of another script,
 * digits and signs for letters, repeated letters. What comes back are ways to read the word, the likeliest first.
 */

/** Cyrillic and Greek letters that look Latin, and back. */
const LATIN_FOR: Record<string, string> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  ё: 'e',
  һ: 'h',
  н: 'h',
  і: 'i',
  ї: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  ν: 'v',
  χ: 'x',
};
const CYRILLIC_FOR: Record<string, string> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'і',
  j: 'ј',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  t: 'т',
  u: 'и',
  y: 'у',
  x: 'х',
};
const LATIN = /[a-z]/;
const OTHER = /[\u0370-\u03ff\u0400-\u04ff]/;
const DIGIT_LETTERS: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'b',
  '7': 't',
  '8': 'b',
  '9': 'g',
};
const CYRILLIC_DIGITS: Record<string, string> = { '0': 'о', '3': 'з', '4': 'ч', '6': 'б', '1': 'і' };
const LETTER_AND_DIGIT = /^(?=.*\p{L})(?=.*[0-9])/u;
const REPEATED = /(.)\1{2,}/gu;
const TWICE = /(.)\1+/gu;

/** A look at each letter's code: most words are of one script, and a pattern would take far longer to say so. */
function mixesScripts(word: string): boolean {
  let latin = false;
  let other = false;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    latin ||= code >= 0x61 && code <= 0x7a;
    other ||= code >= 0x370 && code <= 0x4ff;
  }
  return latin && other;
}

/** One script where a word mixes two: the one that all its letters can be of, else the one of most. */
export function oneScript(word: string): string {
  if (!mixesScripts(word)) return word;
  const letters = [...word];
  const latin = letters.filter((letter) => LATIN.test(letter));
  const couldBeLatin = letters.every((letter) => !OTHER.test(letter) || letter in LATIN_FOR);
  const couldBeCyrillic = latin.every((letter) => letter in CYRILLIC_FOR);
  const toLatin = couldBeLatin === couldBeCyrillic ? latin.length * 2 >= letters.length : couldBeLatin;
  const table = toLatin ? LATIN_FOR : CYRILLIC_FOR;
  return letters.map((letter) => table[letter] ?? letter).join('');
}

/** Other ways to read a word; the word itself is not among them. */
export function otherSpellings(word: string): string[] {
  const found: string[] = [];
  const keep = (spelling: string) => {
    if (spelling !== word && spelling.length > 0 && !found.includes(spelling)) found.push(spelling);
  };
  if (LETTER_AND_DIGIT.test(word)) {
    const digits = OTHER.test(word) ? CYRILLIC_DIGITS : DIGIT_LETTERS;
    const letters = word.replace(/[0-9]/g, (digit) => digits[digit] ?? digit);
    keep(letters);
    keep(letters.replace(REPEATED, '$1'));
    if (word.includes('1'))
      keep(word.replace(/1/g, 'l').replace(/[0-9]/g, (digit) => digits[digit] ?? digit));
  }
  if (REPEATED.test(word)) {
    REPEATED.lastIndex = 0;
    keep(word.replace(REPEATED, '$1'));
    keep(word.replace(REPEATED, '$1$1'));
    keep(word.replace(TWICE, '$1'));
  }
  REPEATED.lastIndex = 0;
  return found;
}

/** Signs that stand for letters inside a word: “su!cide”, “r@pe”, “k*ll”. */
const SIGNS: Record<string, string> = { '@': 'a', $: 's', '!': 'i', '|': 'l', '€': 'e', '*': '' };
const SIGN_IN_WORD = /(?<=\p{L})[@$!|€*]+(?=\p{L})|(?<=^|\s)[@$€](?=\p{L}{2})/gu;

export const HIDDEN = /\p{Cf}|\u034f|[\u115f\u1160\u3164\uffa0]/gu;

/** Soft hyphen, joiner, Hangul fillers and whatever else lies among letters that are rare here. */
function mayHide(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0xad || (code > 0xad && code < 0x34f) || (code >= FIRST_DASH && code <= LAST_DOTS)) continue;
    if (code > 0x34f && code < 0x600) continue;
    if (code > 0x61c && code < 0x6dd) continue;
    return true;
  }
  return false;
}
/** Dashes, quotation marks and dots, which stand in many messages. */
const FIRST_DASH = 0x2010;
const LAST_DOTS = 0x2027;

/** Takes invisible characters out and signs for letters back, before a text is cut into words. */
export function plainText(text: string): string {
  const shown = mayHide(text) ? text.replace(HIDDEN, '') : text;
  if (!/[@$!|€*]\p{L}/u.test(shown)) return shown;
  return shown.replace(SIGN_IN_WORD, (signs) => [...signs].map((sign) => SIGNS[sign] ?? '').join(''));
}
