/** Searching a loaded directory: by need, from a place, in the person's language, at an instant. */
import { distance } from 'geokdbush';
import type { Place } from '../../engine/input.js';
import type { ServiceQuery } from '../../engine/ports.js';
import type { Directory, Service } from '../model.js';
import type { ServiceView } from '../view.js';
import { areaNames } from './area-names.js';
import { countryNames } from './areas.js';
import { type Candidate, createNeedIndex, type NeedIndex, withoutDistance } from './candidates.js';
import { type Entry, entryOf } from './entry.js';
import { ranked } from './rank.js';
import { viewOf } from './view-of.js';
import { createWhere, type Where } from './where.js';

export interface Filters {
  openNow?: boolean;
  free?: boolean;
  /** A service that says which ages it is for must be for this one. */
  age?: number;
  /** Only services that speak the person's language. */
  speaksLanguage?: boolean;
}

export interface SearchResult {
  id: string;
  /** Smaller is better; for comparing within one answer only. */
  score: number;
  kilometres: number | undefined;
}

export interface SearchAnswer {
  results: SearchResult[];
  total: number;
  widened: boolean;
}

export interface Seen {
  near: Place | undefined;
  need: string | undefined;
  language: string;
  now: number;
}

export interface DirectoryIndex {
  directory: Directory;
  search(query: ServiceQuery & Filters): SearchAnswer;
  /** A search whose results are ready to be shown. */
  find(query: ServiceQuery & Filters): { views: ServiceView[]; total: number; widened: boolean };
  /** One service as seen from a place; undefined when it is not there or may not be found. */
  view(id: string, seen: Seen): ServiceView | undefined;
}

export interface DirectoryOptions {
  /** The zone of opening hours that have none of their own. */
  timezone?: string;
}

const NOTHING = { list: [], total: 0, widened: false };

/** Inactive, defunct, temporarily closed, private and excluded services are kept, and never found. */
function isFindable(service: Service): boolean {
  return service.status === 'active' && service.visibility === undefined;
}

export function createDirectory(directory: Directory, options: DirectoryOptions = {}): DirectoryIndex {
  const findable = directory.services.filter(isFindable);
  const countries = new Set(
    findable.flatMap((service) => service.locations.flatMap((location) => location.country ?? [])),
  );
  const countryOf = countryNames(countries);
  const entries = findable.map((service) => entryOf(service, options.timezone, countryOf));
  const byId = new Map(entries.map((entry) => [entry.service.id, entry]));
  const whereIs = createWhere(entries);
  const needs = indexNeeds(entries);
  const known = { invented: directory.invented, nameArea: areaNames(findable, countryOf) };

  function look(query: ServiceQuery & Filters) {
    const need = needs.get(query.need);
    if (!need) return NOTHING;
    const where = whereIs(query.near);
    const { candidates, total, widened } = need.near(query.near, where, keeping(query));
    const first = query.offset + query.limit;
    const list = ranked(candidates, {
      language: query.language,
      now: query.now,
      country: where.country,
      first,
    });
    return { list: list.slice(query.offset, first), total, widened };
  }

  return {
    directory,
    search(query) {
      const { list, total, widened } = look(query);
      const results = list.map(({ entry, score, kilometres }) => ({
        id: entry.service.id,
        score,
        kilometres,
      }));
      return { results, total, widened };
    },
    find(query) {
      const { list, total, widened } = look(query);
      const asked = { ...query, ...known };
      return { views: list.map((candidate) => viewOf(candidate, asked)), total, widened };
    },
    view(id, seen) {
      const entry = byId.get(id);
      return entry && viewOf(seenFrom(entry, seen.near, whereIs), { ...seen, ...known });
    },
  };
}

function indexNeeds(entries: Entry[]): Map<string, NeedIndex> {
  const lists = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const need of entry.service.needs) {
      const list = lists.get(need);
      if (list) list.push(entry);
      else lists.set(need, [entry]);
    }
  }
  return new Map([...lists].map(([need, list]) => [need, createNeedIndex(list)]));
}

function keeping(query: ServiceQuery & Filters): (entry: Entry) => boolean {
  const { openNow, free, age, speaksLanguage, now } = query;
  if (!openNow && !free && age === undefined && !speaksLanguage) return () => true;
  const language = query.language.split('-')[0] ?? '';
  return ({ service, spots, languages, free: costsNothing }) => {
    if (free && !costsNothing) return false;
    if (speaksLanguage && !languages.has(language)) return false;
    if (age !== undefined && (age < (service.minimumAge ?? 0) || age > (service.maximumAge ?? 200)))
      return false;
    return !openNow || spots.some((spot) => ['open', 'always'].includes(spot.hours(now).kind));
  };
}

/** The place of a service that is nearest; without a place to look from, its first. */
function seenFrom(entry: Entry, near: Place | undefined, whereIs: (near: Place) => Where): Candidate {
  let best: Candidate | undefined;
  for (const spot of entry.spots) {
    const { latitude, longitude } = spot;
    if (latitude === undefined || longitude === undefined) continue;
    const kilometres = near && distance(near.longitude, near.latitude, longitude, latitude);
    if (best && (kilometres ?? 0) >= (best.kilometres ?? 0)) continue;
    best = { entry, spot, kilometres, by: 'distance', area: undefined };
  }
  if (best) return best;
  const by = near && withoutDistance(entry, whereIs(near));
  if (typeof by === 'object') return by;
  const [first] = entry.spots;
  return { entry, spot: first as Entry['spots'][0], kilometres: undefined, by: 'country', area: undefined };
}
