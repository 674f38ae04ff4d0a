/** A message as tokens of time: numbers, clock times, dates, and words by their meaning. */

import { MEANINGS, type Meaning, WEEKDAY_NAMES, type WhenWords } from '../../content/when-words.js';
import { fold } from '../fold.js';
import { westernDigits } from '../phones/digits.js';

export type Token =
  /** A time as digits write it, or a bare number that may be an hour. */
  | { kind: 'number'; value: number; spelled: boolean }
  | { kind: 'clock'; hour: number; minute: number }
  | { kind: 'date'; day: number; month: number; year: number | undefined; orClock: boolean }
  | { kind: 'weekday'; day: number; recurring: boolean }
  | { kind: 'month'; month: number }
  | { kind: 'word'; meaning: Meaning }
  | { kind: 'dash' | 'comma' }
  | { kind: 'filler' }
  | { kind: 'other' };

export type Tokenize = (text: string) => Token[];

const PIECES =
  /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{1,2}[:h]\d{2}(?!\d)|\d+|[\p{L}\p{M}'’ʼ‘`]+|[-–—]|[,;+&/\n]/gu;

/** True for a word of this meaning. */
export function is(token: Token | undefined, meaning: Meaning): boolean {
  return token?.kind === 'word' && token.meaning === meaning;
}

interface Entry {
  words: readonly string[];
  token: Token;
}

/** Laid out once for a language. */
export function createTokenizer(words: WhenWords): Tokenize {
  const index = new Map<string, Entry[]>();
  const add = (phrase: string, token: Token) => {
    const [first = '', ...rest] = fold(phrase).split(' ');
    index.set(first, [...(index.get(first) ?? []), { words: [first, ...rest], token }]);
  };
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
  const prefixes = Object.entries(words.prefixes)
    .map(([letters, meaning]) => ({ letters: fold(letters), meaning }))
    .sort((a, b) => b.letters.length - a.letters.length);

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
          ? meaning === 'nothing'
            ? undefined
            : prefixed(rest, at)
          : { tokens: [found.token], length: found.words.length };
      if (inner === undefined) continue;
      const before: Token[] = meaning === 'nothing' ? [] : [{ kind: 'word', meaning }];
      return { tokens: [...before, ...inner.tokens], length: inner.length };
    }
    return undefined;
  }

  return (text) => {
    const pieces = [...prepared(text).matchAll(PIECES)].map(([piece]) => piece);
    const folded = pieces.map((piece) => (/^\p{L}/u.test(piece) ? fold(piece) : piece));
    const tokens: Token[] = [];
    for (let at = 0; at < pieces.length; ) {
      const piece = pieces[at] ?? '';
      const phrase = phraseAt(folded, at);
      const together = phrase === undefined ? prefixed(folded, at) : undefined;
      if (phrase !== undefined) tokens.push(phrase.token);
      else if (together !== undefined) tokens.push(...together.tokens);
      else tokens.push(written(piece));
      at += phrase?.words.length ?? together?.length ?? 1;
    }
    return tokens;
  };
}

/** “5 p.m.” and “5-й” lose what would part them. */
function prepared(text: string): string {
  return westernDigits(text)
    .toLowerCase()
    .replace(/\b([ap])\.\s?m\b\.?/g, '$1m')
    .replace(/(?<=\p{L})[-–](?=\p{L})/gu, ' ')
    .replace(/(\d)\s*[-–](?:й|ї|ій|ої|а|го|му|та|st|nd|rd|th|lea|a)(?![\p{L}])/gu, '$1 ')
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1 ')
    .replace(/(\d)(am|pm)\b/g, '$1 $2');
}

function written(piece: string): Token {
  if (/^[-–—]$/.test(piece)) return { kind: 'dash' };
  if (piece === '+') return { kind: 'word', meaning: 'onwards' };
  if (piece === '&') return { kind: 'word', meaning: 'and' };
  if (/^[,;/\n]$/.test(piece)) return { kind: 'comma' };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(piece);
  if (iso !== null) return date(Number(iso[3]), Number(iso[2]), Number(iso[1]), false);
  const clock = /^(\d{1,2})[:h](\d{2})$/.exec(piece);
  if (clock !== null) return clockOr(Number(clock[1]), Number(clock[2]));
  const dotted = /^(\d{1,2})([./])(\d{1,2})(?:[./](\d{2,4}))?$/.exec(piece);
  if (dotted !== null) {
    const [first, second] = [Number(dotted[1]), Number(dotted[3])];
    const year = dotted[4] === undefined ? undefined : Number(dotted[4].padStart(4, '20'));
    const day = second >= 1 && second <= 12 && first >= 1 && first <= 31;
    if (day)
      return date(first, second, year, year === undefined && dotted[2] === '.' && dotted[3]?.length === 2);
    return dotted[2] === '.' ? clockOr(first, second) : { kind: 'other' };
  }
  if (/^\d{1,2}$/.test(piece)) return { kind: 'number', value: Number(piece), spelled: false };
  if (/^\d{4}$/.test(piece) && Number(piece.slice(2)) % 5 === 0)
    return clockOr(Number(piece.slice(0, 2)), Number(piece.slice(2)));
  return { kind: 'other' };
}

function clockOr(hour: number, minute: number): Token {
  return hour <= 24 && minute < 60 ? { kind: 'clock', hour, minute } : { kind: 'other' };
}

const date = (day: number, month: number, year: number | undefined, orClock: boolean): Token => ({
  kind: 'date',
  day,
  month,
  year,
  orClock,
});
