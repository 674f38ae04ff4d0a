/**
 * The places of a directory: cities and named areas where its services are, each with all its names and the middle
 * of its locations. Places of one name that lie far apart are several.
 */
import { distance } from 'geokdbush';
import { fold } from '../../language/fold.js';
import type { Directory, Location, Translated } from '../model.js';

/** A place known from elsewhere, such as a list of cities. */
export interface PlaceEntry {
  name: Translated;
  latitude: number;
  longitude: number;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  /** Further names it is known by. */
  otherNames?: string[];
}

export interface KnownPlace {
  id: string;
  kind: 'city' | 'area' | 'postal';
  names: Translated;
  otherNames: string[];
  latitude: number;
  longitude: number;
  country: string | undefined;
  /** Tells it from another of its name: the region or state it lies in. */
  detail: string | undefined;
}

/** Two towns of one name are told apart from this distance on. */
const APART_KM = 40;
/** An area is as wide as a region, and still one. */
const AREA_APART_KM = 400;

interface Growing extends KnownPlace {
  points: number;
}

export function gatherPlaces(directory: Directory, more: readonly PlaceEntry[]): KnownPlace[] {
  const own: Growing[] = [];
  const byName = new Map<string, Set<Growing>>();
  const add = (kind: KnownPlace['kind'], names: Translated, location: Location, code?: string): void => {
    const { latitude, longitude, address } = location;
    if (latitude === undefined || longitude === undefined) return;
    // One town is written in several languages: any name in common makes it the same, unless it is far away.
    const keys = code === undefined ? Object.values(names).map(fold) : [code];
    const groups = keys.map((key) => {
      const groupKey = `${kind}\n${address?.country}\n${key}`;
      const group = byName.get(groupKey) ?? new Set();
      byName.set(groupKey, group);
      return group;
    });
    const apart = kind === 'area' ? AREA_APART_KM : APART_KM;
    const isNear = (place: Growing): boolean =>
      distance(longitude, latitude, place.longitude, place.latitude) < apart;
    const near =
      groups.flatMap((group) => [...group].find(isNear) ?? [])[0] ?? grow(kind, names, location, code);
    if (near.points === 0) own.push(near);
    near.points += 1;
    near.latitude += (latitude - near.latitude) / near.points;
    near.longitude += (longitude - near.longitude) / near.points;
    near.names = { ...names, ...near.names };
    for (const name of Object.values(names)) if (!near.otherNames.includes(name)) near.otherNames.push(name);
    for (const group of groups) group.add(near);
  };
  for (const location of openLocations(directory)) {
    const address = location.address;
    if (!address) continue;
    add('city', address.city, location);
    for (const area of [address.region, address.stateProvince])
      if (area !== undefined && area.length > 3) add('area', { '': area }, location);
    const postal = postalKey(address.postalCode);
    if (postal.length >= 3) add('postal', address.city, location, postal);
  }
  return [...own, ...more.flatMap((entry, index) => (mergeInto(own, entry) ? [] : fromEntry(entry, index)))];
}

function grow(
  kind: KnownPlace['kind'],
  names: Translated,
  location: Location,
  code: string | undefined,
): Growing {
  const { address } = location;
  const key = code ?? fold(names[''] ?? Object.values(names)[0] ?? '');
  return {
    id: `${kind}:${address?.country ?? ''}:${key}:${location.id}`,
    kind,
    names,
    otherNames: [],
    latitude: 0,
    longitude: 0,
    country: address?.country,
    detail: (kind === 'area' ? undefined : address?.stateProvince || address?.region) || address?.country,
    points: 0,
  };
}

/** A place of the directory that is also in a list of places is one: it learns the list's names. */
function mergeInto(own: KnownPlace[], entry: PlaceEntry): boolean {
  const names = new Set([...Object.values(entry.name), ...(entry.otherNames ?? [])].map(fold));
  const same = own.find(
    (place) =>
      place.kind === 'city' &&
      Object.values(place.names).some((name) => names.has(fold(name))) &&
      distance(entry.longitude, entry.latitude, place.longitude, place.latitude) < APART_KM,
  );
  if (!same) return false;
  same.names = { ...entry.name, ...same.names };
  same.otherNames.push(...(entry.otherNames ?? []));
  return true;
}

function fromEntry(entry: PlaceEntry, index: number): KnownPlace {
  return {
    id: `more:${index}`,
    kind: 'city',
    names: entry.name,
    otherNames: entry.otherNames ?? [],
    latitude: entry.latitude,
    longitude: entry.longitude,
    country: entry.country,
    detail: entry.country,
  };
}

/** Each location once; the confidential ones have no coordinates and lend none. */
function openLocations(directory: Directory): Location[] {
  const seen = new Map<string, Location>();
  for (const service of directory.services) {
    if (service.status !== 'active' || service.visibility) continue;
    for (const location of service.locations)
      if (!location.addressConfidential) seen.set(location.id, location);
  }
  return [...seen.values()];
}

/** A postal code without spaces and hyphens, in capitals. */
export function postalKey(code: string): string {
  return fold(code).replaceAll(' ', '').toUpperCase();
}
