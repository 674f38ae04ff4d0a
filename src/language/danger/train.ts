/**
 * Learns the weights of one language from its training text. Nothing in it is left to chance: the same text gives the
 * same weights, so that a change of weights in a review is a change of text.
 */
import type { DangerTraining } from '../../content/danger.js';
import type { DangerModel } from '../../content/danger-model.js';
import { DANGER_CLASSES } from '../../engine/input.js';
import { likelihoods } from '../classifier/classifier.js';
import { expand } from './expand.js';
import { featuresOf, type View, viewed } from './features.js';
import { hashOf } from './hash.js';
import { LABELS } from './model.js';
import { mulberry, withSlips } from './noise.js';
import type { Groups } from './pattern.js';
import { normalWords } from './read.js';

export interface Lesson {
  training: DangerTraining;
  groups: Groups;
  /** What else people say to such a service, without danger. */
  asked: readonly string[];
}

const VARIANTS = 12;
const BITS = 18;
const MASK = 2 ** BITS - 1;
/** Features are told apart by this many bits before it is decided which of them are known. */
const KNOWN_BITS = 22;
const KNOWN_MASK = 2 ** KNOWN_BITS - 1;
/** A feature that stands in fewer examples is chance: each sentence is two of them, with slips and without. */
const LEAST_EXAMPLES = 3;
const EPOCHS = 16;
const RATE = 0.3;
/** What keeps weights small, so that no single word decides. */
const SHRINK = 1e-3;
const SLIPS_A_WORD = 0.12;
const OTHERS_COUNT = 0.3;
const ASKED_COUNT = 0.6;

interface Example {
  /** Hashes, and later the places of those that are known. */
  features: Int32Array;
  /** Index of the class; harmless comes after them. */
  label: number;
  weight: number;
}

/** @param others harmless text of the other languages: what is strange to this one is not dangerous for that */
export function train(
  own: Lesson,
  views: readonly View[],
  others: readonly Lesson[],
): Omit<DangerModel, 'learntFrom' | 'threshold'> {
  const random = mulberry(20_240_901);
  const words = new Set<string>();
  const examples: Example[] = [];
  const learn = (text: string, label: number, weight: number, keep: boolean) => {
    const said = normalWords(text);
    if (said.length === 0) return;
    if (keep) for (const word of said) words.add(word);
    for (const view of views) {
      examples.push({ features: hashesOf(said, view), label, weight });
      if (keep)
        examples.push({
          features: hashesOf(withSlips(said, SLIPS_A_WORD, random), view),
          label,
          weight: weight / 2,
        });
    }
  };
  for (const [label, name] of [...DANGER_CLASSES.entries(), [DANGER_CLASSES.length, 'harmless'] as const])
    for (const entry of own.training[name]) {
      const said = expand(entry, own.groups, VARIANTS);
      for (const text of said) learn(text, label, 1 / Math.sqrt(said.length), true);
    }
  for (const text of own.asked) learn(text, DANGER_CLASSES.length, ASKED_COUNT, true);
  for (const { training, groups } of others)
    for (const entry of training.harmless)
      for (const text of expand(entry, groups, 1)) learn(text, DANGER_CLASSES.length, OTHERS_COUNT, false);
  const known = knownIn(examples);
  for (const example of examples) example.features = placesOf(example.features, known);
  const rarity = rarityOf(examples);
  return {
    ...learnWeights(examples, rarity, random),
    rarity,
    known,
    words: Int32Array.from([...words].map(hashOf)),
  };
}

const hashesOf = (words: readonly string[], view: View): Int32Array =>
  featuresOf(viewed(words, view), view).hashes.slice();

