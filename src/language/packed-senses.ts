/** What the senses are made of that takes long to make, and stays the same while the content does. */
import type { Language } from '../content/language.js';
import { wordsOfNeeds } from './commands.js';
import type { PackedPairs } from './danger/pair-table.js';
import { type PackedDanger, packDanger } from './danger/sense.js';
import { vocabularyOf } from './detect.js';
import { spelledLexicon, spellOf } from './in-latin.js';
import { createLexicon, type Lexicon } from './lexicon.js';
import { wordsKnown } from './needs/finder.js';
import { packWordSet } from './word-set.js';

export interface PackedSenses {
  danger: PackedDanger;
  words: PackedWordSets;
}

/** Who knows which words; of the languages, in their order. */
export interface PackedWordSets {
  /** Words of needs, in any language. */
  needs: PackedPairs;
  vocabularies: PackedPairs[];
  known: { written: PackedPairs; inLatin: PackedPairs | undefined }[];
}

export function packSenses(languages: readonly Language[]): PackedSenses {
  return { danger: packDanger(languages), words: packWordSets(languages.map(createLexicon)) };
}

export function packWordSets(lexicons: readonly Lexicon[]): PackedWordSets {
  return {
    needs: packWordSet(lexicons.flatMap(wordsOfNeeds)),
    vocabularies: lexicons.map((lexicon) => packWordSet(vocabularyOf(lexicon))),
    known: lexicons.map((lexicon) => {
      const spell = spellOf(lexicon.language);
      return {
        written: packWordSet(wordsKnown(lexicon)),
        inLatin: spell === undefined ? undefined : packWordSet(wordsKnown(spelledLexicon(lexicon, spell))),
      };
    }),
  };
}
