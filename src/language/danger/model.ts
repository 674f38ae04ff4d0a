/** What was learnt of a language: small whole numbers under hashed features, enough to judge a stretch of words. */
import type { DangerModel } from '../../content/danger-model.js';
import { DANGER_CLASSES, type DangerClass } from '../../engine/input.js';
import { eachFeature, type View, viewed } from './features.js';

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

/** The dangers, and harmless after them. */
export const LABELS = DANGER_CLASSES.length + 1;
const HARMLESS = DANGER_CLASSES.length;

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
    view: View,
    least: number,
  ): Judged | undefined;
}

export function createJudge({ weights, scale, bias, rarity }: DangerModel): Judge {
  const mask = rarity.length - 1;

  /** Sums up to each word, so that any stretch costs two looks: of each label, and of the squared rarities. */
  function summed(words: readonly string[], view: View): { sums: Int32Array; squares: Int32Array } {
    const sums = new Int32Array((words.length + 1) * LABELS);
    const squares = new Int32Array(words.length + 1);
    eachFeature(words, view, (hash, at) => {
      const place = hash & mask;
      const rare = rarity[place] as number;
      squares[at + 1] = (squares[at + 1] as number) + rare * rare;
      let from = place * LABELS;
      const to = (at + 2) * LABELS;
      for (let sum = to - LABELS; sum < to; sum += 1, from += 1)
        sums[sum] = (sums[sum] as number) + (weights[from] as number);
    });
    for (let at = 1; at <= words.length; at += 1) {
      squares[at] = (squares[at] as number) + (squares[at - 1] as number);
      for (let label = 0; label < LABELS; label += 1)
        sums[at * LABELS + label] =
          (sums[at * LABELS + label] as number) + (sums[(at - 1) * LABELS + label] as number);
    }
    return { sums, squares };
  }

  return {
    judge(written, sentences, view, least) {
      const { sums, squares } = summed(viewed(written, view), view);
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
