/**
 * A language of another script as it is typed in Latin letters: its words and the message's are both brought to what
 * all ways of spelling them share, so that “shukaju sadochok” meets шукаю садочок.
 */
import { consonantsOfArabic, consonantsOfLatin } from './danger/arabizi.js';
import { soundOf } from './fold.js';
import type { Lexicon, Phrase } from './lexicon.js';
import { once } from './once.js';

export type Spell = (word: string) => string;

const SPELLS: Record<string, Spell> = {
  Cyrl: soundOf,
  Arab: (word) => (/\p{Script=Arabic}/u.test(word) ? consonantsOfArabic(word) : consonantsOfLatin(word)),
};

/** How a language's words are compared when they are typed in Latin; undefined where they always are. */
export function spellOf(language: string): Spell | undefined {
  return SPELLS[new Intl.Locale(language).maximize().script ?? ''];
}

/** Words that are left with a single letter say nothing. */
export const spelled = (words: readonly string[], spell: Spell): string[] =>
  words.map(spell).filter((word) => word.length > 1);

/** The lexicon with all that finds needs spelled that way. */
export function spelledLexicon(lexicon: Lexicon, spell: Spell): Lexicon {
  const phrases = (all: readonly Phrase<string>[]): Phrase<string>[] =>
    all
      .map(({ meaning, words }) => ({ meaning, words: spelled(words, spell) }))
      .filter(({ words }) => words.length > 0);
  const { language, commands, answers, greetings, polite, negations } = lexicon;
  const needs = once(() => phrases(lexicon.needs));
  const says = once(() => phrases(lexicon.says));
  const chatter = once(() => lexicon.chatter.map((words) => spelled(words, spell)));
  return {
    ...{ language, commands, answers, greetings, polite, negations },
    get needs() {
      return needs();
    },
    get says() {
      return says();
    },
    get chatter() {
      return chatter();
    },
    fillers: new Set(spelled([...lexicon.fillers], spell)),
  };
}
