/**
 * What the statistical layer looks at in a message: each word, pieces of it, and words that stand near each other.
 * A feature is a number; which word it belongs to is kept, so that any stretch of a message can be judged by itself.
 */
import { consonantsOfArabic, consonantsOfLatin, soundHeard } from './arabizi.js';
import { hashOf, mixed, Rolling } from './hash.js';

const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 5;
const LONGEST_WORD = 22;
/** Inflected words that stand near each other are known by their beginnings. */
const BEGINNING = 5;
const NEAR = 6;
const START = hashOf('^');
const BORDER = '_'.charCodeAt(0);
/** What a word has at most. */
const MOST_FEATURES = 3 + (LONGEST_PIECE - SHORTEST_PIECE + 1) * (LONGEST_WORD + 2) + NEAR;

/** Ways to look at words; each has features of its own. */
export const VIEWS = ['written', 'sound', 'consonants'] as const;
export type View = (typeof VIEWS)[number];

const rolling = new Rolling();

/** Words as a view has them. Sounds make Cyrillic and Latin spellings meet, consonants Arabic and Latin ones. */
export function viewed(words: readonly string[], view: View): string[] {
  if (view === 'written') return [...words];
  const heard = view === 'sound' ? soundHeard : consonantsHeard;
  return words.map((word) => heard(word) || word);
}

const consonantsHeard = (word: string): string =>
  /[\u0600-\u06ff]/.test(word) ? consonantsOfArabic(word) : consonantsOfLatin(word);

/** Hashes of all features of some words, those of each word behind each other; good until the view is asked again. */
export interface Features {
  hashes: Int32Array;
  /** Where those of each word end. */
  ends: Int32Array;
}

/** A room for each view, used again and again: arrays of this size, made anew for each message, are much garbage. */
const rooms = VIEWS.map((): Features => ({ hashes: new Int32Array(0), ends: new Int32Array(0) }));
let beginnings = new Int32Array(0);

export function featuresOf(words: readonly string[], view: View): Features {
  const number = VIEWS.indexOf(view);
  const seed = number * 0x51ed27;
  const room = rooms[number] as Features;
  if (room.ends.length < words.length) room.ends = new Int32Array(words.length * 2);
  if (beginnings.length < words.length) beginnings = new Int32Array(words.length * 2);
  const { ends } = room;
  let { hashes } = room;
  let count = 0;
  let before = START;
  let beforeThat = START;
  for (let at = 0; at < words.length; at += 1) {
    if (count + MOST_FEATURES > hashes.length) hashes = longer(room);
    const { length } = rolling.readBordered(words[at] as string, LONGEST_WORD, BORDER);
    const whole = rolling.piece(0, length) ^ seed;
    const beginning = rolling.piece(0, Math.min(length, BEGINNING + 1)) ^ seed;
    beginnings[at] = beginning;
    hashes[count++] = mixed(whole ^ 0x1f3d5b79);
    for (let size = SHORTEST_PIECE; size <= LONGEST_PIECE && size < length; size += 1) {
      const kind = seed ^ (size * 0x2545f491);
      for (let from = 0; from + size <= length; from += 1)
        hashes[count++] = mixed(rolling.piece(from, from + size) ^ kind);
    }
    hashes[count++] = pair(before, whole, 0x3c6ef372);
    hashes[count++] = pair(beforeThat, whole, 0x510e527f);
    for (let near = Math.max(0, at - NEAR); near < at; near += 1)
      hashes[count++] = pair(beginnings[near] as number, beginning, 0x1f83d9ab);
    beforeThat = before;
    before = whole;
    ends[at] = count;
  }
  return { hashes: hashes.subarray(0, count), ends: ends.subarray(0, words.length) };
}

function longer(room: Features): Int32Array {
  const more = new Int32Array(room.hashes.length * 2 + MOST_FEATURES);
  more.set(room.hashes);
  room.hashes = more;
  return more;
}

const pair = (one: number, other: number, kind: number): number =>
  mixed((Math.imul(one, 0x9e3779b1) + other) ^ kind);
