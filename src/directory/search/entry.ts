/** A service made ready for searching: everything a search compares, worked out once when the directory is loaded. */

import { fold } from '../../language/fold.js';
import { holidaysOf, type IsHoliday } from '../hours/holidays.js';
import { type HoursOf, keptHours } from '../hours/kept.js';
import type { Location, Schedule, Service, Translated } from '../model.js';
import type { HoursView } from '../view.js';
import { stepFree } from './access.js';
import { areaKey } from './areas.js';
import { zoneOfCountry } from './zones.js';

/** A service at one of its places, or at none (virtual, mobile, confidential, or without coordinates). */
export interface Spot {
  readonly location: Location | undefined;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
  readonly country: string | undefined;
  /** The city's names, folded, where it may be known. */
  readonly cities: readonly string[];
  /** Undefined where nothing is said of it, or the place may not be known. */
  readonly stepFree: boolean | undefined;
  readonly schedules: Schedule[];
  readonly zone: string | undefined;
  readonly holiday: IsHoliday | undefined;
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
  /** The day it was confirmed, since 1970. */
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
    assured: service.assuredDate === undefined ? undefined : Date.parse(service.assuredDate) / DAY,
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

const cityNames = new Map<string, readonly string[]>();
const NOWHERE: readonly string[] = [];
const MOST_CITIES = 50_000;

/** Folded once for all that stand in one town. */
function citiesOf(city: Translated | undefined): readonly string[] {
  if (city === undefined) return NOWHERE;
  const names = Object.values(city);
  const key = names.join('\n');
  const known = cityNames.get(key) ?? [...new Set(names.map(fold))];
  if (cityNames.size >= MOST_CITIES) cityNames.clear();
  cityNames.set(key, known);
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
  return new KnownSpot(
    location,
    placed ? shown?.latitude : undefined,
    placed ? shown?.longitude : undefined,
    country,
    citiesOf(city),
    shown === undefined ? undefined : stepFree(shown.accessibility),
    schedules,
    own,
    holiday,
  );
}

/** A service's own hours come before those of the place; closed days of either count. */
export function schedulesOf(service: Service, location: Location | undefined): Schedule[] {
  const there = location?.schedules ?? [];
  // Mostly there is nothing to join, and no list of its own is needed.
  if (there.length === 0) return service.schedules;
  if (service.schedules.length === 0) return there;
  const own = service.schedules.some((schedule) => schedule.exception === undefined);
  if (!own) return [...there, ...service.schedules];
  return [...service.schedules, ...there.filter((schedule) => schedule.exception !== undefined)];
}

const DAY = 86_400_000;
/** A class, for there are as many as services and each would carry functions of its own. */
class KnownSpot implements Spot {
  private hoursOf: HoursOf | undefined;

  constructor(
    readonly location: Location | undefined,
    readonly latitude: number | undefined,
    readonly longitude: number | undefined,
    readonly country: string | undefined,
    readonly cities: readonly string[],
    readonly stepFree: boolean | undefined,
    readonly schedules: Schedule[],
    readonly zone: string | undefined,
    readonly holiday: IsHoliday | undefined,
  ) {}

  hours(now: number): HoursView {
    this.hoursOf ??= keptHours(this.schedules, this.zone, this.holiday);
    return this.hoursOf(now);
  }
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
