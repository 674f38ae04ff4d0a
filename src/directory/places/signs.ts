/** What in a sentence tells that a place is meant: a small word before it, a capital letter, or that it is all there is. */
import { fold } from '../../language/fold.js';

export interface Signs {
  /** The words, folded. */
  words: readonly string[];
  /** Whether it is a word such as "in" or "near". */
  small(word: string): boolean;
  /** Whether so many words are all that was said. */
  alone(length: number): boolean;
  /** True where few words were said: an answer more than a story. */
  few: boolean;
  /** Whether a small word stands before these. */
  placed(at: number): boolean;
  /** Whether these words begin with capitals that tell something. */
  capital(at: number, length: number): boolean;
  /** The same without "county of so-and-so", where one was said beside something else. */
  withoutRegions?: Signs;
}

/** After one of them a name of a place is likelier than another word. */
const BEFORE_A_PLACE = new Set(
  'in at near to from around live la din lângă langa aproape în spre в у во до з із зі из с біля коло під под около возле недалеко від місто місті міста город городе село селі селе села смт orasul oraș oras orașul comuna satul sat com من في الى قرب عند مدينة مدينه قرية village town city'
    .split(' ')
    .map(fold),
);
/** "Aproape de", "недалеко від": only after another of them. */
const SECOND = new Set('de від от of'.split(' ').map(fold));
const REGION_BEFORE = new Set('jud judetul județul judet raionul'.split(' ').map(fold));
const REGION_AFTER = new Set('область області обл область области county район районі'.split(' ').map(fold));
const MAX_WORDS = 40;
const WORD = /[\p{L}\p{N}\p{M}'’ʼ`´′ʹ\u0640]+/gu;
/** An answer to "where?" has not more words than these. */
const FEW = 3;

interface Word {
  raw: string;
  folded: string;
}

export function readSigns(text: string): Signs {
  const words = [...text.slice(0, 500).matchAll(WORD)]
    .map(([word]) => ({ raw: word, folded: fold(word) }))
    .filter(({ folded }) => folded !== '' && !folded.includes(' '))
    .slice(0, MAX_WORDS);
  const rest = words.filter(
    ({ folded }, at) =>
      !REGION_BEFORE.has(folded) &&
      !REGION_BEFORE.has(words[at - 1]?.folded ?? '') &&
      !REGION_AFTER.has(folded) &&
      !REGION_AFTER.has(words[at + 1]?.folded ?? ''),
  );
  const signs = signsOf(words);
  return rest.length === 0 || rest.length === words.length
    ? signs
    : { ...signs, withoutRegions: signsOf(rest) };
}

const small = (word: string): boolean => BEFORE_A_PLACE.has(word) || SECOND.has(word);

function signsOf(raw: readonly Word[]): Signs {
  const words = raw.map(({ folded }) => folded);
  const said = words.filter((word) => !small(word)).length;
  // Where most words are capital ones, none of them tells anything.
  const shouted = raw.filter(isCapital).length > raw.length / 2;
  return {
    words,
    small,
    few: said <= FEW,
    alone: (length) => said <= length,
    placed: (at) =>
      BEFORE_A_PLACE.has(words[at - 1] ?? '') ||
      (SECOND.has(words[at - 1] ?? '') && BEFORE_A_PLACE.has(words[at - 2] ?? '')),
    capital: (at, length) => !shouted && at > 0 && raw.slice(at, at + length).every(isCapital),
  };
}

const isCapital = ({ raw }: Word): boolean => /^\p{Lu}/u.test(raw);
