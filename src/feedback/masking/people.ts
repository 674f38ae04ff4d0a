/**
 * Names of people and places in words. Where capitals mean something, a capital inside a sentence is a name unless it
 * is known to be none; everywhere, lists of names, what stands before them (“my name is”, “Mrs”), and places that are
 * known. It is as good as can be and not sure: so it is called masked, and never anonymous.
 */
import { fold } from '../../language/fold.js';
import type { NamesFile } from './names-file.js';
import type { Span } from './span.js';
import { nameSet } from './stems.js';
import { minds, type Word, wordsOf } from './words.js';

/** At most so many words are one name of a place. */
const MOST_PLACE = 3;

export interface PeopleFinder {
  find(text: string): Span[];
}

/** @param places names of places, in all scripts, as they stand by themselves */
export function createPeopleFinder(languages: readonly NamesFile[], places: Iterable<string>): PeopleFinder {
  const all = (list: keyof NamesFile): string[] => languages.flatMap((language) => language[list]);
  const setOf = (list: keyof NamesFile): Set<string> => new Set(all(list).map(fold));
  const names = nameSet(all('first'));
  const unsure = nameSet(all('also_words'));
  const sure = (word: string): boolean => names.has(word) && !unsure.has(word);
  const titles = setOf('titles');
  const capitals = setOf('capitals');
  const beforePlaces = setOf('before_places');
  const cues = setOf('cues');
  const namesFollow = setOf('names_follow');
  const longestCue = Math.max(...[...cues, ...namesFollow].map((cue) => cue.split(' ').length), 1);
  const known = nameSet(places);

  /** “my name is”, “мене звати”, ending right before this word. */
  function cued(words: readonly Word[], at: number, by = cues): boolean {
    for (let length = 1; length <= longestCue && length <= at; length += 1) {
      const before = words.slice(at - length, at);
      if (by.has(before.map(({ folded }) => folded).join(' '))) return true;
    }
    return false;
  }

  function isName(words: readonly Word[], at: number, minding: boolean): boolean {
    const word = words[at];
    const before = words[at - 1];
    if (word === undefined || word.folded.length < 2) return false;
    const title = before !== undefined && titles.has(before.folded) && !titles.has(word.folded);
    if (minding && isCased(word)) {
      if (title || cued(words, at))
        return word.capital || (word.folded.length > 2 && names.exact(word.folded));
      if (!word.capital) return word.folded.length > 3 && sure(word.folded) && names.exact(word.folded);
      if (word.first)
        return sure(word.folded) || (names.exact(word.folded) && surname(words, at + 1, minding) > 0);
      return !capitals.has(word.folded) && !titles.has(word.folded);
    }
    if (title || cued(words, at, namesFollow)) return true;
    if (cued(words, at)) return names.has(word.folded);
    return sure(word.folded) && (names.exact(word.folded) || !isCased(word) || word.folded.length > 5);
  }

  /** Words from here that are one known place; 0 for none. */
  function placeAt(words: readonly Word[], at: number, minding: boolean): number {
    for (let length = MOST_PLACE; length > 0; length -= 1) {
      const some = words.slice(at, at + length);
      const [first] = some;
      if (first === undefined || some.length < length || !some.slice(1).every(({ joined }) => joined))
        continue;
      if (first.folded.length < 3 || !known.has(some.map(({ folded }) => folded).join(' '))) continue;
      const before = words[at - 1];
      const led = before !== undefined && beforePlaces.has(before.folded);
      const capital = minding && some.every((word) => word.capital);
      if (capital && (!first.first || length > 1) && !capitals.has(first.folded)) return length;
      if (led && (!isCased(first) || !minding) && known.exact(some.map(({ folded }) => folded).join(' ')))
        return length;
      if (!isCased(first) && first.folded.length > 4 && !unsure.has(first.folded)) return length;
    }
    return 0;
  }

  return {
    find(text) {
      const words = wordsOf(text);
      const minding = minds(text);
      const spans: Span[] = [];
      for (let at = 0; at < words.length; ) {
        const word = words[at];
        if (word === undefined) break;
        const place = sure(word.folded) || cued(words, at) ? 0 : placeAt(words, at, minding);
        let length = place;
        if (place === 0 && isName(words, at, minding)) length = 1 + surname(words, at + 1, minding);
        const last = words[at + length - 1];
        if (length > 0 && last !== undefined)
          spans.push({ kind: place > 0 ? 'place' : 'name', from: word.from, to: last.to });
        at += Math.max(1, length);
      }
      return spans;
    },
  };

  /** How many words after a first name belong to it. */
  function surname(words: readonly Word[], at: number, minding: boolean): number {
    const word = words[at];
    if (word === undefined || !word.joined) return 0;
    const belongs = isCased(word)
      ? minding && word.capital && !capitals.has(word.folded)
      : sure(word.folded) && names.exact(word.folded);
    return belongs ? 1 + surname(words, at + 1, minding) : 0;
  }
}

const isCased = ({ folded }: Word): boolean => /[a-z\u0400-\u04ff]/.test(folded);
