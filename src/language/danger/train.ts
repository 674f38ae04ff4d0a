/**
 * Learns the weights of one language from its training text. Nothing in it is left to chance: the same text gives the
 * same weights, so that a change of weights in a review is a change of text.
 */
import type { DangerTraining } from '../../content/danger.js';
import type { DangerModel } from '../../content/danger-model.js';
import { DANGER_CLASSES } from '../../engine/input.js';
import { expand } from './expand.js';
import { eachFeature, type View, viewed } from './features.js';
import { hashOf } from './hash.js';
import { mulberry, withSlips } from './noise.js';
import type { Groups } from './pattern.js';
import { normalWords } from './read.js';

export interface Lesson {
  training: DangerTraining;
  groups: Groups;
}

const VARIANTS = 12;
const GATE_BITS = 17;
const CLASS_BITS = 14;
const EPOCHS = 14;
const RATE = 0.35;
const SHRINK = 2e-6;
const SLIPS_A_WORD = 0.12;

interface Example {
  features: Int32Array;
  /** Index of the class, or -1 for harmless. */
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
      examples.push({ features: featuresOf(said, view), label, weight });
      if (keep)
        examples.push({
          features: featuresOf(withSlips(said, SLIPS_A_WORD, random), view),
          label,
          weight: weight / 2,
        });
    }
  };
  for (const [label, name] of [...DANGER_CLASSES.entries(), [-1, 'harmless'] as const])
    for (const entry of own.training[name]) {
      const said = expand(entry, own.groups, VARIANTS);
      for (const text of said) learn(text, label, 1 / Math.sqrt(said.length), true);
    }
  for (const { training, groups } of others)
    for (const entry of training.harmless)
      for (const text of expand(entry, groups, 1)) learn(text, -1, 0.5, false);
  const gate = learnGate(examples, random);
  const classes = learnClasses(
    examples.filter(({ label }) => label >= 0),
    random,
  );
  return { ...gate, ...classes, words: Int32Array.from([...words].map(hashOf)) };
}

function featuresOf(words: readonly string[], view: View): Int32Array {
  const features: number[] = [];
  eachFeature(viewed(words, view), view, (hash) => features.push(hash | 0));
  return Int32Array.from(features);
}

function learnGate(
  examples: readonly Example[],
  random: () => number,
): Pick<DangerModel, 'gate' | 'gateScale' | 'gateBias'> {
  const mask = 2 ** GATE_BITS - 1;
  const weights = new Float32Array(mask + 1);
  const steps = new Float32Array(mask + 1).fill(1e-4);
  let bias = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1)
    for (const { features, label, weight } of shuffled(examples, random)) {
      const norm = 1 / Math.sqrt(features.length);
      let sum = 0;
      for (const feature of features) sum += weights[feature & mask] as number;
      const slope = (1 / (1 + Math.exp(-(bias + sum * norm))) - (label >= 0 ? 1 : 0)) * weight;
      bias -= 0.02 * slope;
      for (const feature of features) {
        const at = feature & mask;
        const gradient = slope * norm + SHRINK * (weights[at] as number);
        steps[at] = (steps[at] as number) + gradient * gradient;
        weights[at] = (weights[at] as number) - (RATE * gradient) / Math.sqrt(steps[at] as number);
      }
    }
  const { bytes, scale } = squeezed(weights);
  return { gate: bytes, gateScale: scale, gateBias: round(bias) };
}

function learnClasses(
  examples: readonly Example[],
  random: () => number,
): Pick<DangerModel, 'classes' | 'classScale' | 'classBias'> {
  const kinds = DANGER_CLASSES.length;
  const mask = 2 ** CLASS_BITS - 1;
  const weights = new Float32Array((mask + 1) * kinds);
  const steps = new Float32Array((mask + 1) * kinds).fill(1e-4);
  const bias = new Float64Array(kinds);
  const sums = new Float64Array(kinds);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1)
    for (const { features, label, weight } of shuffled(examples, random)) {
      const norm = 1 / Math.sqrt(features.length);
      sums.fill(0);
      for (const feature of features)
        for (let kind = 0; kind < kinds; kind += 1)
          sums[kind] = (sums[kind] as number) + (weights[(feature & mask) * kinds + kind] as number);
      let highest = Number.NEGATIVE_INFINITY;
      for (let kind = 0; kind < kinds; kind += 1) {
        sums[kind] = (sums[kind] as number) * norm + (bias[kind] as number);
        highest = Math.max(highest, sums[kind] as number);
      }
      let total = 0;
      for (let kind = 0; kind < kinds; kind += 1) {
        sums[kind] = Math.exp((sums[kind] as number) - highest);
        total += sums[kind] as number;
      }
      for (let kind = 0; kind < kinds; kind += 1) {
        const slope = ((sums[kind] as number) / total - (kind === label ? 1 : 0)) * weight;
        if (Math.abs(slope) < 1e-3) continue;
        bias[kind] = (bias[kind] as number) - 0.02 * slope;
        for (const feature of features) {
          const at = (feature & mask) * kinds + kind;
          const gradient = slope * norm + SHRINK * (weights[at] as number);
          steps[at] = (steps[at] as number) + gradient * gradient;
          weights[at] = (weights[at] as number) - (RATE * gradient) / Math.sqrt(steps[at] as number);
        }
      }
    }
  const { bytes, scale } = squeezed(weights);
  return { classes: bytes, classScale: scale, classBias: Array.from(bias, round) };
}

const round = (value: number): number => Math.round(value * 1e5) / 1e5;

/** Weights as whole numbers of one byte. */
function squeezed(weights: Float32Array): { bytes: Int8Array; scale: number } {
  const sizes = weights
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort();
  // The few largest may be cut: what matters is that the many small ones keep their differences.
  const largest = sizes[Math.floor(sizes.length * 0.9995)] ?? 1;
  const scale = round(largest / 127) || 1e-5;
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
