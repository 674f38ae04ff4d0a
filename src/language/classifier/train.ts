/**
 * Learns a classifier from examples: multinomial logistic regression by stochastic gradient, always in the same order, so that the same examples give the same classifier.
 */
import { type Classifier, createClassifier, likelihoods, type Model, vectorOf } from './classifier.js';
import { eachFeature, type FeatureOptions, wordsOf } from './features.js';

export interface Example {
  label: string;
  text: string;
  /** How much it counts beside the others; 1 unless said. */
  weight?: number;
}

export interface TrainingOptions extends FeatureOptions {
  /** A feature that fewer examples have is not looked at. */
  fewest: number;
  /** Rounds over all examples. */
  rounds: number;
  /** Size of the first steps. */
  pace: number;
  /** True lets every label count the same in all, however many examples it has. */
  even: boolean;
  /** Decides the order in which examples are learnt. */
  seed: number;
}

export const TRAINING: TrainingOptions = {
  shortest: 3,
  longest: 5,
  words: 2,
  fewest: 1,
  rounds: 5,
  pace: 5,
  even: true,
  seed: 1,
};

export function trainClassifier(
  examples: readonly Example[],
  options: Partial<TrainingOptions> = {},
): Classifier & { model: Model } {
  const model = trainModel(examples, { ...TRAINING, ...options });
  return { ...createClassifier(model), model };
}

interface Prepared {
  label: number;
  weight: number;
  found: Int32Array;
  values: Float32Array;
}

function trainModel(examples: readonly Example[], options: TrainingOptions): Model {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const said = examples.map(({ text }) => wordsOf(text));
  const { places, rarity } = vocabularyOf(said, options);
  const features = { shortest: options.shortest, longest: options.longest, words: options.words };
  const model: Model = {
    options: features,
    labels,
    places,
    rarity,
    weights: new Float32Array(places.size * labels.length),
    bias: new Float32Array(labels.length),
  };
  const share = shares(examples, labels, options.even);
  const prepared = examples.map(
    ({ label, weight = 1 }, at): Prepared => ({
      label: labels.indexOf(label),
      weight: weight * (share.get(label) ?? 1),
      ...vectorOf(said[at] ?? [], model),
    }),
  );
  learn(model, prepared, options);
  return model;
}

/** What a piece of a word counts beside a whole one. */
const PIECE = 0.8;

/** Features that enough examples have, and how telling each is: the fewer have it, the more. */
function vocabularyOf(
  said: readonly (readonly string[])[],
  options: TrainingOptions,
): Pick<Model, 'places' | 'rarity'> {
  const counts = new Map<string, { count: number; last: number }>();
  said.forEach((words, example) => {
    eachFeature(words, options, (feature) => {
      const entry = counts.get(feature);
      if (entry === undefined) counts.set(feature, { count: 1, last: example });
      else if (entry.last !== example) {
        entry.count += 1;
        entry.last = example;
      }
    });
  });
  const places = new Map<string, number>();
  const rarity: number[] = [];
  for (const [feature, { count }] of counts) {
    if (count < options.fewest) continue;
    places.set(feature, places.size);
    rarity.push(Math.log((1 + said.length) / (1 + count)) * (feature.startsWith(' ') ? 1 : PIECE));
  }
  return { places, rarity: Float32Array.from(rarity) };
}

function shares(examples: readonly Example[], labels: readonly string[], even: boolean): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  const mean = examples.length / labels.length;
  return new Map(labels.map((label) => [label, even ? Math.sqrt(mean / (counts.get(label) ?? 1)) : 1]));
}

/** Below this a label is not taught by an example: it has nothing to unlearn there. */
const NEGLIGIBLE = 0.002;
/** The bias moves slowly, so that features explain what they can. */
const BIAS_PACE = 0.02;
/** How much smaller the steps become from round to round. */
const SLOWING = 0.3;

function learn(model: Model, prepared: readonly Prepared[], { rounds, pace, seed }: TrainingOptions): void {
  const { weights, bias, labels } = model;
  const count = labels.length;
  const sums = new Float64Array(count);
  const active: number[] = [];
  const order = prepared.map((_, at) => at);
  const random = createRandom(seed);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random);
    const rate = pace / (1 + round * SLOWING);
    for (const at of order) {
      const example = prepared[at];
      if (example === undefined) continue;
      const { found, values, label, weight } = example;
      sums.set(bias);
      for (let feature = 0; feature < found.length; feature += 1) {
        const row = (found[feature] ?? 0) * count;
        const value = values[feature] ?? 0;
        for (let column = 0; column < count; column += 1)
          sums[column] = (sums[column] ?? 0) + value * (weights[row + column] ?? 0);
      }
      likelihoods(sums);
      active.length = 0;
      for (let column = 0; column < count; column += 1) {
        const wrong = ((sums[column] ?? 0) - (column === label ? 1 : 0)) * weight;
        sums[column] = wrong;
        if (Math.abs(wrong) < NEGLIGIBLE) continue;
        active.push(column);
        bias[column] = (bias[column] ?? 0) - BIAS_PACE * wrong;
      }
      for (let feature = 0; feature < found.length; feature += 1) {
        const row = (found[feature] ?? 0) * count;
        const value = values[feature] ?? 0;
        for (const column of active) {
          weights[row + column] = (weights[row + column] ?? 0) - rate * (sums[column] ?? 0) * value;
        }
      }
    }
  }
}

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const one = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = one;
  }
}
