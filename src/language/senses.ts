/** All that listens to a message, in every shipped language: made once, used by conversations and by authors. */
import type { Language } from '../content/language.js';
import { type CommandReader, createCommandReader } from './commands.js';
import { createDangerSense } from './danger/sense.js';
import { createDetector, type Detector } from './detect.js';
import { fold } from './fold.js';
import { createLexicon, type Lexicon } from './lexicon.js';
import { createNeedsAcross, type Narrow, type NeedsAcross } from './needs/across.js';
import type { PackedSenses } from './packed-senses.js';
import { createWhenAcross, type WhenAcross } from './when/across.js';
import { wordSet } from './word-set.js';

export interface Senses {
  lexicons: readonly Lexicon[];
  danger: ReturnType<typeof createDangerSense>;
  commands: CommandReader;
  needs: NeedsAcross;
  when: WhenAcross;
  detector: Detector;
  /** The language whose own or English name this is, folded. */
  languageNamed(folded: string): string | undefined;
}

/**
 * @param needs which needs are narrow ones, and of which
 * @param packed where it was made before
 */
export function createSenses(
  languages: readonly Language[],
  needs: readonly Narrow[],
  packed?: PackedSenses,
): Senses {
  const lexicons = languages.map(createLexicon);
  const sets = packed?.words;
  const names = new Map<string, string>();
  for (const { code, name } of languages) {
    names.set(fold(name), code);
    names.set(fold(new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? name), code);
  }
  return {
    lexicons,
    danger: createDangerSense(languages, undefined, packed?.danger),
    commands: createCommandReader(lexicons, sets && wordSet(sets.needs)),
    needs: createNeedsAcross(
      lexicons,
      needs,
      sets?.known.map(({ written, inLatin }) => ({
        written: wordSet(written),
        inLatin: inLatin && wordSet(inLatin),
      })),
    ),
    when: createWhenAcross(languages),
    detector: createDetector(lexicons, sets?.vocabularies.map(wordSet)),
    languageNamed: (folded) => names.get(folded),
  };
}
