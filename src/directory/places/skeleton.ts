/**
 * The consonants of a name, by which an Arabic spelling that nobody has written down meets its Latin name: Arabic
 * writes few vowels and has no p, v, g or ch. Only to find candidates, never to show.
 */
import { fold, latinise } from '../../language/fold.js';

const ARABIC: Record<string, string> = {
  ب: 'b',
  پ: 'b',
  ت: 't',
  ط: 't',
  ث: 't',
  د: 'd',
  ض: 'd',
  ذ: 'd',
  ج: 'h',
  غ: 'h',
  گ: 'h',
  ح: 'h',
  خ: 'h',
  ه: 'h',
  ر: 'r',
  ز: 'z',
  ظ: 'z',
  س: 's',
  ص: 's',
  ش: 's',
  ف: 'f',
  ڤ: 'f',
  ق: 'k',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
};
const LATIN: [RegExp, string][] = [
  [/shch|sch|sh/g, 's'],
  [/ch/g, 'ts'],
  [/zh/g, 'h'],
  [/kh/g, 'h'],
  [/ph|[vw]/g, 'f'],
  [/c(?=[ei])/g, 'ts'],
  [/ck|[cq]/g, 'k'],
  [/x/g, 'ks'],
  [/p/g, 'b'],
  [/[jg]/g, 'h'],
  [/[aeiouy ]/g, ''],
];

/** Short ones are the same for too many names. */
const SHORTEST = 4;

/** The skeleton of a name in any of the three scripts; undefined when too little is left to tell names apart. */
export function skeletonOf(name: string): string | undefined {
  let bones = fold(latinise(name)).replace(/[\u0621-\u06ff]/g, (letter) => ARABIC[letter] ?? '');
  for (const [pattern, by] of LATIN) bones = bones.replace(pattern, by);
  bones = bones.replace(/(.)\1+/g, '$1');
  return bones.length < SHORTEST ? undefined : bones;
}
