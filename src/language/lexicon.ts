/** The words of one language, folded and laid out for looking up. Many are needed seldom, and laid out only then. */
import type { Language } from '../content/language.js';
import type { Command } from '../engine/input.js';
import { fold } from './fold.js';
import { once } from './once.js';

/** A phrase of content: what it means and its words. */
export interface Phrase<Meaning> {
  meaning: Meaning;
  words: readonly string[];
}

export interface Lexicon {
  language: string;
  commands: ReadonlyMap<string, Command>;
  answers: ReadonlyMap<string, 'yes' | 'no' | 'skip'>;
  greetings: ReadonlySet<string>;
  fillers: ReadonlySet<string>;
  /** Words that may stand beside a command, and words that make something else of it. */
  polite: ReadonlySet<string>;
  negations: ReadonlySet<string>;
  needs: readonly Phrase<string>[];
  /** Whole sentences that mean a need. */
  says: readonly Phrase<string>[];
  /** Messages that mean no need. */
  chatter: readonly (readonly string[])[];
}

export function createLexicon(source: Language): Lexicon {
  const { code, words } = source;
  const commands = new Map<string, Command>();
  for (const [command, phrases] of Object.entries(words.commands))
    for (const phrase of phrases) commands.set(fold(phrase), command as Command);
  const answers = new Map<string, 'yes' | 'no' | 'skip'>();
  for (const [answer, phrases] of Object.entries(words.answers))
    for (const phrase of phrases) answers.set(fold(phrase), answer as 'yes' | 'no' | 'skip');
  const needs = once(() =>
    Object.entries(source.needs).flatMap(([need, { name, words: phrases }]) =>
      [name, ...phrases].map((phrase) => ({ meaning: need, words: fold(phrase).split(' ') })),
    ),
  );
  const says = once(() =>
    Object.entries(source.needs).flatMap(([need, { says: sentences }]) =>
      sentences.map((sentence) => ({ meaning: need, words: fold(sentence).split(' ') })),
    ),
  );
  const greetings = words.greetings.map(fold);
  const chatter = once(() =>
    [...words.chatter.map(fold), ...greetings, ...answers.keys()].map((text) => text.split(' ')),
  );
  return {
    language: code,
    commands,
    answers,
    greetings: new Set(greetings),
    fillers: new Set(words.fillers.map(fold)),
    polite: new Set(words.polite.map(fold)),
    negations: new Set(words.negations.map(fold)),
    get needs() {
      return needs();
    },
    get says() {
      return says();
    },
    get chatter() {
      return chatter();
    },
  };
}
