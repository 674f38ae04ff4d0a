/** Searching a loaded directory: by need or by words, from a place, in the person's language, at an instant. */
import { distance } from 'geokdbush';
import type { Place } from '../../engine/input.js';
import type { ServiceQuery } from '../../engine/ports.js';
import type { Directory, Service } from '../model.js';
import type { ServiceView } from '../view.js';
import { areaNames } from './area-names.js';
import { countryNames } from './areas.js';
import {
  type Candidate,
  type Candidates,
  createNeedIndex,
  type Keep,
  type NeedIndex,
  withoutDistance,
} from './candidates.js';
import { type Entry, entryOf } from './entry.js';
import { type Fitting, fittingTo } from './fit.js';
import { type Ranked, ranked, type ScorePart, scoreParts } from './rank.js';
import { viewOf } from './view-of.js';
import { createWhere, NOWHERE, type Where } from './where.js';
import { byName, createWordIndex, type FindByWords } from './words.js';

/** A query, for which no place need be known. */
export type Query = Omit<ServiceQuery, 'near'> & { near?: Place | undefined };

export interface SearchResult {
  id: string;
  /** Smaller is better; for comparing within one answer only. */
  score: number;
  kilometres: number | undefined;
}

/** What all ways of asking say of an answer as a whole. */
export interface Answer {
  total: number;
  widened: boolean;
  relaxed?: 'unsure' | 'all';
  tooFar?: true;
  area?: string;
}

export interface Seen {
  near: Place | undefined;
  need: string | undefined;
  language: string;
  now: number;
}

export interface DirectoryIndex {
  directory: Directory;
  search(query: Query): Answer & { results: SearchResult[] };
  /** A search whose results are ready to be shown. */
  find(query: Query): Answer & { views: ServiceView[] };
  /** The same with what each score is made of, for authors. */
  explain(query: Query): Answer & { results: { view: ServiceView; score: number; parts: ScorePart[] }[] };
  /** One service as seen from a place; undefined when it is not there or may not be found. */
  view(id: string, seen: Seen): ServiceView | undefined;
  /** The region a place lies in, or its country. */
  areaOf(near: Place): string | undefined;
  /** Services called by these words, the likeliest first; empty where the likeness is no name's. */
  named(words: string, limit: number): { id: string; name: Service['name'] }[];
}

export interface DirectoryOptions {
  /** The zone of opening hours that have none of their own. */
  timezone?: string;
  /** The country whose holidays count where a service does not say where it is. */
  region?: string;
}

interface Looked extends Answer {
  list: Ranked[];
  where: Where;
  fitting: Fitting | undefined;
}

