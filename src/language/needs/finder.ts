/**
 * What a person needs, from their own words in one language: its phrases are strong evidence where they stand, and
 * what was learnt from whole sentences speaks where no phrase does. A need is only said when it is likely enough.
 */
import { withoutArticle } from '../article.js';
import { trainClassifier } from '../classifier/train.js';
import type { Lexicon } from '../lexicon.js';
import { once } from '../once.js';
import type { WordSet } from '../word-set.js';
import { createPhraseFinder } from './phrases.js';

export interface NeedFound {
  code: string;
  /** How likely, 0 to 1. */
  score: number;
}

export interface NeedFinder {
  /** Needs the words may mean, the likeliest first; empty when none is likely enough. */
  find(words: readonly string[]): NeedFound[];
  /** The share of the words that this language knows, 0 to 1. */
  knows(words: readonly string[]): number;
}

/** What a message that asks for nothing is learnt as. */
const NOTHING = '';
/** How much a phrase outweighs what was learnt: a whole word makes its need some five times likelier. */
const PHRASE_WEIGHT = 0.65;
/** What a whole word scores: where one stands, the message asks for something. */
const WHOLE = 2.5;
/** The likeliest need must be this likely: less when a phrase of it stands there, more when hardly a word is known. */
const LIKELY = { phrase: 0.12, learnt: 0.27, unknown: 0.5 };
/** Those after it are told when they are at least this likely. */
const POSSIBLE = 0.005;

/** @param known words of its phrases and sentences, as `wordsKnown` has them */
export function createNeedFinder(
  lexicon: Lexicon,
  known: WordSet = new Set(wordsKnown(lexicon)),
): NeedFinder {
  const fillers = new Set([...lexicon.fillers, ...[...lexicon.fillers].map(withoutArticle)]);
  const phrases = once(() =>
    lexicon.needs.map(({ meaning, words }) => ({ meaning, words: words.map(withoutArticle) })),
  );
  // Made when somebody first speaks this language: a start must not wait for languages that nobody uses.
  const finder = once(() => createPhraseFinder(phrases(), fillers));
  const learnt = once(() =>
    trainClassifier([
      ...[...phrases(), ...lexicon.says].map(({ meaning, words }) => ({
        label: meaning,
        text: textOf(words),
      })),
      ...lexicon.chatter.map((words) => ({ label: NOTHING, text: textOf(words) })),
    ]),
  );
  const meaningfulOf = (words: readonly string[]): string[] =>
    words.map(withoutArticle).filter((word) => !fillers.has(word) && word.length > 1 && !/^\d+$/.test(word));

  return {
    knows(words) {
      const told = words.map(withoutArticle).filter((word) => !/^\d*$/.test(word));
      const heard = told.filter((word) => known.has(word) || fillers.has(word));
      return told.length === 0 ? 0 : heard.length / told.length;
    },
    find(said) {
      const words = said.map(withoutArticle);
      const meaningful = meaningfulOf(said);
      if (meaningful.length === 0) return [];
      const whole = finder().find(words, meaningful);
      const stands = [...whole.values()].some((score) => score >= WHOLE);
      const scores = learnt()
        .scores(textOf(said))
        .map(({ label, score }) => ({
          code: label,
          score: score * Math.exp(PHRASE_WEIGHT * (whole.get(label) ?? 0)),
        }));
      const total = scores.reduce((sum, { score }) => sum + score, 0);
      const found = scores
        .map(({ code, score }) => ({ code, score: score / total }))
        .sort((one, other) => other.score - one.score);
      const [first] = stands ? found.filter(({ code }) => code !== NOTHING) : found;
      if (first === undefined || first.code === NOTHING) return [];
      // A word alone, like the name of a country, reminds of sentences in which it stood; only a need's own word asks.
      if (meaningful.length === 1 && !whole.has(first.code)) return [];
      const hasWord = meaningful.some((word) => known.has(word));
      const wanted = whole.has(first.code) ? LIKELY.phrase : hasWord ? LIKELY.learnt : LIKELY.unknown;
      if (first.score < wanted) return [];
      return found.filter(({ code, score }) => code !== NOTHING && score >= POSSIBLE);
    },
  };
}

/** The words of a language's phrases and sentences, as they are compared. */
export const wordsKnown = ({ needs, says }: Lexicon): string[] =>
  [...needs, ...says].flatMap(({ words }) => words.map(withoutArticle));

const textOf = (words: readonly string[]): string => words.map(withoutArticle).join(' ');
