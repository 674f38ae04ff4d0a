/** Coordinates as they are found: with a comma, a degree sign, a letter for the side of the world, or the wrong way round. */
import type { Location } from '../model.js';
import type { Context, HeldLocation } from './context.js';

/** Degrees, or undefined: `47.16`, `47,16`, `47.16° N`, `N 47.16`, `47°09'36"N`. */
export function readCoordinate(text: string): number | undefined {
  const plain = text.replace('−', '-').trim();
  const parts =
    /^([nsew])?\s*(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′]\s*(?:(\d{1,2}(?:\.\d+)?)\s*["″])?)?\s*([nsew])?$/i.exec(
      plain,
    );
  if (!parts) return undefined;
  const [, before, degrees = '', minutes = '0', seconds = '0', after] = parts;
  const size = Number(degrees.replace(',', '.'));
  const whole = Math.abs(size) + Number(minutes) / 60 + Number(seconds) / 3600;
  const south = /[sw]/i.test(before ?? after ?? '') || degrees.startsWith('-');
  return south ? -whole : whole;
}

/** Both in one cell: `47.16, 27.58`. */
export function readPair(text: string): [string, string] | undefined {
  const pair = /^(-?\d{1,3}\.\d+)\s*[,; ]\s*(-?\d{1,3}\.\d+)$/.exec(text.trim());
  return pair ? [pair[1] ?? '', pair[2] ?? ''] : undefined;
}

const FEW = 5;
const FAR = 15;
const NEAR = 5;

/**
 * A directory lies in one part of the world. A place far from the middle of all, which turned round lies right
 * beside it, was written the wrong way round.
 */
export function turnSwapped({ locations, report }: Context): void {
  const placed = [...locations.values()].filter(({ record }) => record.latitude !== undefined);
  if (placed.length < FEW) return;
  const middle = {
    latitude: middleOf(placed, 'latitude'),
    longitude: middleOf(placed, 'longitude'),
  };
  const apart = (latitude: number, longitude: number): number =>
    Math.max(Math.abs(latitude - middle.latitude), Math.abs(longitude - middle.longitude));
  for (const { record, row } of placed) {
    const { latitude = 0, longitude = 0 } = record;
    if (apart(latitude, longitude) < FAR || apart(longitude, latitude) > NEAR) continue;
    Object.assign(record, { latitude: longitude, longitude: latitude } satisfies Partial<Location>);
    report.note(row, 'latitude', SWAPPED);
  }
}

export const SWAPPED = 'and longitude are the wrong way round: they were turned; correct them at the source';

function middleOf(places: readonly HeldLocation[], of: 'latitude' | 'longitude'): number {
  const sorted = places.map(({ record }) => record[of] ?? 0).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
