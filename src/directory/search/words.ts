/**
 * Services by their own words: what they and their organizations are called and, while the directory is of a size
 * where that costs little, what they say of themselves. MiniSearch keeps the index; it is made when first asked.
 */
import MiniSearch, { type Options, type SearchOptions } from 'minisearch';
import { fold } from '../../language/fold.js';
import type { Service, Translated } from '../model.js';
import type { Entry } from './entry.js';

export interface Worded {
  entry: Entry;
  /** 1 for the best of an answer, less for the others. */
  likeness: number;
}

export type FindByWords = (words: string) => Worded[];

/** Up to so many services, descriptions are indexed too. */
const SMALL = 20_000;
/** Larger ones make a string that is too long. */
const FITS = 200_000;
const MOST = 200;
/** Weaker than this beside the best is another thing. */
const LEAST = 0.25;

interface Document {
  id: number;
  name: string;
  about: string;
}

/** From the narrowest reading to the widest; what costs more is only done where less found nothing. */
const READINGS: SearchOptions[] = [
  { combineWith: 'AND' },
  { combineWith: 'AND', fuzzy: (term) => (term.length >= 5 ? 0.2 : false), maxFuzzy: 2 },
  { combineWith: 'OR', fuzzy: (term) => (term.length >= 5 ? 0.2 : false), maxFuzzy: 2 },
];
/** What an organization's name is worth beside the service's own. */
const OF_ORGANIZATION = 0.7;

export function createWordIndex(entries: readonly Entry[]): FindByWords {
  let made: ((words: string) => Map<Entry, number>) | undefined;
  return (words) => {
    made ??= indexed(entries);
    const found = [...made(words.slice(0, 200))].sort((a, b) => b[1] - a[1]);
    const best = found[0]?.[1] ?? 1;
    return found
      .slice(0, MOST)
      .filter(([, score]) => score >= best * LEAST)
      .map(([entry, score]) => ({ entry, likeness: score / best }));
  };
}

/** Each organization is one document however many services it has; its services share what it scores. */
function indexed(entries: readonly Entry[]): (words: string) => Map<Entry, number> {
  const about = entries.length <= SMALL;
  const services = new Map<Service['organization'], Entry[]>();
  for (const entry of entries) {
    const { organization } = entry.service;
    const list = services.get(organization);
    if (list) list.push(entry);
    else services.set(organization, [entry]);
  }
  const organizations = [...services.keys()];
  const options: Options<Document> = {
    fields: about ? ['name', 'about'] : ['name'],
    tokenize: (text) => fold(text).split(' '),
    processTerm: (term) => (term.length < 2 ? null : term),
    searchOptions: { boost: { name: 3 }, prefix: (term) => term.length >= 4 },
  };
  const grown = new MiniSearch<Document>(options);
  grown.addAll(entries.map((entry, id) => documentOf(entry, id, about)));
  grown.addAll(
    organizations.map(({ name }, at) => ({ id: entries.length + at, name: all(name), about: '' })),
  );
  const index = entries.length <= FITS ? compact(grown, options) : grown;
  return (words) => {
    const scores = new Map<Entry, number>();
    const add = (entry: Entry, score: number): void =>
      void scores.set(entry, (scores.get(entry) ?? 0) + score);
    for (const reading of READINGS) {
      for (const { id, score } of index.search(words, reading)) {
        const entry = entries[Number(id)];
        const organization = organizations[Number(id) - entries.length];
        if (entry !== undefined) add(entry, score);
        else if (organization !== undefined)
          for (const one of services.get(organization) ?? []) add(one, score * OF_ORGANIZATION);
      }
      if (scores.size > 0) return scores;
    }
    return scores;
  };
}

/** Read again from its own JSON, an index holds no room for growing, which is a fifth of it. */
const compact = (index: MiniSearch<Document>, options: Options<Document>): MiniSearch<Document> =>
  MiniSearch.loadJS(JSON.parse(JSON.stringify(index)), options);

const all = (text: Translated): string => Object.values(text).join(' ');

function documentOf({ service }: Entry, id: number, about: boolean): Document {
  return {
    id,
    name: [all(service.name), service.alternateName ?? ''].join(' '),
    about: about ? [all(service.description), ...service.taxonomyTerms].join(' ') : '',
  };
}

/** Words that many names share say nothing of which one is meant. */
const OWN_WORDS = 2;

/** The services that a text names: at least two words of the name, or all of it, stand in the text. */
export function byName(text: string, find: FindByWords): Entry[] {
  const said = new Set(fold(text).split(' '));
  const named = find(text).map(({ entry }) => ({ entry, share: shareOf(entry, said) }));
  return named
    .filter(({ share }) => share >= 0.6)
    .sort((a, b) => b.share - a.share)
    .map(({ entry }) => entry);
}

function shareOf({ service }: Entry, said: ReadonlySet<string>): number {
  const names = [
    ...Object.values(service.name),
    service.alternateName ?? '',
    ...Object.values(service.organization.name),
  ];
  return Math.max(
    ...names.map((name) => {
      const words = fold(name)
        .split(' ')
        .filter((word) => word.length > 2);
      const there = words.filter((word) => said.has(word)).length;
      return words.length === 0 || there < Math.min(OWN_WORDS, words.length) ? 0 : there / words.length;
    }),
  );
}
