/**
 * Commands, and the words for yes, no and skip, as people say them when they are the whole message: “go back pls”,
 * “I want to talk to a real person”, “mneu”. A message that says more than a command is never one: “I need help with
 * my baby” speaks of a need.
 */
import { distance } from 'fastest-levenshtein';
import type { Command } from '../engine/input.js';
import type { Lexicon } from './lexicon.js';
import type { WordSet } from './word-set.js';

export type Spoken = 'yes' | 'no' | 'skip';

export interface CommandReader {
  /** @param folded the whole message; the given language is tried first, then every other */
  command(folded: string, language: string): Command | undefined;
  answer(folded: string, language: string): Spoken | undefined;
}

/** Longer messages say more than a command. */
const MOST_WORDS = 10;

/** @param known words of needs in any of the languages: they are no slips of commands */
export function createCommandReader(
  lexicons: readonly Lexicon[],
  known: WordSet = new Set(lexicons.flatMap(wordsOfNeeds)),
): CommandReader {
  const commands = lexicons.map((lexicon) => createReader(lexicon, lexicon.commands, known));
  const answers = lexicons.map((lexicon) => createReader(lexicon, lexicon.answers, known));
  return {
    command: (folded, language) => firstOf(commands, folded, language),
    answer: (folded, language) => firstOf(answers, folded, language),
  };
}

interface Reader<Meaning> {
  language: string;
  exact(folded: string): Meaning | undefined;
  loose(words: readonly string[]): Meaning | undefined;
}

/** What is said word for word in any language goes before what is nearly said in the conversation's own. */
function firstOf<Meaning>(readers: readonly Reader<Meaning>[], folded: string, language: string) {
  const order = [...readers].sort(
    (one, other) => Number(other.language === language) - Number(one.language === language),
  );
  for (const reader of order) {
    const meaning = reader.exact(folded);
    if (meaning !== undefined) return meaning;
  }
  const words = folded.split(' ');
  if (words.length > MOST_WORDS) return undefined;
  for (const reader of order) {
    const meaning = reader.loose(words);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

function createReader<Meaning>(
  { language, fillers, polite, negations }: Lexicon,
  phrases: ReadonlyMap<string, Meaning>,
  known: WordSet,
): Reader<Meaning> {
  const long = [...phrases]
    .map(([phrase, meaning]) => ({ words: phrase.split(' '), meaning }))
    .filter(({ words }) => words.length > 1);
  /** By meaning, the words of its longer phrases: “talk” beside “a real person” says the same once more. */
  const beside = new Map<Meaning, Set<string>>();
  for (const { words, meaning } of long)
    beside.set(meaning, new Set([...(beside.get(meaning) ?? []), ...words]));

  function withMore(words: readonly string[]): Meaning | undefined {
    const found = long
      .filter(({ words: phrase, meaning }) => {
        const at = placeOf(phrase, words);
        if (at < 0) return false;
        const rest = [...words.slice(0, at), ...words.slice(at + phrase.length)];
        return rest.every(
          (word) =>
            !negations.has(word) &&
            (polite.has(word) || fillers.has(word) || beside.get(meaning)?.has(word) === true),
        );
      })
      .sort((one, other) => other.words.length - one.words.length);
    return found[0]?.meaning;
  }

  return {
    language,
    exact: (folded) => phrases.get(folded),
    loose(words) {
      const bare = words.filter((word) => !polite.has(word));
      const said = bare.join(' ');
      if (bare.length > 0 && bare.length < words.length) {
        const meaning = phrases.get(said);
        if (meaning !== undefined) return meaning;
      }
      const more = withMore(words);
      if (more !== undefined || bare.length === 0 || bare.every((word) => known.has(word))) return more;
      const slips = [...phrases].filter(([phrase]) => isSlip(said, phrase));
      const meanings = new Set(slips.map(([, meaning]) => meaning));
      return meanings.size === 1 ? slips[0]?.[1] : undefined;
    },
  };
}

function placeOf(phrase: readonly string[], words: readonly string[]): number {
  for (let at = 0; at + phrase.length <= words.length; at += 1)
    if (phrase.every((word, index) => words[at + index] === word)) return at;
  return -1;
}

/** A slip of the finger: short words forgive little, for “bank” is not “back”. */
function isSlip(said: string, phrase: string): boolean {
  if (said.length < 4 || Math.abs(said.length - phrase.length) > 2) return false;
  if (phrase.length >= 7) return distance(said, phrase) <= (phrase.length >= 11 ? 2 : 1);
  if (phrase.length < 4) return false;
  return swapped(said, phrase) || doubled(said) === doubled(phrase);
}

/** The same letters with two neighbours changed about. */
function swapped(said: string, phrase: string): boolean {
  if (said.length !== phrase.length) return false;
  const at = [...phrase].findIndex((letter, index) => said[index] !== letter);
  return (
    at >= 0 &&
    said[at] === phrase[at + 1] &&
    said[at + 1] === phrase[at] &&
    said.slice(at + 2) === phrase.slice(at + 2)
  );
}

const doubled = (word: string): string => word.replace(/(.)\1+/g, '$1');

export const wordsOfNeeds = ({ needs, says }: Lexicon): string[] =>
  [...needs, ...says].flatMap(({ words }) => words);
