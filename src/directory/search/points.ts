/** The places of the services for one need on the globe: which are nearest, and how many there are in a circle. */
import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';
import type { Entry, Spot } from './entry.js';

/** A service at a place whose coordinates are known. */
export interface Point {
  entry: Entry;
  spot: Spot & { longitude: number; latitude: number };
}

export interface Nearby {
  /** Each service once, at its nearest place, nearest first. */
  found: { entry: Entry; spot: Spot; kilometres: number }[];
  /** How many services there are, also those too many to be given. */
  total: number;
}

export type Centre = { longitude: number; latitude: number };

/** So few points are looked through faster than an index is asked. */
const FEW = 64;
/** Nobody pages through more; the others are counted. */
const MOST = 300;
const KM_PER_DEGREE = 110;

/** Looks for those of the points that are to be kept, within kilometres of a centre. */
export function createPoints(
  points: readonly Point[],
): (centre: Centre, radius: number, keep: (point: Point) => boolean) => Nearby {
  const index = new KDBush(points.length);
  for (const { spot } of points) index.add(spot.longitude, spot.latitude);
  if (points.length > 0) index.finish();
  const oneEach = new Set(points.map(({ entry }) => entry)).size === points.length;
  const far = (centre: Centre, point: Point): number =>
    distance(centre.longitude, centre.latitude, point.spot.longitude, point.spot.latitude);
  const keeps = (keep: (point: Point) => boolean, id: number): boolean => {
    const point = points[id];
    return point !== undefined && keep(point);
  };

  function count(centre: Centre, radius: number, keep: (point: Point) => boolean): number {
    const entries = new Set<Entry>();
    let spots = 0;
    for (const id of box(index, centre, radius)) {
      const point = points[id];
      if (!point || !keep(point) || (radius !== Number.POSITIVE_INFINITY && far(centre, point) > radius))
        continue;
      if (oneEach) spots += 1;
      else entries.add(point.entry);
    }
    return oneEach ? spots : entries.size;
  }

  return (centre, radius, keep) => {
    const few = points.length <= FEW;
    const ids = few
      ? points.keys()
      : around(index, centre.longitude, centre.latitude, MOST, radius, (id) => keeps(keep, id));
    const nearest = new Map<Entry, Nearby['found'][0]>();
    let seen = 0;
    for (const id of ids) {
      const point = points[id];
      if (!point || (few && !keep(point))) continue;
      seen += 1;
      const { entry, spot } = point;
      const kilometres = far(centre, point);
      if (kilometres > radius || kilometres >= (nearest.get(entry)?.kilometres ?? Number.POSITIVE_INFINITY))
        continue;
      nearest.set(entry, { entry, spot, kilometres });
    }
    const found = [...nearest.values()];
    return { found, total: few || seen < MOST ? found.length : count(centre, radius, keep) };
  };
}

/** The points in a box that holds the circle; near a pole or the date line, all of them. */
function box(index: KDBush, { longitude, latitude }: Centre, radius: number): Iterable<number> {
  const high = radius / KM_PER_DEGREE;
  const wide = high / Math.max(0.01, Math.cos(((Math.abs(latitude) + high) * Math.PI) / 180));
  if (!(longitude - wide > -180 && longitude + wide < 180)) return index.ids.keys();
  return index.range(longitude - wide, latitude - high, longitude + wide, latitude + high);
}
