/** A message as words, each with all written words that it may be. */
import { fold } from '../fold.js';
import { hashOf } from './hash.js';
import type { Token } from './match.js';
import { oneScript, otherSpellings, plainText } from './spelling.js';
import { splitWords } from './split-words.js';
import type { Vocabulary } from './vocabulary.js';

export interface ReadMessage {
  tokens: readonly Token[];
  /** Latin letters, but hardly a word that a language of Latin letters knows: another script's, perhaps. */
  strange: boolean;
}

const SENTENCE = /[.!?…؟;]+(?=\s|$)|\n+/u;
const LATIN = /^[a-z0-9]+$/;
/** So many letters standing alone in a row are one word spelled out. */
const SPELLED_OUT = 4;
/** A shorter word has too many ways to fall apart. */
const LEAST_APART = 7;
/** Where so large a share of Latin words is unknown, they may stand for another script. */
const STRANGE = 0.4;

/** The words of a message and the sentence of each, as typed. */
export function wordsOf(text: string): { word: string; sentence: number }[] {
  const words: { word: string; sentence: number }[] = [];
  for (const [sentence, part] of plainText(text).split(SENTENCE).entries())
    for (const word of fold(part).split(' ')) if (word !== '') words.push({ word, sentence });
  return words;
}

/** The words as the statistical layer reads them: one script, digits as letters, nothing repeated. */
export const normalWords = (text: string): string[] =>
  wordsOf(text).map(({ word }) => normalWord(oneScript(word)));

/** Numbers are all one: how many years or kilometres says nothing of danger. */
export function normalWord(word: string): string {
  if (!isUnusual(word)) return word;
  return /^[0-9]+$/.test(word) ? '0' : (otherSpellings(word)[0] ?? word);
}
const UNUSUAL = /[0-9]|(.)\1\1/u;

/** As the pattern says, but by letters' codes where a letter is one. */
function isUnusual(word: string): boolean {
  let before = 0;
  let beforeThat = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if ((code >= 0x30 && code <= 0x39) || (code === before && code === beforeThat)) return true;
    if (code >= 0xd800 && code <= 0xdfff) return UNUSUAL.test(word);
    beforeThat = before;
    before = code;
  }
  return false;
}

/** @param tolerant read slips, other spellings, other scripts and missing spaces too */
export function readMessage(text: string, vocabulary: Vocabulary, tolerant: boolean): ReadMessage {
  const typed = wordsOf(text);
  if (!tolerant) {
    const tokens = typed.map(({ word, sentence }) => {
      const ids = vocabulary.exact(word);
      return { word, normal: word, ids, sure: ids.length, sentence };
    });
    return { tokens, strange: false };
  }
  const words = apart(spelledOut(typed), vocabulary);
  const strange = isStrange(words);
  const tokens = words.map(({ word, sentence, known }) => {
    const ids = vocabulary.exact(word);
    const sure = ids.length;
    if (sure === 0 && !known) vocabulary.slips(word, ids);
    if (strange && LATIN.test(word)) vocabulary.sounds(word, ids);
    return { word, normal: normalWord(word), ids, sure, sentence };
  });
  return { tokens, strange };
}

type Typed = { word: string; sentence: number };
/** Known words are everyday ones, or whole words of patterns. */
type Apart = Typed & { known: boolean };

/** “s u i c i d e” becomes one word again. */
function spelledOut(typed: readonly Typed[]): readonly Typed[] {
  if (!hasSpelledOut(typed)) return typed;
  const words: Typed[] = [];
  for (let at = 0; at < typed.length; ) {
    let end = at;
    while (end < typed.length && typed[end]?.word.length === 1) end += 1;
    const { sentence } = typed[at] as Typed;
    if (end - at >= SPELLED_OUT)
      words.push({
        word: typed
          .slice(at, end)
          .map(({ word }) => word)
          .join(''),
        sentence,
      });
    else words.push(...typed.slice(at, Math.max(end, at + 1)));
    at = Math.max(end, at + 1);
  }
  return words;
}

function hasSpelledOut(typed: readonly Typed[]): boolean {
  let letters = 0;
  for (const { word } of typed) {
    letters = word.length === 1 ? letters + 1 : 0;
    if (letters === SPELLED_OUT) return true;
  }
  return false;
}

function apart(typed: readonly Typed[], vocabulary: Vocabulary): Apart[] {
  const words: Apart[] = [];
  for (const { word: mixed, sentence } of typed) {
    const word = oneScript(mixed);
    const known = vocabulary.known(hashOf(word));
    const pieces =
      known || word.length < LEAST_APART || vocabulary.exact(word).length > 0
        ? undefined
        : splitWords(word, vocabulary.known, vocabulary.written);
    if (pieces === undefined) words.push({ word, sentence, known });
    else
      for (const piece of pieces)
        words.push({ word: piece, sentence, known: vocabulary.known(hashOf(piece)) });
  }
  return words;
}

function isStrange(words: readonly Apart[]): boolean {
  let latin = 0;
  let unknown = 0;
  for (const { word, known } of words) {
    if (!LATIN.test(word)) continue;
    latin += 1;
    if (!known) unknown += 1;
  }
  return latin > 0 && unknown / latin >= STRANGE;
}
