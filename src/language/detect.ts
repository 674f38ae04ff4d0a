/** Which of the shipped languages a message is written in. Our own words decide first; a library where they do not. */
import { spelled, spellOf } from './in-latin.js';
import type { Lexicon } from './lexicon.js';
import type { WordSet } from './word-set.js';

const SCRIPTS: [RegExp, string][] = [
  [/\p{Script=Cyrillic}/u, 'Cyrl'],
  [/\p{Script=Arabic}/u, 'Arab'],
  [/\p{Script=Latin}/u, 'Latn'],
];

const NO_WORDS: WordSet = new Set();

/** The share of a message's words that must be known as typed in Latin letters. */
const ENOUGH_TYPED = 0.6;

export interface Detector {
  /** The language, when it is clear; undefined when it is not. */
  detect(text: string, words: readonly string[]): Promise<string | undefined>;
}

/** @param vocabularies all words of each language, in their order */
export function createDetector(
  lexicons: readonly Lexicon[],
  vocabularies: readonly WordSet[] = lexicons.map(vocabularyOf),
): Detector {
  const known = lexicons.map(({ language }, at) => ({ language, words: vocabularies[at] ?? NO_WORDS }));
  const script = new Map(
    lexicons.map(({ language }) => [language, new Intl.Locale(language).maximize().script]),
  );
  const inLatin = lexicons.flatMap(typedInLatin);
  let library: Promise<(text: string) => string | undefined> | undefined;

  return {
    async detect(text, words) {
      const written = SCRIPTS.find(([pattern]) => pattern.test(text))?.[1];
      if (written === undefined) return undefined;
      const possible = known.filter(({ language }) => script.get(language) === written);
      const [first, second] = known
        .map((entry) => ({
          language: entry.language,
          hits: words.filter((word) => entry.words.has(word)).length,
        }))
        .sort((a, b) => b.hits - a.hits);
      if (first === undefined) return undefined;
      if (first.hits < words.length / 2 && written === 'Latn') {
        const typed = inLatin.filter(({ share }) => share(words) >= ENOUGH_TYPED);
        if (typed.length === 1 && words.length > 1) return typed[0]?.language;
      }
      if (first.hits > (second?.hits ?? 0)) return first.language;
      const [only, another] = possible;
      if (only !== undefined && another === undefined && /\p{L}{2}/u.test(text)) return only.language;
      if (words.length < 2) return undefined;
      library ??= load(possible.length > 0 ? known.map(({ language }) => language) : []);
      const guessed = (await library)(text);
      return possible.some(({ language }) => language === guessed) ? guessed : undefined;
    },
  };
}

/** Ukrainian and Arabic are typed in Latin letters too. */
function typedInLatin(lexicon: Lexicon): { language: string; share(words: readonly string[]): number }[] {
  const spell = spellOf(lexicon.language);
  if (spell === undefined) return [];
  let known: ReadonlySet<string> | undefined;
  return [
    {
      language: lexicon.language,
      share(words) {
        known ??= new Set(spelled([...vocabularyOf(lexicon)], spell));
        const said = spelled(words, spell);
        return said.length === 0 ? 0 : said.filter((word) => known?.has(word)).length / words.length;
      },
    },
  ];
}

export function vocabularyOf(lexicon: Lexicon): Set<string> {
  const { commands, answers, greetings, fillers, polite, needs, says, chatter } = lexicon;
  const phrases = [...commands.keys(), ...answers.keys(), ...greetings].flatMap((phrase) =>
    phrase.split(' '),
  );
  const sentences = [...needs, ...says].flatMap(({ words }) => words);
  return new Set([...phrases, ...fillers, ...polite, ...sentences, ...chatter.flat()]);
}

/** The detector is large; it is loaded when our own words first do not decide. */
async function load(languages: string[]): Promise<(text: string) => string | undefined> {
  const { eld } = await import('eld/extrasmall');
  eld.setLanguageSubset(languages);
  return (text) => {
    const result = eld.detect(text.slice(0, 200));
    return result.isReliable() ? result.language : undefined;
  };
}
