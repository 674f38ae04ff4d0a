/**
 * Names as sentences bend them: “Олену”, “Сергієві”, “Mariei”, “لأحمد”. A word fits a name when both have a stem in
 * common and what is left is an ending of its script; so no list of forms is needed.
 */
import { fold } from '../../language/fold.js';

const CYRILLIC = new Set(
  'а я о е є и і ї у ю ь й ові еві єві ом ем єм ою ею єю ам ям ами ями ах ях и ині'
    .split(' ')
    .map(fold)
    .concat(''),
);
const LATIN = new Set(['', 'a', 'ei', 'i', 'ii', 'e', 'ul', 'ului', 'lui', 'o', 's']);
const LONGEST = 4;
const SOFTENED: Record<string, string> = { г: 'з', к: 'ц', х: 'с' };
const ARABIC_PREFIXES = ['وال', 'بال', 'ال', 'لل', 'و', 'ب', 'ل', 'ف', 'ك'];
const LEAST_STEM = 3;

export interface NameSet {
  /** Whether a folded word is one of the names, bent or not. */
  has(word: string): boolean;
  /** Whether it is one just as it stands. */
  exact(word: string): boolean;
}

const isCyrillic = (word: string): boolean => /[\u0400-\u04ff]/.test(word);
const isArabic = (word: string): boolean => /[\u0600-\u06ff]/.test(word);

export function nameSet(names: Iterable<string>): NameSet {
  const whole = new Set<string>();
  const stems = new Set<string>();
  for (const name of names) {
    const folded = fold(name);
    whole.add(folded);
    for (const stem of stemsOf(folded)) stems.add(stem);
  }
  return {
    exact: (word) => whole.has(word),
    has(word) {
      if (whole.has(word)) return true;
      if (isArabic(word)) return ARABIC_PREFIXES.some((prefix) => whole.has(cutFrom(word, prefix)));
      const endings = isCyrillic(word) ? CYRILLIC : LATIN;
      for (let length = Math.max(LEAST_STEM, word.length - LONGEST); length <= word.length; length += 1)
        if (stems.has(word.slice(0, length)) && endings.has(word.slice(length))) return true;
      return false;
    },
  };
}

/** What is behind a prefix, where enough is left to be a name. */
const cutFrom = (word: string, prefix: string): string =>
  word.startsWith(prefix) && word.length - prefix.length >= LEAST_STEM ? word.slice(prefix.length) : '';

function stemsOf(name: string): string[] {
  if (isArabic(name)) return [];
  if (!isCyrillic(name)) return [name, name.replace(/[aeu]$/, '')].filter(isLongEnough);
  const stem = name.replace(/[аеєиіїоуюяйь]$/, '');
  const softened = SOFTENED[stem.slice(-1)];
  const closed = /^(.*)і([^аеєиіїоуюя])$/.exec(stem);
  return [
    name,
    stem,
    ...(softened === undefined ? [] : [stem.slice(0, -1) + softened]),
    ...(closed === null ? [] : [`${closed[1]}о${closed[2]}`, `${closed[1]}е${closed[2]}`]),
  ].filter(isLongEnough);
}

const isLongEnough = (stem: string): boolean => stem.length >= LEAST_STEM;
