/** Countries by the names that people have for them, in every shipped language. */

import { alike } from '../language/alike.js';
import { fold } from '../language/fold.js';

/** So close must a misspelt or inflected name be, and so few words may stand around it. */
const CLOSE = 0.85;
const MOST_WORDS = 6;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Codes that Intl has a name for and that are no country. */
const NO_COUNTRY: ReadonlySet<string> = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/**
 * The country that a message names; undefined when it names none, or several.
 * @param languages whose names are known, codes
 * @param served countries for which a slip of the finger or another case is understood too
 */
export function countryNamed(
  text: string,
  languages: readonly string[],
  served: readonly string[],
): string | undefined {
  const words = fold(text).split(' ');
  if (words.length > MOST_WORDS) return undefined;
  const names = languages.map(namesIn);
  const exact = new Set(
    spans(words).flatMap((span) =>
      names.map((known) => known.get(span)).filter((code) => code !== undefined),
    ),
  );
  if (exact.size > 0) return exact.size === 1 ? [...exact][0] : undefined;
  const close = new Set<string>();
  for (const known of names)
    for (const [name, code] of known)
      if (served.includes(code) && words.some((word) => alike(word, name) >= CLOSE)) close.add(code);
  return close.size === 1 ? [...close][0] : undefined;
}

/** One to four words that stand together. */
function spans(words: readonly string[]): string[] {
  return words.flatMap((_, from) =>
    [1, 2, 3, 4]
      .filter((length) => from + length <= words.length)
      .map((length) => words.slice(from, from + length).join(' ')),
  );
}

const known = new Map<string, ReadonlyMap<string, string>>();

function namesIn(language: string): ReadonlyMap<string, string> {
  const made = known.get(language) ?? makeNames(language);
  known.set(language, made);
  return made;
}

/** Codes of countries that are no more (DD, SU) are names for the ones that came after them. */
const isCountry = (code: string): boolean =>
  !NO_COUNTRY.has(code) && new Intl.Locale(`und-${code}`).region === code;

function makeNames(language: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const style of ['long', 'short'] as const) {
    const display = new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' });
    for (const first of LETTERS)
      for (const second of LETTERS) {
        const code = `${first}${second}`;
        const name = isCountry(code) ? display.of(code) : undefined;
        if (name !== undefined && !names.has(fold(name))) names.set(fold(name), code);
      }
  }
  return names;
}
