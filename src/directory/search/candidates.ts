/**
 * Who answers a need near a place. First those within 25 km and those that serve this very area; where there are
 * none the circle grows to 60 and 150 km and then to the whole country. Services for the whole country come last
 * and are always there. A service with several places counts once, at its nearest.
 */
import type { Place } from '../../engine/input.js';
import type { Entry, Spot } from './entry.js';
import { createPoints, type Nearby, type Point } from './points.js';
import type { Where } from './where.js';

export interface Candidate {
  entry: Entry;
  spot: Spot;
  kilometres: number | undefined;
  /** How it came in, without a distance: by its city, an area it serves, or only by the country. */
  by: 'distance' | 'city' | 'area' | 'country';
  area: string | undefined;
  /** How well its own words are those that were asked for, up to 1. */
  likeness?: number;
}

export interface Candidates {
  candidates: Candidate[];
  total: number;
  widened: boolean;
}

/** Whether a service takes part, at one of its places or, without one, at any. */
export type Keep = (entry: Entry, spot?: Spot) => boolean;

/** The services for one need, ready to be asked by place. */
export interface NeedIndex {
  near(near: Place, where: Where, keep: Keep): Candidates;
  /** All of them, where no place was said. */
  anywhere(keep: Keep): Candidates;
}

const CIRCLES = [25, 60, 150];
/** @param known points that other needs have already: a service with several needs has each place once */
export function createNeedIndex(entries: readonly Entry[], known: Map<Spot, Point>): NeedIndex {
  const points: Point[] = [];
  const beyond: Entry[] = [];
  for (const entry of entries) {
    const before = points.length;
    for (const spot of entry.spots) {
      if (isPlaced(spot)) points.push(pointOf(entry, spot, known));
    }
    // What is not only where it stands.
    if (points.length === before || entry.areas.size > 0 || entry.nationwide.size > 0) beyond.push(entry);
  }
  const within = createPoints(points);

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
      let found: Nearby['found'] = [];
      let total = 0;
      for (; step < CIRCLES.length; step += 1) {
        ({ found, total } = within(near, CIRCLES[step] ?? 0, ({ entry, spot }) => keep(entry, spot)));
        if (found.length > 0 || here.length > 0) break;
      }
      if (step === CIRCLES.length && where.country !== undefined) {
        ({ found, total } = within(
          near,
          Number.POSITIVE_INFINITY,
          ({ entry, spot }) => spot.country === where.country && keep(entry, spot),
        ));
      }
      const candidates: Candidate[] = found.map((point) => ({ ...point, by: 'distance', area: undefined }));
      const seen = new Set(found.map(({ entry }) => entry));
      for (const candidate of [...here, ...(step === CIRCLES.length ? elsewhere : []), ...country]) {
        if (seen.has(candidate.entry)) continue;
        seen.add(candidate.entry);
        candidates.push(candidate);
        total += 1;
      }
      return { candidates, total, widened: step > 0 };
    },
    anywhere(keep) {
      const candidates = entries.filter((entry) => keep(entry)).map(byCountry);
      return { candidates, total: candidates.length, widened: false };
    },
  };
}

const isPlaced = (spot: Spot): spot is Point['spot'] =>
  spot.latitude !== undefined && spot.longitude !== undefined;

function pointOf(entry: Entry, spot: Point['spot'], known: Map<Spot, Point>): Point {
  const point = known.get(spot) ?? { entry, spot };
  known.set(spot, point);
  return point;
}

const spotAt = (entry: Entry): Spot => entry.spots[0] as Spot;

function byCountry(entry: Entry): Candidate {
  return { entry, spot: spotAt(entry), kilometres: undefined, by: 'country', area: undefined };
}

/** Whether a service helps at a place whatever its distance: by its city, an area it serves, or the country. */
export function withoutDistance(entry: Entry, where: Where): Candidate | 'elsewhere' | undefined {
  for (const spot of entry.spots) {
    if (spot.latitude === undefined && spot.cities.some((city) => where.cities.has(city)))
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
  return entry.areas.size === 0 && entry.spots.every((spot) => spot.cities.length === 0)
    ? byCountry(entry)
    : 'elsewhere';
}
