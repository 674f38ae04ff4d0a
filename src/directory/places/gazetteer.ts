/**
 * Towns beyond the directory: those of its countries and of the operator's, so that a person is understood wherever
 * they are and the search can widen from there. Names in other scripts are our own list's, or the Latin one written
 * over. Made when first asked for.
 */
import { fold } from '../../language/fold.js';
import { EXONYMS, type Exonym } from './exonyms.js';
import type { KnownPlace } from './gather.js';
import { readTowns, type Town } from './towns.js';

/** A place of the gazetteer; the more people, the likelier it is meant. */
export interface KnownTown extends KnownPlace {
  population: number;
}

const exonymOf = new Map<string, Exonym>(EXONYMS.map((one) => [`${one.country} ${one.known}`, one]));

export function gazetteer(countries: Iterable<string>): KnownTown[] {
  const towns = readTowns(new Set(countries));
  const seats = new Map<string, Town>();
  for (const town of towns) {
    const key = `${town.country} ${town.region}`;
    if (town.seat && town.population > (seats.get(key)?.population ?? -1)) seats.set(key, town);
  }
  return towns.map((town, at) => knownTown(town, at, seats.get(`${town.country} ${town.region}`)));
}

function knownTown(town: Town, at: number, seat: Town | undefined): KnownTown {
  const { country, latitude, longitude, population } = town;
  const exonym = exonymOf.get(`${country} ${fold(town.name)}`);
  return {
    id: `town:${country}:${at}`,
    kind: 'city',
    names: exonym === undefined ? written(town) : namesOf(exonym, town),
    otherNames: exonym === undefined ? otherwise(town) : [town.name, ...exonym.others],
    latitude,
    longitude,
    country,
    detail: seat === undefined || seat === town ? country : modern(seat.name),
    population,
  };
}

function namesOf({ names }: Exonym, { name }: Town): Record<string, string> {
  return { '': names.own, en: modern(name), uk: names.uk, ar: names.ar, ro: names.ro };
}

/** Romanian with the letters that are right today. */
function modern(name: string): string {
  return name.replaceAll('ş', 'ș').replaceAll('Ş', 'Ș').replaceAll('ţ', 'ț').replaceAll('Ţ', 'Ț');
}

function written({ name, country }: Town): Record<string, string> {
  if (country === 'UA') return { '': name.replace(/[’ʼ']/g, ''), uk: cyrillicOf(name) };
  return { '': modern(name) };
}

function otherwise({ name, country }: Town): string[] {
  if (country !== 'MD' && country !== 'RO') return [];
  // One sound, two letters: "Hîncești" before 1993, "Hâncești" since.
  const others = [
    name.replaceAll(/(?<=\p{L})î(?=\p{L})/gu, 'â'),
    name.replace(/^T[âî]rgu/, 'Tg').replace(/^R[âî]mnicu/, 'Rm'),
  ];
  return others.filter((other) => other !== name);
}

const CYRILLIC: [RegExp, string][] = [
  [/shch/g, 'щ'],
  [/zgh/g, 'зг'],
  [/zh/g, 'ж'],
  [/kh/g, 'х'],
  [/ts/g, 'ц'],
  [/ch/g, 'ч'],
  [/sh/g, 'ш'],
  [/y[yi]a/g, 'ия'],
  [/y[yi]e/g, 'иє'],
  [/iy(?=\b)/g, 'ій'],
  [/yy|yi(?=\b)/g, 'ий'],
  [/(?<![a-z])ye|(?<=[aeiouy])ye/g, 'є'],
  [/yi/g, 'ї'],
  [/ya|ia/g, 'я'],
  [/yu|iu/g, 'ю'],
  [/ye|ie/g, 'є'],
  [/(?<=\p{L})(ц|s)k(?=[yeai]|ий|$|[^\p{L}])/gu, '$1ьк'],
  [/[’ʼ']/g, 'ь'],
];
const LETTERS = new Map(
  [...'abvhgdezyijlmnoprstufw'].map((letter, at) => [letter, [...'абвгґдезиійлмнопрстуфв'][at] ?? letter]),
)
  .set('k', 'к')
  .set('c', 'к');

/** A Ukrainian name from GeoNames' Latin one: near enough to be found by, and to be read. */
export function cyrillicOf(name: string): string {
  let text = name.toLowerCase();
  for (const [pattern, by] of CYRILLIC) text = text.replace(pattern, by);
  text = text.replace(/ьь/g, 'ь').replace(/[a-z]/g, (letter) => LETTERS.get(letter) ?? letter);
  return text.replace(
    /(^|[\s-])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
