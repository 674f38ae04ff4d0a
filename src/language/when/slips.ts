/** A name of a day or of a part of it with one slip of the finger: “fryday”, «пятниуя». */
import { distance } from 'fastest-levenshtein';
import type { Token } from './tokens.js';

/** Shorter words have too many neighbours. Arabic words differ by a letter too often (“Friday” and “university”). */
const SHORTEST = { weekday: 5, word: 6 } as const;
const SCRIPTS = /^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u;
const NAMES: ReadonlySet<string> = new Set([
  'today',
  'tonight',
  'tomorrow',
  'overmorrow',
  'weekend',
  'morning',
  'afternoon',
  'evening',
]);

export interface Slips {
  add(folded: string, token: Token): void;
  find(folded: string): Token | undefined;
}

export function createSlips(): Slips {
  const names = new Map<string, { word: string; token: Token }[]>();
  return {
    add(phrase, token) {
      // “Dupăamiaza”, «післяобіду»: people leave out what parts the words of one thing.
      const word = phrase.replaceAll(' ', '');
      if (token.kind !== 'weekday' && !(token.kind === 'word' && NAMES.has(token.meaning))) return;
      if (word.length < SHORTEST[token.kind] || !SCRIPTS.test(word)) return;
      const first = word.slice(0, 1);
      names.set(first, [...(names.get(first) ?? []), { word, token }]);
    },
    find(said) {
      if (said.length < SHORTEST.weekday || !SCRIPTS.test(said)) return undefined;
      const near = (names.get(said.slice(0, 1)) ?? [])
        .filter(({ word }) => slipped(said, word))
        .map(({ token }) => token);
      const [first] = near;
      return first !== undefined && near.every((other) => same(first, other)) ? first : undefined;
    },
  };
}

/** People hardly miss the first letter, by which names are kept; a longer form is another word («завтра», «завтрак»). */
function slipped(said: string, word: string): boolean {
  if (Math.abs(said.length - word.length) > 1 || (said !== word && said.startsWith(word))) return false;
  const apart = distance(said, word);
  return apart <= 1 || (apart === 2 && sorted(said) === sorted(word));
}

const sorted = (word: string): string => [...word].sort().join('');

function same(one: Token, other: Token): boolean {
  if (one.kind === 'weekday') return other.kind === 'weekday' && one.day === other.day;
  return one.kind === 'word' && other.kind === 'word' && one.meaning === other.meaning;
}
