/** A message as tokens of time: numbers, clock times, dates, and words by their meaning. */

import { MEANINGS, type Meaning, WEEKDAY_NAMES, type WhenWords } from '../../content/when-words.js';
import { fold } from '../fold.js';
import { piecesOf, written } from './pieces.js';
import { createSlips } from './slips.js';

export type Token =
  /** A time as digits write it, or a bare number that may be an hour. */
  | { kind: 'number'; value: number; spelled: boolean }
  | { kind: 'clock'; hour: number; minute: number }
  | { kind: 'date'; day: number; month: number; year: number | undefined; orClock: boolean }
  | { kind: 'weekday'; day: number; recurring: boolean }
  | { kind: 'month'; month: number }
  /** `also`: what the same word means elsewhere; `recurring`: “mornings”, not “morning”. */
  | { kind: 'word'; meaning: Meaning; also?: readonly Meaning[]; recurring?: true }
  | { kind: 'dash' | 'comma' }
  | { kind: 'filler' }
  | { kind: 'other' };

export type Tokenize = (text: string) => Token[];

/** True for a word that can have this meaning. */
export function is(token: Token | undefined, meaning: Meaning): boolean {
  return token?.kind === 'word' && (token.meaning === meaning || token.also?.includes(meaning) === true);
}

interface Entry {
  words: readonly string[];
  token: Token;
}

/** Laid out once for a language. */
export function createTokenizer(words: WhenWords): Tokenize {
  const { index, slips } = laidOut(words);
  const prefixes = Object.entries(words.prefixes)
    .map(([letters, meaning]) => ({ letters: fold(letters), meaning }))
    .sort((a, b) => b.letters.length - a.letters.length);
  const isDay = (word: string): boolean =>
    index
      .get(fold(word))
      ?.some(({ words: wanted, token }) => wanted.length === 1 && token.kind === 'weekday') ?? false;

  function phraseAt(folded: readonly string[], at: number): Entry | undefined {
    return index
      .get(folded[at] ?? '')
      ?.find(({ words: wanted }) => wanted.every((word, offset) => folded[at + offset] === word));
  }

  /** A word written together with a small one before it: “والخميس” is “و” and “الخميس”. */
  function prefixed(folded: string[], at: number): { tokens: Token[]; length: number } | undefined {
    const word = folded[at] ?? '';
    for (const { letters, meaning } of prefixes) {
      if (!word.startsWith(letters) || word.length < letters.length + 2) continue;
      const rest = [...folded];
      rest[at] = word.slice(letters.length);
      const found = phraseAt(rest, at);
      const inner =
        found === undefined
          ? meaning === 'and' || meaning === 'at'
            ? prefixed(rest, at)
            : undefined
          : { tokens: [found.token], length: found.words.length };
      if (inner === undefined) continue;
      const kind = inner.tokens[0]?.kind;
      const silent =
        meaning === 'nothing' || (meaning === 'until' && kind !== 'number' && kind !== 'weekday');
      const before: Token[] = silent ? [] : [{ kind: 'word', meaning }];
      return { tokens: [...before, ...inner.tokens], length: inner.length };
    }
    return undefined;
  }

  return (text) => {
    const pieces = piecesOf(text, isDay);
    const folded = pieces.map((piece) => (/^\p{L}/u.test(piece) ? fold(piece) : piece));
    const tokens: Token[] = [];
    for (let at = 0; at < pieces.length; ) {
      const piece = pieces[at] ?? '';
      const phrase = phraseAt(folded, at);
      const together = phrase === undefined ? prefixed(folded, at) : undefined;
      if (phrase !== undefined) tokens.push(phrase.token);
      else if (together !== undefined) tokens.push(...together.tokens);
      else tokens.push(slips.find(folded[at] ?? '') ?? written(piece));
      at += phrase?.words.length ?? together?.length ?? 1;
    }
    return tokens;
  };
}

/** All words by their first one, the longest phrases first. */
function laidOut(words: WhenWords) {
  const index = new Map<string, Entry[]>();
  const slips = createSlips();
  const add = (phrase: string, token: Token) => {
    const folded = fold(phrase);
    const [first = '', ...rest] = folded.split(' ');
    const entries = index.get(first) ?? [];
    const twin = entries.find(({ words: others }) => others.join(' ') === folded);
    if (twin?.token.kind === 'word' && token.kind === 'word')
      twin.token = { ...twin.token, also: [...(twin.token.also ?? []), token.meaning] };
    else if (twin === undefined) index.set(first, [...entries, { words: [first, ...rest], token }]);
    slips.add(folded, token);
  };
  for (const [meaning, phrases] of Object.entries(words.recurring_parts))
    for (const phrase of phrases ?? [])
      add(phrase, { kind: 'word', meaning: meaning as Meaning, recurring: true });
  for (const meaning of MEANINGS)
    for (const phrase of words.words[meaning]) add(phrase, { kind: 'word', meaning });
  for (const [day, name] of WEEKDAY_NAMES.entries()) {
    for (const phrase of words.weekdays[name]) add(phrase, { kind: 'weekday', day, recurring: false });
    for (const phrase of words.recurring_weekdays[name] ?? [])
      add(phrase, { kind: 'weekday', day, recurring: true });
  }
  for (const [month, phrases] of Object.entries(words.months))
    for (const phrase of phrases) add(phrase, { kind: 'month', month: Number(month) });
  for (const [value, phrases] of Object.entries(words.numbers))
    for (const phrase of phrases) add(phrase, { kind: 'number', value: Number(value), spelled: true });
  for (const phrase of words.fillers) add(phrase, { kind: 'filler' });
  for (const entries of index.values()) entries.sort((a, b) => b.words.length - a.words.length);
  return { index, slips };
}
