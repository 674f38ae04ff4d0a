/**
 * Understands the names of places: the directory's own cities and areas, in every language it has them in, bent by
 * grammar, written in the other alphabet, or misspelt, alone or inside a sentence. The surest reading wins; several
 * equally sure ones are all given, so that the person can choose.
 */

import { fold, soundOf } from '../../language/fold.js';
import type { Directory } from '../model.js';
import { gatherPlaces, type KnownPlace, type PlaceEntry, postalKey } from './gather.js';
import { type Bending, bendingOf, fits } from './inflect.js';
import { createSpellings } from './spelling.js';

export type { PlaceEntry } from './gather.js';

export interface PlaceMatch {
  id: string;
  kind: 'city' | 'area' | 'postal';
  /** In the first asked language that the place has a name in, else as the directory wrote it. */
  name: string;
  latitude: number;
  longitude: number;
  country: string | undefined;
  /** Its region, state or country, to tell it from another of its name. */
  detail: string | undefined;
  /** How sure it is, surest first. */
  how: 'exact' | 'bent' | 'transliterated' | 'misspelt';
  /** The words of the text that named it, folded. */
  words: string;
}

export interface Places {
  find(text: string, languages: readonly string[]): PlaceMatch[];
}

interface Key {
  words: Bending[];
  place: KnownPlace;
}

/** Small words before a place; after one of them a misspelt name is likelier than another word. */
const BEFORE_A_PLACE = new Set(
  'in at near to from around la din in lângă langa aproape de în spre в у во до з із из біля коло під около في من الى قرب عند'
    .split(' ')
    .map(fold),
);
const MAX_WORDS = 40;
const LONGEST_NAME = 4;

/** Makes the places of a directory findable; `more` adds places it has no service in. */
export function createPlaces(directory: Directory, more: readonly PlaceEntry[] = []): Places {
  const { exact, sounds, bent } = indexNames(gatherPlaces(directory, more));
  const spellings = fuzzyIndex(exact);
  const soundings = fuzzyIndex(sounds);

  const ways: [PlaceMatch['how'], (words: string[]) => KnownPlace[]][] = [
    ['exact', (words) => exact.get(words.join(' ')) ?? []],
    ['bent', (words) => bentAs(bent, words)],
    ['transliterated', (words) => sounds.get(soundOf(words.join(' '))) ?? []],
  ];

  return {
    find(text, languages) {
      const words = fold(text.slice(0, 500)).split(' ').slice(0, MAX_WORDS);
      const byCode = codesIn(text, exact);
      if (byCode.length > 0) return shown(byCode, 'exact', languages);
      for (const [how, look] of ways) {
        const found = longest(words, look);
        if (found.length > 0) return shown(found, how, languages);
      }
      const found = longest(words, (span, at) => misspelt(span, at, words));
      return shown(found, 'misspelt', languages);
    },
  };

  function misspelt(span: string[], at: number, words: string[]): KnownPlace[] {
    const key = span.join(' ');
    const letters = key.length;
    const likely = words.length <= 3 || letters >= 6 || BEFORE_A_PLACE.has(words[at - 1] ?? '');
    if (letters < 4 || !likely || span.some((word) => BEFORE_A_PLACE.has(word))) return [];
    for (let slips = 1; slips <= (letters >= 8 ? 2 : 1); slips += 1) {
      const found = spellings(key, slips) ?? soundings(soundOf(key), slips);
      if (found) return found;
    }
    return [];
  }
}

interface NameIndex {
  /** By folded name; a postal code has `#` in front. */
  exact: Map<string, KnownPlace[]>;
  sounds: Map<string, KnownPlace[]>;
  /** By the two letters that every stem of the first word begins with. */
  bent: Map<string, Key[]>;
}

