/**
 * Who answers a need near a place. First those within 25 km and those that serve this very area; where there are
 * none the circle grows to 60 and 150 km and then to the whole country. Services for the whole country come last
 * and are always there. A service with several places counts once, at its nearest.
 */
import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';
import type { Place } from '../../engine/input.js';
import type { Entry, Spot } from './entry.js';
import type { Where } from './where.js';

export interface Candidate {
  entry: Entry;
  spot: Spot;
  kilometres: number | undefined;
  /** How it came in, without a distance: by its city, an area it serves, or only by the country. */
  by: 'distance' | 'city' | 'area' | 'country';
  area: string | undefined;
}

/** The services for one need, ready to be asked by place. */
export interface NeedIndex {
  near(
    near: Place,
    where: Where,
    keep: (entry: Entry) => boolean,
  ): { candidates: Candidate[]; widened: boolean };
}

const CIRCLES = [25, 60, 150];
/** So few points are looked through faster than an index is asked. */
const FEW = 64;

export function createNeedIndex(entries: readonly Entry[]): NeedIndex {
  const points: { entry: Entry; spot: Spot; longitude: number; latitude: number }[] = [];
  const beyond: Entry[] = [];
  for (const entry of entries) {
    const before = points.length;
    for (const spot of entry.spots) {
      const { latitude, longitude } = spot;
      if (latitude !== undefined && longitude !== undefined)
        points.push({ entry, spot, latitude, longitude });
    }
    // What is not only where it stands.
    if (points.length === before || entry.areas.size > 0 || entry.nationwide.size > 0) beyond.push(entry);
  }
  const index = new KDBush(points.length);
  for (const { longitude, latitude } of points) index.add(longitude, latitude);
  index.finish();

  function within(
    near: Place,
    radius: number,
    keep: (entry: Entry) => boolean,
    country?: string,
  ): Candidate[] {
    if (points.length === 0) return [];
    const found = new Map<Entry, Candidate>();
    const ids =
      points.length <= FEW
        ? points.keys()
        : around(index, near.longitude, near.latitude, Number.POSITIVE_INFINITY, radius);
    for (const id of ids) {
      const point = points[id];
      if (!point || !keep(point.entry)) continue;
      if (country !== undefined && point.spot.country !== country) continue;
      const { entry, spot } = point;
      const kilometres = distance(near.longitude, near.latitude, point.longitude, point.latitude);
      if (kilometres > radius || kilometres >= (found.get(entry)?.kilometres ?? Number.POSITIVE_INFINITY))
        continue;
      found.set(entry, { entry, spot, kilometres, by: 'distance', area: undefined });
    }
    return [...found.values()];
  }

  return {
    near(near, where, keep) {
      const here: Candidate[] = [];
      const country: Candidate[] = [];
      const elsewhere: Candidate[] = [];
      for (const entry of beyond) {
        if (!keep(entry)) continue;
        const candidate = withoutDistance(entry, where);
        if (candidate === undefined) continue;
        if (candidate === 'elsewhere') elsewhere.push(byCountry(entry));
        else if (candidate.by === 'country') country.push(candidate);
        else here.push(candidate);
      }
      let step = 0;
      let found: Candidate[] = [];
      for (; step < CIRCLES.length; step += 1) {
        found = within(near, CIRCLES[step] ?? 0, keep);
        if (found.length > 0 || here.length > 0) break;
      }
      if (step === CIRCLES.length && where.country !== undefined)
        found = [...within(near, Number.POSITIVE_INFINITY, keep, where.country), ...elsewhere];
      const candidates = [...found];
      const seen = new Set(found.map(({ entry }) => entry));
      for (const candidate of [...here, ...country]) {
        if (seen.has(candidate.entry)) continue;
        seen.add(candidate.entry);
        candidates.push(candidate);
      }
      return { candidates, widened: step > 0 };
    },
  };
}

const spotAt = (entry: Entry): Spot => entry.spots[0] as Spot;

function byCountry(entry: Entry): Candidate {
  return { entry, spot: spotAt(entry), kilometres: undefined, by: 'country', area: undefined };
}

/** Whether a service helps at a place whatever its distance: by its city, an area it serves, or the country. */
export function withoutDistance(entry: Entry, where: Where): Candidate | 'elsewhere' | undefined {
  for (const spot of entry.spots) {
    if (spot.city !== undefined && spot.latitude === undefined && where.cities.has(spot.city))
      return { entry, spot, kilometres: undefined, by: 'city', area: undefined };
  }
  for (const [key, area] of entry.areas)
    if (where.areas.has(key)) return { entry, spot: spotAt(entry), kilometres: undefined, by: 'area', area };
  const { country } = where;
  if (country === undefined)
    return entry.countries.size === 0 && entry.areas.size === 0 ? byCountry(entry) : undefined;
  if (entry.nationwide.has(country)) return byCountry(entry);
  const placed = entry.spots.some((spot) => spot.latitude !== undefined);
  // What stands somewhere is found by distance; what says nothing of where it helps may help here.
  if (placed) return undefined;
  if (entry.countries.size > 0 && !entry.countries.has(country)) return undefined;
  return entry.areas.size === 0 && !entry.spots.some((spot) => spot.city !== undefined)
    ? byCountry(entry)
    : 'elsewhere';
}
