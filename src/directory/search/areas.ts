/**
 * Names of areas that services serve, made comparable: "Județul Iași", "Iași County" and "Iași" are one. A country's
 * name in any of some languages is the country.
 */
import { fold } from '../../language/fold.js';

const KIND_OF_AREA = new Set(
  'county judetul judet municipiul orasul oras comuna city of the region regiunea raionul raion oblast область області обл район району місто міста м громада municipality district province state мун محافظة مدينة'
    .split(' ')
    .map(fold),
);
const NATIONWIDE = new Set(
  [
    'nationwide',
    'national',
    'whole country',
    'all country',
    'toata tara',
    'national ro',
    'вся країна',
    'вся україна',
    'по всій україні',
  ].map(fold),
);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const NAMING = ['en', 'ro', 'uk', 'ru', 'ar', 'fr', 'de'];

export function areaKey(name: string): string {
  const words = fold(name)
    .split(' ')
    .filter((word) => !KIND_OF_AREA.has(word));
  return words.join(' ') || fold(name);
}

/** Tells the ISO code of a country named in one of our languages; `''` for "the whole country" without saying which. */
export function countryNames(codes: Iterable<string>): (name: string) => string | undefined {
  const known = new Map<string, string>([...NATIONWIDE].map((name) => [name, '']));
  for (const code of codes) {
    known.set(fold(code), code);
    for (const language of NAMING) {
      const name = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code);
      if (name) known.set(fold(name), code);
    }
  }
  return (name) => known.get(fold(name));
}

/** The names of all countries, folded, in our languages: nobody who names one means a village. */
export function* countriesInWords(): Generator<string> {
  for (const language of NAMING) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const first of LETTERS)
      for (const second of LETTERS) {
        const name = names.of(first + second);
        if (name !== undefined) yield fold(name);
      }
  }
}
