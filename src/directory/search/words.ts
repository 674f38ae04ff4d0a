/**
 * Services by their own words: what they and their organizations are called and, while the directory is of a size
 * where that costs little, what they say of themselves. MiniSearch keeps the index; it is made when first asked.
 */
import MiniSearch from 'minisearch';
import { fold } from '../../language/fold.js';
import type { Entry } from './entry.js';

export interface Worded {
  entry: Entry;
  /** 1 for the best of an answer, less for the others. */
  likeness: number;
}

export type FindByWords = (words: string) => Worded[];

/** Up to so many services, descriptions are indexed too. */
const SMALL = 20_000;
const MOST = 200;
/** Weaker than this beside the best is another thing. */
const LEAST = 0.25;

interface Document {
  id: number;
  name: string;
  organization: string;
  about: string;
}

const OPTIONS = {
  fields: ['name', 'organization', 'about'],
  tokenize: (text: string) => fold(text).split(' '),
  processTerm: (term: string) => (term.length < 2 ? null : term),
  searchOptions: {
    boost: { name: 3, organization: 2 },
    prefix: (term: string) => term.length >= 4,
    fuzzy: (term: string) => (term.length >= 5 ? 0.2 : false),
    maxFuzzy: 2,
  },
};

export function createWordIndex(entries: readonly Entry[]): FindByWords {
  let made: MiniSearch<Document> | undefined;
  const about = entries.length <= SMALL;
  const make = (): MiniSearch<Document> => {
    const index = new MiniSearch<Document>(OPTIONS);
    index.addAll(entries.map((entry, id) => documentOf(entry, id, about)));
    return index;
  };
  return (words) => {
    made ??= make();
    const text = words.slice(0, 200);
    const all = made.search(text, { combineWith: 'AND' });
    const found = all.length > 0 ? all : made.search(text);
    const best = found[0]?.score ?? 1;
    return found
      .slice(0, MOST)
      .filter(({ score }) => score >= best * LEAST)
      .flatMap(({ id, score }) => {
        const entry = entries[Number(id)];
        return entry === undefined ? [] : [{ entry, likeness: score / best }];
      });
  };
}

function documentOf({ service }: Entry, id: number, about: boolean): Document {
  const all = (text: Record<string, string>): string => Object.values(text).join(' ');
  return {
    id,
    name: [all(service.name), service.alternateName ?? ''].join(' '),
    organization: all(service.organization.name),
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
