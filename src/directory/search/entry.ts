/** A service made ready for searching: everything a search compares, worked out once when the directory is loaded. */

import { fold } from '../../language/fold.js';
import { holidaysOf, type IsHoliday } from '../hours/holidays.js';
import { hoursAt } from '../hours/hours.js';
import type { Location, Schedule, Service, Translated } from '../model.js';
import type { HoursView } from '../view.js';
import { stepFree } from './access.js';
import { areaKey } from './areas.js';
import { zoneOfCountry } from './zones.js';

/** A service at one of its places, or at none (virtual, mobile, confidential, or without coordinates). */
export interface Spot {
  location: Location | undefined;
  latitude: number | undefined;
  longitude: number | undefined;
  country: string | undefined;
  /** The city's names, folded, where it may be known. */
  cities: readonly string[];
  /** Undefined where nothing is said of it, or the place may not be known. */
  stepFree: boolean | undefined;
  schedules: Schedule[];
  zone: string | undefined;
  holiday: IsHoliday | undefined;
  hours(now: number): HoursView;
}

export interface Entry {
  service: Service;
  spots: Spot[];
  /** True where no place of it may be known. */
  confidential: boolean;
  languages: ReadonlySet<string>;
  free: boolean;
  /** True where it is known to cost something. */
  priced: boolean;
  assured: number | undefined;
  /** Areas served, as `areaKey`, with the name to show. */
  areas: ReadonlyMap<string, string>;
  /** Countries served as a whole. */
  nationwide: ReadonlySet<string>;
  countries: ReadonlySet<string>;
}

/** @param region the operator's country, whose holidays count where a service does not say where it is */
export function entryOf(
  service: Service,
  zone: string | undefined,
  region: string | undefined,
  countryOf: (name: string) => string | undefined,
): Entry {
  const countries = new Set(
    service.locations.flatMap((location) => location.country ?? location.address?.country ?? []),
  );
  let areas: Map<string, string> | undefined;
  let nationwide: Set<string> | undefined;
  for (const { name, extentType } of service.serviceAreas) {
    const country = countryOf(name);
    if (country === undefined) {
      areas ??= new Map();
      areas.set(areaKey(name), name);
      if (extentType !== 'national') continue;
    }
    nationwide ??= new Set();
    if (country) nationwide.add(country);
    if (country === '' || extentType === 'national') for (const own of countries) nationwide.add(own);
  }
  const free = isFree(service);
  const spots = service.locations.map((location) => spotOf(service, location, zone, region));
  return {
    service,
    spots: spots.length > 0 ? spots : [spotOf(service, undefined, zone, region)],
    confidential:
      service.locations.length > 0 && service.locations.every((place) => place.addressConfidential),
    languages: shared(spokenBy(service)),
    free,
    priced: !free && (service.costOptions.length > 0 || Object.keys(service.feesDescription).length > 0),
    assured: service.assuredDate === undefined ? undefined : Date.parse(service.assuredDate),
    areas: areas ?? NO_AREAS,
    nationwide: nationwide ?? NONE,
    countries: shared(countries.size > 0 ? countries : (nationwide ?? NONE)),
  };
}

const NONE: ReadonlySet<string> = new Set();
const NO_AREAS: ReadonlyMap<string, string> = new Map();
const sets = new Map<string, ReadonlySet<string>>();

/** One set for all that are alike: most services speak the same few languages in the same country. */
function shared(set: ReadonlySet<string>): ReadonlySet<string> {
  const key = [...set].sort().join(' ');
  const known = sets.get(key);
  if (known !== undefined) return known;
  sets.set(key, set);
  return set;
}

const folded = new WeakMap<Translated, readonly string[]>();
const NOWHERE: readonly string[] = [];

/** Folded once where several services stand at one place. */
function citiesOf(city: Translated | undefined): readonly string[] {
  if (city === undefined) return NOWHERE;
  const known = folded.get(city) ?? [...new Set(Object.values(city).map(fold))];
  folded.set(city, known);
  return known;
}

function spotOf(
  service: Service,
  location: Location | undefined,
  zone: string | undefined,
  region: string | undefined,
): Spot {
  const shown = location && !location.addressConfidential ? location : undefined;
  const placed = shown?.locationType !== 'virtual';
  const city = location?.addressConfidential ? location.publicCity : shown?.address?.city;
  const country = location?.country ?? location?.address?.country;
  const own = zone ?? zoneOfCountry(country);
  const schedules = schedulesOf(service, location);
  const holiday = holidaysOf(country ?? region);
  return {
    location,
    latitude: placed ? shown?.latitude : undefined,
    longitude: placed ? shown?.longitude : undefined,
    country,
    cities: citiesOf(city),
    stepFree: shown === undefined ? undefined : stepFree(shown.accessibility),
    schedules,
    zone: own,
    holiday,
    hours: keptHours(schedules, own, holiday),
  };
}

/** A service's own hours come before those of the place; closed days of either count. */
export function schedulesOf(service: Service, location: Location | undefined): Schedule[] {
  const there = location?.schedules ?? [];
  const own = service.schedules.some((schedule) => schedule.exception === undefined);
  if (!own) return [...there, ...service.schedules];
  return [...service.schedules, ...there.filter((schedule) => schedule.exception !== undefined)];
}

/** Hours are asked for again and again and change seldom: an answer is kept for as long as it holds. */
function keptHours(
  schedules: Schedule[],
  zone: string | undefined,
  holiday: IsHoliday | undefined,
): (now: number) => HoursView {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let kept: HoursView | undefined;
  return (now) => {
    if (kept && now >= from && now < to) return kept;
    kept = hoursAt(schedules, zone, now, holiday);
    from = now;
    to = holdsUntil(kept, now);
    return kept;
  };
}

const QUARTER = 900_000;

/** Days begin on quarter hours everywhere, and on another day other things are said of a closed door. */
function holdsUntil(hours: HoursView, now: number): number {
  if (hours.kind === 'open') return hours.until;
  const quarter = (Math.floor(now / QUARTER) + 1) * QUARTER;
  return hours.kind === 'closed' ? Math.min(hours.opens, quarter) : quarter;
}

function spokenBy(service: Service): Set<string> {
  const phones = [...service.phones, ...service.locations.flatMap((location) => location.phones)];
  const languages = [...service.languages, ...phones.flatMap((phone) => phone.languages)];
  return new Set(languages.flatMap(({ code }) => code?.split('-')[0] ?? []));
}

const FREE = new Set(
  [
    'free',
    'free of charge',
    'none',
    'no fee',
    'no fees',
    'no charge',
    'gratuit',
    'gratis',
    'fara plata',
    'безкоштовно',
    'безплатно',
    'бесплатно',
    'مجاني',
    'مجانا',
    'مجانًا',
  ].map(fold),
);

export function isFree(service: Service): boolean {
  const amounts = service.costOptions.flatMap((option) => option.amount ?? []);
  if (service.costOptions.length > 0)
    return amounts.length === service.costOptions.length && amounts.every((amount) => amount === 0);
  return Object.values(service.feesDescription).some((text) => FREE.has(fold(text)));
}