/** Words alone weigh more than any way within a country. */
const ONLY_WORDS = 5;
const FAR_KM = 60;

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
  const entries = findable.map((service) => entryOf(service, options.timezone, options.region, countryOf));
  const byId = new Map(entries.map((entry) => [entry.service.id, entry]));
  const whereIs = createWhere(entries);
  const needs = indexNeeds(entries);
  const byWords = createWordIndex(entries);
  const known = { invented: directory.invented, nameArea: areaNames(findable, countryOf) };

  function candidatesFor(query: Query, where: Where, keep: Keep): Candidates {
    const worded = query.words === undefined ? undefined : byWords(query.words);
    if (query.need === undefined) return fromWords(worded ?? [], query.near, where, keep);
    const index = needs.get(query.need);
    if (index === undefined) return { candidates: [], total: 0, widened: false };
    const found = query.near === undefined ? index.anywhere(keep) : index.near(query.near, where, keep);
    if (worded !== undefined && worded.length > 0) addLikeness(found.candidates, worded);
    return found;
  }

  function look(query: Query): Looked {
    const where = query.near === undefined ? NOWHERE : whereIs(query.near);
    const fitting = fittingTo(query.filters, query.now);
    let relaxed: Answer['relaxed'];
    let found = candidatesFor(query, where, keeping(fitting, 'fits'));
    if (fitting !== undefined && found.candidates.every(isFar)) {
      // Rather one at hand that has to be asked than one that surely fits and is out of reach.
      const perhaps = candidatesFor(query, where, keeping(fitting, 'unsure'));
      if (found.total === 0 || !perhaps.candidates.every(isFar)) {
        relaxed = 'unsure';
        found = perhaps;
      }
    }
    if (fitting !== undefined && found.total === 0) {
      relaxed = 'all';
      found = candidatesFor(query, where, keeping(undefined, 'fits'));
    }
    const { candidates, total, widened } = found;
    const first = query.offset + query.limit;
    const list = ranked(candidates, { ...query, country: where.country, first });
    return {
      list: list.slice(query.offset, first),
      where,
      fitting,
      total,
      widened,
      ...(relaxed === undefined || total === 0 ? {} : { relaxed }),
      ...(total > 0 && query.near !== undefined && list.every(isFar) ? { tooFar: true as const } : {}),
      ...(where.region === undefined ? {} : { area: where.region }),
    };
  }

  const answerOf = ({ list: _, where: __, fitting: ___, ...answer }: Looked): Answer => answer;
  const viewed = (query: Query, { fitting, relaxed }: Looked, candidate: Candidate): ServiceView =>
    viewOf(candidate, { ...query, ...known, fitting: relaxed === 'all' ? undefined : fitting });

  return {
    directory,
    search(query) {
      const looked = look(query);
      const results = looked.list.map(({ entry, score, kilometres }) => ({
        id: entry.service.id,
        score,
        kilometres,
      }));
      return { results, ...answerOf(looked) };
    },
    find(query) {
      const looked = look(query);
      return { views: looked.list.map((one) => viewed(query, looked, one)), ...answerOf(looked) };
    },
    explain(query) {
      const looked = look(query);
      const asked = { ...query, country: looked.where.country };
      const results = looked.list.map((one) => {
        const parts = scoreParts(one, asked);
        const score = parts.reduce((sum, { kilometres }) => sum + kilometres, 0);
        return { view: viewed(query, looked, one), score, parts };
      });
      return { results, ...answerOf(looked) };
    },
    view(id, seen) {
      const entry = byId.get(id);
      return entry && viewOf(seenFrom(entry, seen.near, whereIs), { ...seen, ...known, fitting: undefined });
    },
    areaOf: (near) => whereIs(near).region,
    named: (words, limit) =>
      byName(words, byWords)
        .slice(0, limit)
        .map(({ service: { id, name } }) => ({ id, name })),
  };

  /** What the words found, each at its nearest place; what is out of reach takes no part. */
  function fromWords(
    worded: ReturnType<FindByWords>,
    near: Place | undefined,
    where: Where,
    keep: Keep,
  ): Candidates {
    const candidates = worded
      .filter(({ entry }) => keep(entry))
      .map(({ entry, likeness }) => ({
        ...seenFrom(entry, near, () => where),
        likeness: likeness * ONLY_WORDS,
      }));
    return { candidates, total: candidates.length, widened: false };
  }
}

function addLikeness(candidates: Candidate[], worded: ReturnType<FindByWords>): void {
  const likenesses = new Map(worded.map(({ entry, likeness }) => [entry, likeness]));
  for (const candidate of candidates) {
    const likeness = likenesses.get(candidate.entry);
    if (likeness !== undefined) candidate.likeness = likeness;
  }
}

const isFar = ({ kilometres, by }: Candidate): boolean => by === 'country' || (kilometres ?? 0) > FAR_KM;

function indexNeeds(entries: Entry[]): Map<string, NeedIndex> {
  const lists = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const need of entry.service.needs) {
      const list = lists.get(need);
      if (list) list.push(entry);
      else lists.set(need, [entry]);
    }
  }
  const points = new Map();
  return new Map([...lists].map(([need, list]) => [need, createNeedIndex(list, points)]));
}

/** Those that are known to fit, or those of which at least nothing speaks against it. */
function keeping(fitting: Fitting | undefined, least: 'fits' | 'unsure'): Keep {
  if (fitting === undefined) return () => true;
  const enough = least === 'fits' ? (fit: string) => fit === 'fits' : (fit: string) => fit !== 'not';
  return (entry, spot) => enough(spot === undefined ? fitting.of(entry) : fitting.at(entry, spot));
}

/** The place of a service that is nearest; without a place to look from, its first. */
function seenFrom(entry: Entry, near: Place | undefined, whereIs: (near: Place) => Where): Candidate {
  let best: Candidate | undefined;
  for (const spot of entry.spots) {
    const { latitude, longitude } = spot;
    if (latitude === undefined || longitude === undefined) continue;
    if (near === undefined) return { entry, spot, kilometres: undefined, by: 'country', area: undefined };
    const kilometres = distance(near.longitude, near.latitude, longitude, latitude);
    if (best && kilometres >= (best.kilometres ?? 0)) continue;
    best = { entry, spot, kilometres, by: 'distance', area: undefined };
  }
  if (best) return best;
  const by = near && withoutDistance(entry, whereIs(near));
  if (typeof by === 'object') return by;
  const [first] = entry.spots;
  return { entry, spot: first as Entry['spots'][0], kilometres: undefined, by: 'country', area: undefined };
}
