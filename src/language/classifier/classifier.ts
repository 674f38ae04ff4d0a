/**
 * A small statistical reader: it has learnt from examples what people say for each label, and says of an unseen text
 * how likely each label is. It is the same every time, needs no network, and tells which words made it think so.
 */
import { eachFeature, type FeatureOptions, wordsOf } from './features.js';

export interface Score {
  label: string;
  /** 0 to 1; all labels of a text sum to 1. */
  score: number;
}

export interface Classifier {
  labels: readonly string[];
  /** Every label with how likely it is, the likeliest first. A text without a known feature has even scores. */
  scores(text: string): Score[];
  /** The words of the text that speak most for a label, the strongest first; empty where none does. */
  because(text: string, label: string, most?: number): string[];
}

/** What training leaves behind, and what is written to a file. */
export interface Model {
  options: FeatureOptions;
  labels: readonly string[];
  /** The place of each known feature. */
  places: ReadonlyMap<string, number>;
  /** How telling each feature is, by its place. */
  rarity: Float32Array;
  /** Weight of each feature for each label: `place * labels.length + label`. */
  weights: Float32Array;
  /** What a label starts with. */
  bias: Float32Array;
}

export function createClassifier(model: Model): Classifier {
  const { options, labels, places, weights, bias } = model;
  const count = labels.length;

  function scores(text: string): Score[] {
    const { found, values } = vectorOf(wordsOf(text), model);
    const sums = Float64Array.from(bias);
    for (let at = 0; at < found.length; at += 1) {
      const value = values[at] ?? 0;
      const row = (found[at] ?? 0) * count;
      for (let label = 0; label < count; label += 1)
        sums[label] = (sums[label] ?? 0) + value * (weights[row + label] ?? 0);
    }
    likelihoods(sums);
    return labels
      .map((label, at) => ({ label, score: sums[at] ?? 0 }))
      .sort((one, other) => other.score - one.score);
  }

  function because(text: string, label: string, most = 3): string[] {
    const column = labels.indexOf(label);
    if (column < 0) return [];
    const words = wordsOf(text);
    const { found, values } = vectorOf(words, model);
    const counts = new Map(Array.from(found, (place, at) => [place, values[at] ?? 0]));
    const speaks = new Float64Array(words.length);
    eachFeature(words, options, (feature, word) => {
      const place = places.get(feature);
      if (place === undefined) return;
      // A weight says how much for this label and against the others only beside their mean.
      let mean = 0;
      for (let other = 0; other < count; other += 1) mean += (weights[place * count + other] ?? 0) / count;
      const weight = (weights[place * count + column] ?? 0) - mean;
      speaks[word] = (speaks[word] ?? 0) + weight * (counts.get(place) ?? 0);
    });
    return words
      .map((word, at) => ({ word, weight: speaks[at] ?? 0 }))
      .filter(({ weight }) => weight > 0)
      .sort((one, other) => other.weight - one.weight)
      .slice(0, most)
      .map(({ word }) => word);
  }

  return { labels, scores, because };
}

/** The known features of words and how much each counts; of length 1 however many there are. */
export function vectorOf(
  words: readonly string[],
  { options, places, rarity }: Pick<Model, 'options' | 'places' | 'rarity'>,
): { found: Int32Array; values: Float32Array } {
  const seen = new Set<number>();
  eachFeature(words, options, (feature) => {
    const place = places.get(feature);
    if (place !== undefined) seen.add(place);
  });
  const found = Int32Array.from(seen);
  const values = Float32Array.from(found, (place) => rarity[place] ?? 0);
  const length = Math.hypot(...values);
  if (length > 0) for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) / length;
  return { found, values };
}

/** Turns sums into shares of 1, in place. */
export function likelihoods(sums: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const sum of sums) highest = Math.max(highest, sum);
  let total = 0;
  for (let at = 0; at < sums.length; at += 1) {
    const share = Math.exp((sums[at] ?? 0) - highest);
    sums[at] = share;
    total += share;
  }
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) / total;
}