/** A bit for each feature that stands in enough examples. Without it, chance features would share others' weights. */
function knownIn(examples: readonly Example[]): Uint8Array {
  const times = new Uint8Array(KNOWN_MASK + 1);
  for (const { features } of examples)
    for (const bit of new Set(features.map((hash) => hash & KNOWN_MASK)))
      times[bit] = Math.min(LEAST_EXAMPLES, (times[bit] as number) + 1);
  const known = new Uint8Array((KNOWN_MASK + 1) / 8);
  for (const [bit, count] of times.entries())
    if (count >= LEAST_EXAMPLES) known[bit >>> 3] = (known[bit >>> 3] as number) | (1 << (bit & 7));
  return known;
}

const placesOf = (hashes: Int32Array, known: Uint8Array): Int32Array =>
  hashes
    .filter((hash) => {
      const bit = hash & KNOWN_MASK;
      return ((known[bit >>> 3] as number) & (1 << (bit & 7))) !== 0;
    })
    .map((hash) => hash & MASK);

/** The fewer examples a feature stands in, the more it tells. */
function rarityOf(examples: readonly Example[]): Uint8Array {
  const seen = new Float32Array(MASK + 1);
  let all = 0;
  for (const { features, weight } of examples) {
    all += weight;
    for (const feature of new Set(features)) seen[feature] = (seen[feature] as number) + weight;
  }
  const most = Math.log(1 + all);
  return Uint8Array.from(seen, (count) => Math.round((255 * Math.log(1 + all / (1 + count))) / most));
}

function learnWeights(
  examples: readonly Example[],
  rarity: Uint8Array,
  random: () => number,
): Pick<DangerModel, 'weights' | 'scale' | 'bias'> {
  const weights = new Float32Array((MASK + 1) * LABELS);
  const steps = new Float32Array((MASK + 1) * LABELS).fill(1e-2);
  const bias = new Float64Array(LABELS);
  const shares = new Float64Array(LABELS);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1)
    for (const { features, label, weight } of shuffled(examples, random)) {
      const values = valuesOf(features, rarity);
      shares.set(bias);
      for (let index = 0; index < features.length; index += 1)
        for (let kind = 0, at = (features[index] as number) * LABELS; kind < LABELS; kind += 1, at += 1)
          shares[kind] = (shares[kind] as number) + (values[index] as number) * (weights[at] as number);
      likelihoods(shares);
      for (let kind = 0; kind < LABELS; kind += 1) {
        const slope = ((shares[kind] as number) - (kind === label ? 1 : 0)) * weight;
        if (Math.abs(slope) < 1e-3) continue;
        bias[kind] = (bias[kind] as number) - 0.02 * slope;
        for (let index = 0; index < features.length; index += 1) {
          const at = (features[index] as number) * LABELS + kind;
          const gradient = slope * (values[index] as number) + SHRINK * (weights[at] as number);
          steps[at] = (steps[at] as number) + gradient * gradient;
          weights[at] = (weights[at] as number) - (RATE * gradient) / Math.sqrt(steps[at] as number);
        }
      }
    }
  // A feature is looked up with its rarity already in it.
  for (let at = 0; at < weights.length; at += 1)
    weights[at] = (weights[at] as number) * (rarity[Math.floor(at / LABELS)] as number);
  const { bytes, scale } = squeezed(weights);
  return { weights: bytes, scale, bias: Array.from(bias, round) };
}

function valuesOf(features: Int32Array, rarity: Uint8Array): Float32Array {
  const values = Float32Array.from(features, (feature) => rarity[feature] as number);
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return values.map((value) => value / length);
}

const round = (value: number): number => Number(value.toPrecision(6));

/** Weights as whole numbers of one byte. */
function squeezed(weights: Float32Array): { bytes: Int8Array; scale: number } {
  const sizes = weights
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort();
  // The few largest may be cut: what matters is that the many small ones keep their differences.
  const largest = sizes[Math.floor(sizes.length * 0.9995)] ?? 1;
  const scale = round(largest / 127) || 1;
  return {
    bytes: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))),
    scale,
  };
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] as Item;
    order[at] = order[other] as Item;
    order[other] = kept;
  }
  return order;
}
