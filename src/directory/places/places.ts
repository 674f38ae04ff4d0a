/**
 * Understands the names of places, alone or inside a sentence: the directory's own cities and areas first, then the
 * towns of its countries; in every script that is known, bent by grammar, written in the other alphabet, or misspelt.
 * The surest reading wins; several equally sure ones are all given, so that the person can choose. A town without a
 * service is called like an ordinary word more often than not, so it needs a sign that a place is meant.
 */

import { distance } from 'geokdbush';
import { fold, soundOf } from '../../language/fold.js';
import type { Directory } from '../model.js';
import { gatherPlaces, type KnownPlace, type PlaceEntry, postalKey } from './gather.js';
import type { KnownTown } from './gazetteer.js';
import { indexNames, type NameIndex } from './names.js';
import { readSigns, type Signs } from './signs.js';

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

export interface PlaceOptions {
  /** Places the directory has no service in, known beforehand. */
  more?: readonly PlaceEntry[];
  /** Towns of the world around, read when the directory's own places do not answer for the first time. */
  towns?: () => readonly KnownTown[];
  /** Folded words that mean something else in a conversation, and so name no town by themselves. */
  ordinary?: () => ReadonlySet<string>;
}

const NONE: readonly KnownPlace[] = [];
const NO_WORDS: ReadonlySet<string> = new Set();

type Look = (span: readonly string[], at: number) => readonly KnownPlace[];

const LONGEST_NAME = 4;
const SAME_TOWN_KM = 25;
/** A town that many know is meant wherever it is named. */
const WELL_KNOWN = 50_000;
/** More of one name than this are not asked back. */
const MOST = 5;

/** Makes the places of a directory findable. */
export function createPlaces(directory: Directory, options: PlaceOptions = {}): Places {
  const own = indexNames(gatherPlaces(directory, options.more ?? []));
  let beyond: NameIndex | undefined;
  const around = (): NameIndex => {
    beyond ??= indexNames((options.towns?.() ?? []).map((town) => ownFor(town, own)));
    return beyond;
  };

  return {
    find(text, languages) {
      const byCode = codesIn(text, own);
      if (byCode.length > 0) return shown(byCode, 'exact', languages);
      const signs = readSigns(text);
      return (signs.withoutRegions && hear(signs.withoutRegions, languages)) || hear(signs, languages) || [];
    },
  };

  function hear(signs: Signs, languages: readonly string[]): PlaceMatch[] | undefined {
    const beyond = options.towns === undefined ? undefined : around();
    const ordinary = options.ordinary?.() ?? NO_WORDS;
    const ways: [PlaceMatch['how'], Look][] = [
      ['exact', own.exact],
      ['bent', own.bent],
      ['transliterated', own.sounding],
      ...(beyond === undefined ? [] : townWays(signs, beyond, ordinary)),
      ['misspelt', misspeltOwn(own, signs, ordinary)],
    ];
    if (beyond !== undefined) ways.push(['misspelt', misspeltTowns(signs, beyond, ordinary)]);
    for (const [how, look] of ways) {
      const found = longest(signs.words, look);
      if (found.length > 0) return shown(found, how, languages);
    }
    return undefined;
  }
}

/** A town that is also the directory's is that one, known by more names. */
function ownFor(town: KnownTown, own: NameIndex): KnownTown {
  for (const name of Object.values(town.names)) {
    const same = own
      .exact(fold(name).split(' '))
      .find(
        ({ kind, longitude, latitude }) =>
          kind === 'city' && distance(longitude, latitude, town.longitude, town.latitude) < SAME_TOWN_KM,
      );
    if (same === undefined) continue;
    const otherNames = [...town.otherNames, ...same.otherNames];
    return { ...same, names: { ...town.names, ...same.names }, otherNames, population: town.population };
  }
  return town;
}

/** How many people a town needs to be heard, by what is said around it: the fewer signs, the better known it must be. */
interface Needs {
  shortest: number;
  /** After "in" or "near": in a few words; with a capital letter; in a longer sentence without one. */
  placed: { few: number; capital: number; plain: number };
  capital: number;
  /** Without any sign. */
  bare: number;
}

const NEVER = Number.POSITIVE_INFINITY;
const EXACT: Needs = {
  shortest: 3,
  placed: { few: 0, capital: 0, plain: 15_000 },
  capital: 5000,
  bare: WELL_KNOWN,
};
const BENT: Needs = {
  shortest: 5,
  placed: { few: 3000, capital: 0, plain: 15_000 },
  capital: 15_000,
  bare: 100_000,
};
const SOUNDING: Needs = { ...BENT, bare: NEVER };
const SKELETAL: Needs = {
  shortest: 4,
  placed: { few: 3000, capital: NEVER, plain: NEVER },
  capital: NEVER,
  bare: NEVER,
};
const MISSPELT: Needs = {
  shortest: 6,
  placed: { few: WELL_KNOWN, capital: 15_000, plain: WELL_KNOWN },
  capital: NEVER,
  bare: NEVER,
};

