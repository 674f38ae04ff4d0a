/** A service made ready for searching: everything a search compares, worked out once when the directory is loaded. */

import { fold } from '../../language/fold.js';
import { hoursAt } from '../hours/hours.js';
import type { Location, Schedule, Service } from '../model.js';
import type { HoursView } from '../view.js';
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
  hours(now: number): HoursView;
}

export interface Entry {
  service: Service;
  spots: Spot[];
  /** True where no place of it may be known. */
  confidential: boolean;
  languages: ReadonlySet<string>;
  free: boolean;
  assured: number | undefined;
  /** Areas served, as `areaKey`, with the name to show. */
  areas: ReadonlyMap<string, string>;
  /** Countries served as a whole. */
  nationwide: ReadonlySet<string>;
  countries: ReadonlySet<string>;
}

export function entryOf(
  service: Service,
  zone: string | undefined,
  countryOf: (name: string) => string | undefined,
): Entry {
  const countries = new Set(
    service.locations.flatMap((location) => location.country ?? location.address?.country ?? []),
  );
  const areas = new Map<string, string>();
  const nationwide = new Set<string>();
  for (const { name, extentType } of service.serviceAreas) {
    const country = countryOf(name);
    if (country === undefined) areas.set(areaKey(name), name);
    else if (country !== '') nationwide.add(country);
    if (country === '' || extentType === 'national') for (const own of countries) nationwide.add(own);
  }
  const spots = service.locations.map((location) => spotOf(service, location, zone));
  return {
    service,
    spots: spots.length > 0 ? spots : [spotOf(service, undefined, zone)],
    confidential:
      service.locations.length > 0 && service.locations.every((place) => place.addressConfidential),
    languages: spokenBy(service),
    free: isFree(service),
    assured: service.assuredDate === undefined ? undefined : Date.parse(service.assuredDate),
    areas,
    nationwide,
    countries: countries.size > 0 ? countries : nationwide,
  };
}

function spotOf(service: Service, location: Location | undefined, zone: string | undefined): Spot {
  const shown = location && !location.addressConfidential ? location : undefined;
  const placed = shown?.locationType !== 'virtual';
  const city = location?.addressConfidential ? location.publicCity : shown?.address?.city;
  const country = location?.country ?? location?.address?.country;
  return {
    location,
    latitude: placed ? shown?.latitude : undefined,
    longitude: placed ? shown?.longitude : undefined,
    country,
    cities: [...new Set(Object.values(city ?? {}).map(fold))],
    hours: keptHours(schedulesOf(service, location), zone ?? zoneOfCountry(country)),
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
function keptHours(schedules: Schedule[], zone: string | undefined): (now: number) => HoursView {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let kept: HoursView | undefined;
  return (now) => {
    if (kept && now >= from && now < to) return kept;
    kept = hoursAt(schedules, zone, now);
    from = now;
    to = kept.kind === 'open' ? kept.until : kept.kind === 'closed' ? kept.opens : now + 900_000;
    return kept;
  };
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
