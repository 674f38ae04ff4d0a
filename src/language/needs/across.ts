/**
 * Needs from a message in any shipped language: the language that knows most of its words reads it, the
 * conversation's own first. Wherever a narrow need wins, the broader one that can serve it too is among the next two.
 */
import { spelled, spelledLexicon, spellOf } from '../in-latin.js';
import type { Lexicon } from '../lexicon.js';
import type { WordSet } from '../word-set.js';
import { createNeedFinder, type NeedFound } from './finder.js';

export interface NeedsAcross {
  /** Needs the words may mean, the likeliest first; empty when none is likely enough. */
  find(words: readonly string[], language: string): NeedFound[];
}

/** What of `locales/needs.yaml` is used here. */
export interface Narrow {
  code: string;
  broader?: string | undefined;
}

interface Reader {
  language: string;
  /** True for a language of another script, typed in Latin letters. */
  inLatin: boolean;
  knows(words: readonly string[]): number;
  find(words: readonly string[]): NeedFound[];
}

/** The conversation's language is believed though another knows a few words more. */
const OWN = 0.3;
/** Words are taken for another script's in Latin letters only when no other language knows them. */
const LOOSE = 0.2;
/** Another language reads a message only when it knows this share of its words. */
const ENOUGH_KNOWN = 0.5;

/** Words that a language knows, as it is written and as it is typed in Latin letters. */
export interface Known {
  written: WordSet;
  inLatin: WordSet | undefined;
}

/** @param known for each language, in their order */
export function createNeedsAcross(
  lexicons: readonly Lexicon[],
  needs: readonly Narrow[],
  known: readonly Known[] = [],
): NeedsAcross {
  const readers = lexicons.flatMap((lexicon, at) => [
    plain(lexicon, known[at]?.written),
    ...inLatin(lexicon, known[at]?.inLatin),
  ]);
  const broader = new Map(needs.map((need) => [need.code, need.broader]));

  return {
    find(words, language) {
      const latin = words.some((word) => /\p{Script=Latin}/u.test(word));
      const able = readers
        .filter((reader) => latin || !reader.inLatin)
        .map((reader) => ({ reader, own: reader.language === language, known: reader.knows(words) }))
        .filter(({ reader, own, known }) => (own && !reader.inLatin) || known >= ENOUGH_KNOWN)
        .map(({ reader, own, known }) => ({
          reader,
          known: known + (own ? OWN : 0) - (reader.inLatin ? LOOSE : 0),
        }))
        .sort((one, other) => other.known - one.known);
      const most = able[0]?.known ?? 0;
      for (const { reader } of able.filter(({ known }) => known > most - OWN)) {
        const found = reader.find(words);
        if (found.length > 0) return withBroader(found, broader);
      }
      return [];
    },
  };
}

const plain = (lexicon: Lexicon, known: WordSet | undefined): Reader => ({
  language: lexicon.language,
  inLatin: false,
  ...createNeedFinder(lexicon, known),
});

function inLatin(lexicon: Lexicon, known: WordSet | undefined): Reader[] {
  const spell = spellOf(lexicon.language);
  if (spell === undefined) return [];
  const { knows, find } = createNeedFinder(spelledLexicon(lexicon, spell), known);
  return [
    {
      language: lexicon.language,
      inLatin: true,
      knows: (words) => knows(spelled(words, spell)),
      find: (words) => find(spelled(words, spell)),
    },
  ];
}

function withBroader(
  found: readonly NeedFound[],
  broader: ReadonlyMap<string, string | undefined>,
): NeedFound[] {
  const [first, second, third, ...rest] = found;
  const code = first === undefined ? undefined : broader.get(first.code);
  if (first === undefined || code === undefined || second?.code === code || third?.code === code)
    return [...found];
  const wide = found.find((need) => need.code === code) ?? { code, score: 0 };
  return [first, second, wide, third, ...rest.filter((need) => need.code !== code)].filter(
    (need) => need !== undefined,
  );
}
