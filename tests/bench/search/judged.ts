/**
 * Questions with judged answers: what parents say, each near towns of a directory. The phrases were written before
 * any tuning and by nobody's word lists; a rule judges, which knows the record's needs and where it stands, and asks
 * no search: in reach and for the need is right, the nearer the more.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distance } from 'geokdbush';
import type { Address, Directory, Service } from '../../../src/directory/model.js';
import { dice } from './generate.js';

export interface Judged {
  language: string;
  text: string;
  near: { name: string; latitude: number; longitude: number };
  /** What each service is worth as an answer, by id; the others nothing. */
  gains: ReadonlyMap<string, number>;
}

interface Spot {
  address: Address;
  latitude: number;
  longitude: number;
}

const PHRASES = readFileSync(join(process.cwd(), 'tests/bench/search/phrases.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const [need = '', language = '', text = ''] = line.split('\t');
    return { need, language, text };
  });

/** @param each how many towns each phrase is asked in, of those where it has an answer */
export function judgedQueries(directory: Directory, languages: readonly string[], each: number): Judged[] {
  const roll = dice(directory.services.length);
  const towns = townsOf(directory);
  return PHRASES.filter(({ language }) => languages.includes(language)).flatMap(
    ({ need, language, text }) => {
      const able = directory.services.filter(
        ({ needs, status, visibility }) =>
          needs.includes(need) && status === 'active' && visibility === undefined,
      );
      const asked: Judged[] = [];
      for (const town of shuffled(towns, roll)) {
        const gains = gainsOf(able, town);
        if (gains.size === 0) continue;
        const { address, latitude, longitude } = town;
        const name = address.city[language] ?? address.city[''] ?? '';
        asked.push({ language, text: `${text}, ${name}`, near: { name, latitude, longitude }, gains });
        if (asked.length === each) break;
      }
      return asked;
    },
  );
}

function gainsOf(able: readonly Service[], { latitude, longitude }: Spot): Map<string, number> {
  const gains = new Map<string, number>();
  for (const { id, locations } of able) {
    const far = Math.min(
      ...locations.map((place) =>
        place.latitude === undefined || place.longitude === undefined
          ? Number.POSITIVE_INFINITY
          : distance(longitude, latitude, place.longitude, place.latitude),
      ),
    );
    if (far <= 60) gains.set(id, far <= 10 ? 3 : far <= 25 ? 2 : 1);
  }
  return gains;
}

function townsOf({ services }: Directory): Spot[] {
  const towns = new Map<string, Spot>();
  for (const { locations } of services)
    for (const { address, latitude, longitude } of locations)
      if (address !== undefined && latitude !== undefined && longitude !== undefined)
        towns.set(address.city[''] ?? JSON.stringify(address.city), { address, latitude, longitude });
  return [...towns.values()];
}

function shuffled<T>(list: readonly T[], roll: (sides: number) => number): T[] {
  const left = [...list];
  return list.map(() => left.splice(roll(left.length), 1)[0] as T);
}

export function hitAt5(found: readonly string[], { gains }: Judged): number {
  return found.slice(0, 5).some((id) => gains.has(id)) ? 1 : 0;
}

export function ndcgAt10(found: readonly string[], { gains }: Judged): number {
  const sum = (values: readonly number[]): number =>
    values.slice(0, 10).reduce((total, gain, at) => total + gain / Math.log2(at + 2), 0);
  const best = sum([...gains.values()].sort((a, b) => b - a));
  return sum(found.map((id) => gains.get(id) ?? 0)) / best;
}

/** The demo's own records again in many more towns: real texts, as large as a country's directory. */
export function spreadOver(
  demo: Directory,
  towns: readonly { name: string; country: string; latitude: number; longitude: number }[],
): Directory {
  const placed = demo.services.filter(({ locations }) =>
    locations.some(({ latitude }) => latitude !== undefined),
  );
  const services = towns.flatMap((town, at) =>
    placed
      .filter((_, index) => (index + at) % 3 === 0)
      .map(
        (service): Service => ({
          ...service,
          id: `${service.id}-${at}`,
          locations: service.locations.slice(0, 1).map((place) => ({
            ...place,
            id: `${place.id}-${at}`,
            latitude: town.latitude,
            longitude: town.longitude,
            country: town.country,
            ...(place.address === undefined
              ? {}
              : {
                  address: {
                    ...place.address,
                    city: { '': town.name },
                    stateProvince: '',
                    country: town.country,
                  },
                }),
          })),
          serviceAreas: [],
        }),
      ),
  );
  return { ...demo, services };
}