function indexNames(places: KnownPlace[]): NameIndex {
  const index: NameIndex = { exact: new Map(), sounds: new Map(), bent: new Map() };
  for (const place of places) {
    if (place.kind === 'postal') {
      const code = place.id.split(':')[2] ?? '';
      put(index.exact, `#${code}`, place);
      // The five digits in front of an American ZIP+4.
      if (/^\d{9}$/.test(code)) put(index.exact, `#${code.slice(0, 5)}`, place);
      continue;
    }
    for (const name of namesOf(place)) {
      const key = fold(name);
      if (key.length < 2) continue;
      put(index.exact, key, place);
      const sound = soundOf(name);
      if (sound.length >= 3) put(index.sounds, sound, place);
      const words = key.split(' ').map(bendingOf);
      const shortest = words[0]?.stems.reduce((best, stem) => (stem.length < best.length ? stem : best));
      put(index.bent, (shortest ?? '').slice(0, 2), { words, place });
    }
  }
  return index;
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

function namesOf(place: KnownPlace): string[] {
  const names = new Set([...Object.values(place.names), ...place.otherNames]);
  for (const name of [...names]) {
    // People shorten "Cluj-Napoca" to "Cluj".
    const first = name.split('-')[0] ?? '';
    if (name.includes('-') && first.length >= 4) names.add(first);
  }
  return [...names];
}

function fuzzyIndex(
  keys: Map<string, KnownPlace[]>,
): (key: string, slips: number) => KnownPlace[] | undefined {
  const spellings = createSpellings(
    [...keys.keys()].filter((key) => key.length >= 4 && !key.startsWith('#')),
  );
  return (key, slips) => {
    const found = spellings.like(key, slips).flatMap((name) => keys.get(name) ?? []);
    return found.length > 0 ? [...new Set(found)] : undefined;
  };
}

function bentAs(bent: Map<string, Key[]>, words: string[]): KnownPlace[] {
  const first = words[0] ?? '';
  if (words.join('').length < 4) return [];
  // An Arabic word may carry its preposition in front: then its first letters tell nothing.
  const starts = /\p{Script=Arabic}/u.test(first)
    ? [0, 1, 2, 3].map((at) => first.slice(at, at + 2))
    : [first.slice(0, 2)];
  const keys = starts.flatMap((start) => bent.get(start) ?? []);
  const found = keys.filter(
    (key) => key.words.length === words.length && key.words.every((word, at) => fits(words[at] ?? '', word)),
  );
  return [...new Set(found.map((key) => key.place))];
}

interface Found {
  place: KnownPlace;
  words: string;
}

/** The places named by the most words; a city hides the area that is called after it. */
function longest(words: string[], look: (span: string[], at: number) => KnownPlace[]): Found[] {
  for (let length = Math.min(LONGEST_NAME, words.length); length > 0; length -= 1) {
    const found = new Map<KnownPlace, string>();
    for (let at = 0; at + length <= words.length; at += 1) {
      const span = words.slice(at, at + length);
      for (const place of look(span, at)) if (!found.has(place)) found.set(place, span.join(' '));
    }
    if (found.size === 0) continue;
    const all = [...found].map(([place, said]) => ({ place, words: said }));
    const cities = all.filter(({ place }) => place.kind === 'city');
    return cities.length > 0 ? cities : all;
  }
  return [];
}

function codesIn(text: string, exact: Map<string, KnownPlace[]>): Found[] {
  const parts = text.slice(0, 500).split(/[\s,;]+/);
  const found = parts.flatMap((part, at) => {
    const whole = [part, part + (parts[at + 1] ?? '')].map(postalKey).filter((code) => /\d/.test(code));
    return whole.flatMap((code) => (exact.get(`#${code}`) ?? []).map((place) => ({ place, words: code })));
  });
  return found.filter((one, at) => found.findIndex(({ place }) => place === one.place) === at);
}

function shown(found: Found[], how: PlaceMatch['how'], languages: readonly string[]): PlaceMatch[] {
  return found
    .map(({ place, words }) => ({
      id: place.id,
      kind: place.kind,
      name: nameIn(place, languages),
      latitude: place.latitude,
      longitude: place.longitude,
      country: place.country,
      detail: place.detail,
      how,
      words,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function nameIn(place: KnownPlace, languages: readonly string[]): string {
  for (const language of languages) {
    const name = place.names[language] ?? place.names[language.split('-')[0] ?? ''];
    if (name !== undefined) return name;
  }
  return place.names[''] ?? Object.values(place.names)[0] ?? '';
}
