/**
 * Free words as their readers see them: who, where and how to reach somebody are replaced by their kind in brackets.
 * What is left can still tell who wrote it, by what happened or how it is said: it is masked, and never anonymous.
 */
import { fold } from '../../language/fold.js';
import { createAddressFinder } from './addresses.js';
import type { NamesFile } from './names-file.js';
import { createPeopleFinder } from './people.js';
import { accountsPattern, findSequences } from './sequences.js';
import { merged, type Span } from './span.js';

export interface Masked {
  /** With “[phone]”, “[name]” and so on. */
  text: string;
  /** Where they were, in `plain`. */
  found: Span[];
  /** The text that was looked at: as it was written, with Western digits and without what nobody sees. */
  plain: string;
}

export interface Masker {
  mask(text: string): Masked;
}

export interface MaskerParts {
  languages: readonly NamesFile[];
  /** Whose rules telephone numbers follow, ISO 3166, two capital letters. */
  countries: readonly string[];
  /** Towns, areas, organizations' places; as they stand by themselves. */
  places: Iterable<string>;
  /** Names of staff, services and organizations of the directory, masked wherever they stand. */
  known?: Iterable<string>;
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const OTHER_DIGITS = /[٠-٩۰-۹０-９]/gu;

export function createMasker({ languages, countries, places, known = [] }: MaskerParts): Masker {
  const people = createPeopleFinder(languages, places);
  const addresses = createAddressFinder(languages);
  const accounts = accountsPattern(languages.flatMap((language) => language.accounts));
  const own = phraseFinder(known);
  return {
    mask(text) {
      const plain = text
        .replace(INVISIBLE, '')
        .replace(OTHER_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
      const spans = [...findSequences(plain, countries, accounts), ...addresses(plain), ...own(plain)];
      const found = merged([...spans, ...people.find(plain)]);
      return { text: replaced(plain, found), found, plain };
    },
  };
}

function replaced(text: string, found: readonly Span[]): string {
  let shown = '';
  let at = 0;
  for (const { from, to, kind } of found) {
    shown += `${text.slice(at, from)}[${kind}]`;
    at = to;
  }
  return shown + text.slice(at);
}

/** Phrases of one word or more, whatever their case; single short words would mask too much. */
function phraseFinder(known: Iterable<string>): (text: string) => Span[] {
  const phrases = [...known].filter((name) => fold(name).length > 3);
  if (phrases.length === 0) return () => [];
  const escaped = phrases.map((name) =>
    name
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\s+/g, '\\s+'),
  );
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${escaped.sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  );
  return (text) =>
    [...text.matchAll(pattern)].map(({ index, 0: words }) => ({
      kind: 'name',
      from: index,
      to: index + words.length,
    }));
}
