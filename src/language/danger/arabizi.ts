import { soundOf } from '../fold.js';

/**
 * Other scripts typed in Latin letters. Of Arabic (“ma 3andi makan”), vowels are written, left out and heard differently by everybody,
 * so both sides are reduced to the consonants that all ways of writing share.
 */

const ARABIC: Record<string, string> = {
  ب: 'b',
  پ: 'b',
  ت: 't',
  ط: 't',
  ث: 't',
  ج: 'j',
  چ: 'j',
  ح: 'h',
  ه: 'h',
  خ: 'x',
  د: 'd',
  ض: 'd',
  ذ: 'z',
  ز: 'z',
  ظ: 'z',
  ر: 'r',
  س: 's',
  ص: 's',
  ش: 'c',
  ع: '3',
  غ: 'g',
  ف: 'f',
  ڤ: 'f',
  ق: 'k',
  ك: 'k',
  گ: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
};
const LATIN: [RegExp, string][] = [
  [/3'|gh/g, 'g'],
  [/8/g, 'g'],
  [/kh|5|7'/g, 'x'],
  [/sh|ch|\$/g, 'c'],
  [/th/g, 't'],
  [/dh/g, 'z'],
  [/7/g, 'h'],
  [/[q9]/g, 'k'],
  [/[pv]/g, 'b'],
  [/6/g, 't'],
  [/2/g, ''],
  [/[aeiouyw]/g, ''],
];
const DOUBLE = /(.)\1+/g;

/** @param word Arabic letters, folded */
export function consonantsOfArabic(word: string): string {
  let found = '';
  for (const letter of word) found += ARABIC[letter] ?? '';
  return found.replace(DOUBLE, '$1');
}

/** @param word Latin letters and digits, folded */
export function consonantsOfLatin(word: string): string {
  let found = word;
  for (const [pattern, by] of LATIN) found = found.replace(pattern, by);
  return found.replace(DOUBLE, '$1');
}

/** How Cyrillic, or Latin letters that stand for it, sound: “xochu” is “хочу”, “bjje” is “б’є”. */
export const soundHeard = (word: string): string =>
  soundOf(word.replace(/x/g, 'kh')).replace(/[ij]+(?=[aeu])/g, '');
