/** What the directory knows about the place a person named: its country, and the names of the areas it lies in. */
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import type { Place } from '../../engine/input.js';
import { fold } from '../../language/fold.js';
import type { Address } from '../model.js';
import { areaKey } from './areas.js';
import type { Entry } from './entry.js';

export interface Where {
  country: string | undefined;
  /** `areaKey`s of the place itself, its city, region and state. */
  areas: ReadonlySet<string>;
  /** Folded names of the city. */
  cities: ReadonlySet<string>;
  /** The region around, as the directory writes it, or the country: coarse enough to count by. */
  region: string | undefined;
}

export const NOWHERE: Where = {
  country: undefined,
  areas: new Set(),
  cities: new Set(),
  region: undefined,
};

const SAME_CITY_KM = 25;
const SAME_COUNTRY_KM = 500;
const MOST_KEPT = 2000;

/** What is alike for all locations of one town, kept once. */
interface Known {
  country: string;
  cities: readonly string[];
  areas: readonly string[];
  region: string;
}

/** Only places that may be known take part: a confidential one has no coordinates to ask for. */
export function createWhere(entries: readonly Entry[]): (near: Place) => Where {
  const seen = new Set<string>();
  const alike = new Map<string, Known>();
  const places: Known[] = [];
  const positions: number[] = [];
  for (const { spots } of entries) {
    for (const { location, latitude, longitude, cities } of spots) {
      const address = location?.address;
      if (!address || latitude === undefined || longitude === undefined || seen.has(location.id)) continue;
      seen.add(location.id);
      places.push(knownOf(address, cities, alike));
      positions.push(longitude, latitude);
    }
  }
  const index = new KDBush(places.length);
  for (let at = 0; at < positions.length; at += 2) index.add(positions[at] ?? 0, positions[at + 1] ?? 0);
  index.finish();
  const look = (near: Place): Where => {
    const names = near.name === '' ? [] : [near.name];
    // Near a border the nearest place may lie beyond it: one of the same name is the better witness.
    const keys = new Set(names.map(areaKey));
    const named = nearestOf(index, places, near, SAME_CITY_KM, ({ areas }) =>
      areas.some((area) => keys.has(area)),
    );
    const nearest = named ?? nearestOf(index, places, near, SAME_CITY_KM);
    const inCountry = nearest ?? nearestOf(index, places, near, SAME_COUNTRY_KM);
    return {
      country: inCountry?.country,
      cities: new Set([...names.map(fold), ...(nearest?.cities ?? [])]),
      areas: new Set([...keys, ...(nearest?.areas ?? [])]),
      region: nearest?.region ?? inCountry?.country,
    };
  };
  const kept = new Map<string, Where>();
  return (near) => {
    // Places that have a name are asked for again and again; where somebody stands is not kept.
    if (near.shared) return look(near);
    const key = `${near.latitude} ${near.longitude} ${near.name}`;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const where = look(near);
    kept.set(key, where);
    return where;
  };
}

function knownOf(address: Address, cities: readonly string[], alike: Map<string, Known>): Known {
  const { region = '', stateProvince, country } = address;
  const names = [...Object.values(address.city), region, stateProvince];
  const key = [country, ...names].join('\n');
  const known = alike.get(key) ?? {
    country,
    cities,
    areas: [...new Set(names.filter((name) => name !== '').map(areaKey))],
    region: stateProvince || region || country,
  };
  alike.set(key, known);
  return known;
}

function nearestOf(
  index: KDBush,
  places: Known[],
  near: Place,
  within: number,
  fits: (known: Known) => boolean = () => true,
): Known | undefined {
  if (places.length === 0) return undefined;
  const [first] = around(index, near.longitude, near.latitude, 1, within, (id) => {
    const known = places[id];
    return known !== undefined && fits(known);
  });
  return first === undefined ? undefined : places[first];
}
