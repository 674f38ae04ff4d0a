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

/** A stretch longer than this is judged piece by piece too. */
const WHOLE = 26;
const PIECE = 14;
const STEP = 5;
/** A piece of a message knows less than the whole of it. */
const PIECE_HANDICAP = 0.5;

export interface Judge {
  /** The strongest stretch of a message. */
  judge(
    words: readonly string[],
    sentences: readonly number[],
    view: View,
    least: number,
  ): Judged | undefined;
}

export function createJudge(model: DangerModel): Judge {
  const { gate, gateScale, gateBias, classes, classScale, classBias } = model;
  const gateMask = gate.length - 1;
  const kinds = DANGER_CLASSES.length;
  const classMask = classes.length / kinds - 1;

  function classOf(words: readonly string[], view: View, start: number, end: number): DangerClass {
    const sums = new Float64Array(kinds);
    let count = 0;
    eachFeature(words, view, (hash, at) => {
      if (at < start || at >= end) return;
      count += 1;
      const row = (hash & classMask) * kinds;
      for (let kind = 0; kind < kinds; kind += 1)
        sums[kind] = (sums[kind] as number) + (classes[row + kind] as number);
    });
    const norm = classScale / Math.sqrt(Math.max(1, count));
    let best = 0;
    for (let kind = 0; kind < kinds; kind += 1) {
      sums[kind] = (sums[kind] as number) * norm + (classBias[kind] ?? 0);
      if ((sums[kind] as number) > (sums[best] as number)) best = kind;
    }
    return DANGER_CLASSES[best] ?? 'danger_now';
  }

  return {
    judge(written, sentences, view, least) {
      const words = viewed(written, view);
      // Sums up to each word, so that any stretch costs two looks.
      const sums = new Float64Array(words.length + 1);
      const counts = new Float64Array(words.length + 1);
      eachFeature(words, view, (hash, at) => {
        sums[at + 1] = (sums[at + 1] as number) + (gate[hash & gateMask] as number);
        counts[at + 1] = (counts[at + 1] as number) + 1;
      });
      for (let at = 1; at <= words.length; at += 1) {
        sums[at] = (sums[at] as number) + (sums[at - 1] as number);
        counts[at] = (counts[at] as number) + (counts[at - 1] as number);
      }
      const strengthOf = (start: number, end: number) =>
        gateBias +
        (((sums[end] as number) - (sums[start] as number)) * gateScale) /
          Math.sqrt(Math.max(1, (counts[end] as number) - (counts[start] as number)));
      let best = { strength: Number.NEGATIVE_INFINITY, start: 0, end: 0 };
      for (const [start, end] of stretches(words.length, sentences)) {
        const handicap = end - start === words.length ? 0 : PIECE_HANDICAP;
        const strength = strengthOf(start, end) - handicap;
        if (strength > best.strength) best = { strength, start, end };
      }
      if (best.strength < least) return undefined;
      const { start, end } = best;
      const speaking = written
        .slice(start, end)
        .map((word, index) => ({
          word,
          weight: (sums[start + index + 1] as number) - (sums[start + index] as number),
        }))
        .filter(({ weight }) => weight > 0)
        .sort((one, other) => other.weight - one.weight)
        .slice(0, 4)
        .map(({ word }) => word);
      return { ...best, words: speaking, class: classOf(words, view, start, end) };
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
    if (end - start > WHOLE || (length > WHOLE && end - start === length))
      for (let from = start; from + PIECE - STEP < end; from += STEP)
        yield [from, Math.min(end, from + PIECE)];
    start = end;
  }
}
