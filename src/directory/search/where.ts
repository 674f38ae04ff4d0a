/** What the directory knows about the place a person named: its country, and the names of the areas it lies in. */
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import type { Place } from '../../engine/input.js';
import { fold } from '../../language/fold.js';
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

interface Known {
  country: string;
  cities: readonly string[];
  areas: string[];
  region: string;
  longitude: number;
  latitude: number;
}

/** Only places that may be known take part: a confidential one has no coordinates to ask for. */
export function createWhere(entries: readonly Entry[]): (near: Place) => Where {
  const known = new Map<string, Known>();
  for (const { spots } of entries) {
    for (const { location, latitude, longitude, cities } of spots) {
      const address = location?.address;
      if (!address || latitude === undefined || longitude === undefined || known.has(location.id)) continue;
      const areas = [...Object.values(address.city), address.region ?? '', address.stateProvince]
        .filter((name) => name !== '')
        .map(areaKey);
      const region = address.stateProvince || address.region || address.country;
      known.set(location.id, { country: address.country, region, cities, areas, latitude, longitude });
    }
  }
  const places = [...known.values()];
  const index = new KDBush(places.length);
  for (const { longitude, latitude } of places) index.add(longitude, latitude);
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
