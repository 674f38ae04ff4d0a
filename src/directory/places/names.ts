/** All the names of some places, laid out for looking up: as written, bent by grammar, by sound, by skeleton, or misspelt. */
import { fold, soundOf } from '../../language/fold.js';
import type { KnownPlace } from './gather.js';
import { type Bending, bendingOf, fits, stemsIn } from './inflect.js';
import { skeletonOf } from './skeleton.js';
import { createSpellings } from './spelling.js';

export interface NameIndex {
  exact(words: readonly string[]): readonly KnownPlace[];
  bent(words: readonly string[]): readonly KnownPlace[];
  sounding(words: readonly string[]): readonly KnownPlace[];
  /** An Arabic spelling by its consonants alone. */
  skeletal(words: readonly string[]): readonly KnownPlace[];
  misspelt(words: readonly string[], slips: number): readonly KnownPlace[];
  postal(code: string): readonly KnownPlace[];
}

interface Key {
  words: Bending[];
  place: KnownPlace;
}

const NONE: readonly KnownPlace[] = [];
const isArabic = (word: string | undefined): boolean => /\p{Script=Arabic}/u.test(word ?? '');

export function indexNames(places: readonly KnownPlace[]): NameIndex {
  const codes = new Map<string, KnownPlace[]>();
  const exact = new Map<string, KnownPlace[]>();
  const sounds = new Map<string, KnownPlace[]>();
  const skeletons = new Map<string, KnownPlace[]>();
  /** By each stem of the first word. */
  const bent = new Map<string, Key[]>();
  for (const place of places) {
    if (place.kind === 'postal') {
      const code = place.id.split(':')[2] ?? '';
      put(codes, code, place);
      // The five digits in front of an American ZIP+4.
      if (/^\d{9}$/.test(code)) put(codes, code.slice(0, 5), place);
      continue;
    }
    for (const name of namesOf(place)) {
      const key = fold(name);
      if (key.length < 2) continue;
      put(exact, key, place);
      const sound = soundOf(name);
      if (sound.length >= 3) put(sounds, sound, place);
      const skeleton = skeletonOf(name);
      if (skeleton !== undefined) put(skeletons, skeleton, place);
      const words = key.split(' ').map(bendingOf);
      for (const stem of words[0]?.stems ?? []) put(bent, stem, { words, place });
    }
  }
  const spellings = fuzzy(exact);
  const soundings = fuzzy(sounds);
  return {
    exact: (words) => exact.get(words.join(' ')) ?? NONE,
    bent: (words) => bentAs(bent, words),
    // Arabic has no other spelling to sound like; and none but it leaves out the vowels.
    sounding: (words) => (isArabic(words[0]) ? NONE : (sounds.get(soundOf(words.join(' '))) ?? NONE)),
    skeletal: (words) =>
      isArabic(words[0])
        ? [...stemsIn(words.join(' '), 0)].flatMap((form) => skeletons.get(skeletonOf(form) ?? '') ?? NONE)
        : NONE,
    misspelt(words, slips) {
      const key = words.join(' ');
      const like = spellings(key, slips);
      return like.length > 0 ? like : soundings(soundOf(key), slips);
    },
    postal: (code) => codes.get(code) ?? NONE,
  };
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

function namesOf(place: KnownPlace): Set<string> {
  const names = new Set([...Object.values(place.names), ...place.otherNames]);
  for (const name of [...names]) {
    // People shorten "Cluj-Napoca" to "Cluj".
    const first = name.split('-')[0] ?? '';
    if (name.includes('-') && first.length >= 4) names.add(first);
  }
  return names;
}

function fuzzy(keys: Map<string, KnownPlace[]>): (key: string, slips: number) => readonly KnownPlace[] {
  const spellings = createSpellings([...keys.keys()].filter((key) => key.length >= 4));
  return (key, slips) => [...new Set(spellings.like(key, slips).flatMap((name) => keys.get(name) ?? []))];
}

function bentAs(bent: Map<string, Key[]>, words: readonly string[]): readonly KnownPlace[] {
  const first = words[0] ?? '';
  if (words.join('').length < 4) return NONE;
  const found = new Set<KnownPlace>();
  for (const stem of stemsIn(first))
    for (const key of bent.get(stem) ?? [])
      if (key.words.length === words.length && key.words.every((word, at) => fits(words[at] ?? '', word)))
        found.add(key.place);
  return found.size === 0 ? NONE : [...found];
}
