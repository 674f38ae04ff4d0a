/**
 * Place names as sentences bend them: "в Одесі", "у Львові", "din Clujului", "بمدينة". A name gives the stems under
 * which it may stand; a word fits when it is a stem and one of the endings of its script.
 */
import { fold } from '../../language/fold.js';

const CYRILLIC_ENDINGS = new Set(
  'а я о е є и і ї у ю ь й ові еві єві ом ем єм ою ею єю ах ях ам ям ами ями их ий ій им ими ого ої ому ого ым ой ая ое ов ев ів ы'
    .split(' ')
    .map(fold)
    .concat(''),
);
const LATIN_ENDINGS = new Set([
  '',
  'a',
  'i',
  'ei',
  'ii',
  'e',
  'ul',
  'ului',
  'lui',
  'le',
  'ilor',
  's',
  'u',
  'ie',
]);
const LONGEST_ENDING = 4;
const SOFTENED: Record<string, string> = { г: 'з', к: 'ц', х: 'с' };
const ARABIC_PREFIXES = ['وال', 'بال', 'فال', 'كال', 'لل', 'ال', 'ب', 'ل', 'و', 'ف'];

export interface Bending {
  stems: string[];
  endings: ReadonlySet<string>;
}

const isCyrillic = (word: string): boolean => /\p{Script=Cyrillic}/u.test(word);
const isArabic = (word: string): boolean => /\p{Script=Arabic}/u.test(word);

/** The stems of one folded word of a name. */
export function bendingOf(word: string): Bending {
  if (isCyrillic(word)) return { stems: cyrillicStems(word), endings: CYRILLIC_ENDINGS };
  if (isArabic(word)) return { stems: [bare(word)], endings: new Set(['']) };
  const stem = word.replace(/[aieu]$/, '');
  return { stems: stem.length >= 3 ? [word, stem] : [word], endings: LATIN_ENDINGS };
}

function cyrillicStems(word: string): string[] {
  const stem = word.replace(/(ий|ая|ое)$|[аеєиіоуюяьы]$/, '');
  if (stem.length < 3) return [word];
  const stems = new Set([stem]);
  // Львів, у Львові; Київ, у Києві; Тернопіль, у Тернополі.
  const closed = /^(.*)[ії]([^аеєиіоуюя])$/.exec(stem);
  if (closed) for (const vowel of ['о', 'е', 'є']) stems.add(`${closed[1]}${vowel}${closed[2]}`);
  // Чернівці, у Чернівцях; Кам'янець, у Кам'янці.
  const fleeting = /^(.*)[ео]([цкьр])$/.exec(stem);
  if (fleeting) stems.add(`${fleeting[1]}${fleeting[2]}`);
  for (const known of [...stems]) {
    const soft = SOFTENED[known.slice(-1)];
    if (soft !== undefined) stems.add(known.slice(0, -1) + soft);
  }
  return [...stems];
}

function bare(word: string): string {
  for (const prefix of ARABIC_PREFIXES)
    if (word.startsWith(prefix) && word.length - prefix.length >= 3) return word.slice(prefix.length);
  return word;
}

/** Every stem that a folded word of a sentence may have: itself and what is left without up to four letters. */
export function* stemsIn(word: string, most = LONGEST_ENDING): Generator<string> {
  for (const form of isArabic(word) ? new Set([word, bare(word)]) : [word])
    for (let cut = 0; cut <= most && form.length - cut >= 2; cut += 1) yield form.slice(0, form.length - cut);
}

/** Whether a folded word of a sentence can be this word of a name. */
export function fits(word: string, bending: Bending): boolean {
  const plain = isArabic(word) ? [word, bare(word)] : [word];
  return plain.some((form) =>
    bending.stems.some(
      (stem) =>
        form.startsWith(stem) &&
        form.length - stem.length <= LONGEST_ENDING &&
        mayEnd(stem, form.slice(stem.length), bending),
    ),
  );
}

/** A stem of three letters is part of too many words: only a long ending makes it the place ("Iașului"). */
function mayEnd(stem: string, ending: string, bending: Bending): boolean {
  return (
    bending.endings.has(ending) &&
    (stem.length > 3 || ending.length === 0 || ending.length >= 3 || isCyrillic(stem))
  );
}
