/** A text as words, each with where it stands and how it is written. */
import { fold } from '../../language/fold.js';

export interface Word {
  from: number;
  to: number;
  folded: string;
  /** Begins with a capital letter, and is not NHS or TV; always false in scripts that have none. */
  capital: boolean;
  /** First of its sentence, where a capital says nothing. */
  first: boolean;
  /** Nothing but a space stands between the word before and this one. */
  joined: boolean;
}

const WORD = /[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*/gu;
const POSSESSIVE = /['’]s$/;
const SENTENCE = /[.!?…\n:;"«“(–—]/;

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const written = match[0].replace(POSSESSIVE, '');
    const from = match.index;
    const between = text.slice(words.at(-1)?.to ?? 0, from);
    words.push({
      from,
      to: from + written.length,
      folded: fold(written),
      capital: /^\p{Lu}/u.test(written) && !/^\p{Lu}{2,4}$/u.test(written),
      first: words.length === 0 || SENTENCE.test(between),
      joined: words.length > 0 && /^(?:['’]s)?[ \u00a0-]$/.test(between),
    });
  }
  return words;
}

/** Whether capitals mean something: not where nothing or everything is written large. */
export function minds(text: string): boolean {
  const large = text.match(/\p{Lu}/gu)?.length ?? 0;
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  return large > 0 && small > large;
}