/** How many people a town must have to be meant by these words; never where they are small or mean something else. */
function peopleNeeded(
  span: readonly string[],
  at: number,
  signs: Signs,
  ordinary: ReadonlySet<string>,
  needs: Needs,
): number {
  const letters = span.join('').length;
  if (letters < needs.shortest || span.some((word) => ordinary.has(word) || signs.small(word))) return NEVER;
  if (signs.alone(span.length)) return 0;
  const capital = signs.capital(at, span.length);
  const after = signs.placed(at)
    ? Math.min(
        signs.few ? needs.placed.few : NEVER,
        capital ? needs.placed.capital : NEVER,
        letters < 4 ? NEVER : needs.placed.plain,
      )
    : NEVER;
  return Math.min(after, capital ? needs.capital : NEVER, letters >= 5 ? needs.bare : NEVER);
}

/** The ways in which a town beyond the directory is heard, each with the signs that it needs. */
function townWays(
  signs: Signs,
  towns: NameIndex,
  ordinary: ReadonlySet<string>,
): [PlaceMatch['how'], Look][] {
  const heard =
    (look: NameIndex['exact'], needs: Needs): Look =>
    (span, at) => {
      const needed = peopleNeeded(span, at, signs, ordinary, needs);
      if (needed === NEVER) return NONE;
      return byPopulation(
        look(span).filter((place) => peopleOf(place) >= needed),
        span.join(' '),
      );
    };
  return [
    ['exact', heard(towns.exact, EXACT)],
    ['bent', heard(towns.bent, BENT)],
    ['transliterated', heard(towns.sounding, SOUNDING)],
    ['transliterated', heard(towns.skeletal, SKELETAL)],
  ];
}

function misspeltTowns(signs: Signs, towns: NameIndex, ordinary: ReadonlySet<string>): Look {
  return (span, at) => {
    const letters = span.join(' ').length;
    const needed = peopleNeeded(span, at, signs, ordinary, MISSPELT);
    if (needed === NEVER) return NONE;
    for (let slips = 1; slips <= (letters >= 9 ? 2 : 1); slips += 1) {
      // So far from any spelling, only a town that people know is meant.
      const least = Math.max(needed, slips === 1 ? 5000 : WELL_KNOWN);
      const found = towns.misspelt(span, slips).filter((place) => peopleOf(place) >= least);
      if (found.length > 0) return byPopulation(found, '');
    }
    return NONE;
  };
}

const peopleOf = (place: KnownPlace): number => (place as Partial<KnownTown>).population ?? 0;

/**
 * The towns of one name, the largest first; a city leaves hamlets of its name unsaid, and one whose whole name was
 * said those that only begin with it.
 */
function byPopulation(places: readonly KnownPlace[], said: string): readonly KnownPlace[] {
  if (places.length < 2) return places;
  const whole = places.filter(({ names }) => Object.values(names).some((name) => fold(name) === said));
  const sorted = [...(whole.length > 0 ? whole : places)].sort((a, b) => peopleOf(b) - peopleOf(a));
  const largest = peopleOf(sorted[0] as KnownPlace);
  return sorted.filter((place) => largest < WELL_KNOWN || peopleOf(place) * 20 >= largest).slice(0, MOST);
}

function misspeltOwn(own: NameIndex, signs: Signs, ordinary: ReadonlySet<string>): Look {
  return (span, at) => {
    const letters = span.join(' ').length;
    const likely =
      signs.words.length <= 3 || signs.placed(at) || (letters >= 6 && signs.capital(at, span.length));
    if (letters < 4 || !likely || span.some((word) => ordinary.has(word) || signs.small(word))) return NONE;
    for (let slips = 1; slips <= (letters >= 8 ? 2 : 1); slips += 1) {
      const found = own
        .misspelt(span, slips)
        .filter((place) => letters >= 6 || beginsAlike(place, span[0] ?? ''));
      if (found.length > 0) return found;
    }
    return NONE;
  };
}

/** In a short word the first letter is the one that people get right. */
function beginsAlike({ names, otherNames }: KnownPlace, word: string): boolean {
  const first = soundOf(word)[0];
  return [...Object.values(names), ...otherNames].some((name) => soundOf(name)[0] === first);
}

interface Found {
  place: KnownPlace;
  words: string;
}

/** The places named by the most words; a city hides the area that is called after it. */
function longest(words: readonly string[], look: Look): Found[] {
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

function codesIn(text: string, own: NameIndex): Found[] {
  const parts = text.slice(0, 500).split(/[\s,;]+/);
  const found = parts.flatMap((part, at) => {
    const whole = [part, part + (parts[at + 1] ?? '')].map(postalKey).filter((code) => /\d/.test(code));
    return whole.flatMap((code) => own.postal(code).map((place) => ({ place, words: code })));
  });
  return found.filter((one, at) => found.findIndex(({ place }) => place === one.place) === at);
}

function shown(found: Found[], how: PlaceMatch['how'], languages: readonly string[]): PlaceMatch[] {
  return (
    found
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
      // Towns are in the order of their size.
      .sort((a, b) => (a.id.startsWith('town:') ? 0 : a.id < b.id ? -1 : 1))
  );
}

function nameIn(place: KnownPlace, languages: readonly string[]): string {
  for (const language of languages) {
    const name = place.names[language] ?? place.names[language.split('-')[0] ?? ''];
    if (name !== undefined) return name;
  }
  return place.names[''] ?? Object.values(place.names)[0] ?? '';
}
