/** What was learnt of a language: small whole numbers under hashed features, enough to judge a stretch of words. */
import type { DangerModel } from '../../content/danger-model.js';
import { DANGER_CLASSES, type DangerClass } from '../../engine/input.js';
import type { Features } from './features.js';

export interface Judged {
  /** How strongly the words sound like danger: the logarithm of the odds. */
  strength: number;
  /** The words that were judged. */
  start: number;
  end: number;
  /** Those that spoke most for it. */
  words: string[];
  class: DangerClass;
}

/** `summed` has a variable for each; with more classes or fewer, this line does not compile. */
const DANGERS: (typeof DANGER_CLASSES)['length'] = 8;
/** The dangers, and harmless after them. */
export const LABELS = DANGERS + 1;
const HARMLESS = DANGERS;

/** A stretch longer than this is judged piece by piece too. */
const WHOLE = 30;
const PIECE = 14;
const STEP = 4;
/** A piece of a message knows less than the whole of it. */
const PIECE_HANDICAP = 1;

export interface Judge {
  /** The strongest stretch of a message, if it is as strong as `least`. */
  judge(
    words: readonly string[],
    sentences: readonly number[],
    features: Features,
    least: number,
  ): Judged | undefined;
}

interface Sums {
  sums: Int32Array;
  squares: Int32Array;
}

export function createJudge({ weights, scale, bias, rarity, known }: DangerModel): Judge {
  const mask = rarity.length - 1;
  const knownMask = known.length * 8 - 1;
  /** Used again for each message; nothing is ever written before the first word. */
  let room: Sums = { sums: new Int32Array(0), squares: new Int32Array(0) };

  /** Sums up to each word, so that any stretch costs two looks: of each label, and of the squared rarities. */
  function summed({ hashes, ends }: Features): Sums {
    if (room.squares.length <= ends.length) {
      const size = (ends.length + 1) * 2;
      room = { sums: new Int32Array(size * LABELS), squares: new Int32Array(size) };
    }
    const { sums, squares } = room;
    let square = 0;
    // A variable a label: thousands of features a message are added up here, and an array would take twice as long.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let h = 0;
    let i = 0;
    let feature = 0;
    for (let at = 0; at < ends.length; at += 1) {
      for (const end = ends[at] as number; feature < end; feature += 1) {
        const hash = hashes[feature] as number;
        const bit = hash & knownMask;
        if (((known[bit >>> 3] as number) & (1 << (bit & 7))) === 0) continue;
        const place = hash & mask;
        const rare = rarity[place] as number;
        square += rare * rare;
        const from = place * LABELS;
        a += weights[from] as number;
        b += weights[from + 1] as number;
        c += weights[from + 2] as number;
        d += weights[from + 3] as number;
        e += weights[from + 4] as number;
        f += weights[from + 5] as number;
        g += weights[from + 6] as number;
        h += weights[from + 7] as number;
        i += weights[from + 8] as number;
      }
      squares[at + 1] = square;
      const to = (at + 1) * LABELS;
      sums[to] = a;
      sums[to + 1] = b;
      sums[to + 2] = c;
      sums[to + 3] = d;
      sums[to + 4] = e;
      sums[to + 5] = f;
      sums[to + 6] = g;
      sums[to + 7] = h;
      sums[to + 8] = i;
    }
    return room;
  }

  return {
    judge(written, sentences, features, least) {
      const { sums, squares } = summed(features);
      const labels = new Float64Array(LABELS);
      const weigh = (start: number, end: number): number => {
        const length = Math.sqrt(Math.max(1, (squares[end] as number) - (squares[start] as number)));
        let highest = Number.NEGATIVE_INFINITY;
        for (let label = 0; label < LABELS; label += 1) {
          const sum = (sums[end * LABELS + label] as number) - (sums[start * LABELS + label] as number);
          labels[label] = (bias[label] ?? 0) + (sum * scale) / length;
          if (label !== HARMLESS) highest = Math.max(highest, labels[label] as number);
        }
        let total = 0;
        for (let label = 0; label < HARMLESS; label += 1)
          total += Math.exp((labels[label] as number) - highest);
        return highest + Math.log(total) - (labels[HARMLESS] as number);
      };
      let best = { strength: Number.NEGATIVE_INFINITY, start: 0, end: 0 };
      for (const [start, end] of stretches(written.length, sentences)) {
        const strength = weigh(start, end) - (end - start === written.length ? 0 : PIECE_HANDICAP);
        if (strength > best.strength) best = { strength, start, end };
      }
      if (best.strength < least) return undefined;
      const { start, end } = best;
      weigh(start, end);
      let kind = 0;
      for (let label = 1; label < HARMLESS; label += 1)
        if ((labels[label] as number) > (labels[kind] as number)) kind = label;
      const speaks = (at: number): number => {
        const from = (start + at) * LABELS;
        const gain = (label: number) =>
          (sums[from + LABELS + label] as number) - (sums[from + label] as number);
        return gain(kind) - gain(HARMLESS);
      };
      const words = written
        .slice(start, end)
        .map((word, at) => ({ word, weight: speaks(at) }))
        .filter(({ weight }) => weight > 0)
        .sort((one, other) => other.weight - one.weight)
        .slice(0, 4)
        .map(({ word }) => word);
      return { ...best, words, class: DANGER_CLASSES[kind] ?? 'danger_now' };
    },
  };
}

/** The whole, when it is short enough to be one thought; each sentence; and pieces of what is long. */
function* stretches(length: number, sentences: readonly number[]): Generator<[number, number]> {
  if (length <= WHOLE) yield [0, length];
  for (let start = 0; start < length; ) {
    let end = start + 1;
    while (end < length && sentences[end] === sentences[start]) end += 1;
    if (end - start < length) yield [start, end];
    if (end - start > WHOLE)
      for (let from = start; from + PIECE - STEP < end; from += STEP)
        yield [from, Math.min(end, from + PIECE)];
    start = end;
  }
}
