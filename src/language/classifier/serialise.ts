/**
 * A classifier as a file: made by a command where training takes too long for every start, and read back in
 * milliseconds. Weights are kept as whole numbers from -127 to 127, which changes no answer that was a clear one.
 */
import { z } from 'zod';
import { type Classifier, createClassifier, type Model } from './classifier.js';

const serialisedSchema = z.strictObject({
  version: z.literal(1),
  options: z.strictObject({
    shortest: z.int().positive(),
    longest: z.int().positive(),
    words: z.union([z.literal(1), z.literal(2)]),
  }),
  labels: z.array(z.string()).min(1),
  /** Known features in the order of their places, a line each. */
  features: z.string(),
  /** Rarity of each feature, in hundredths. */
  rarity: z.array(z.int()),
  bias: z.array(z.number()),
  /** What one step of a weight is worth. */
  scale: z.number(),
  /** Base64 of a signed byte a weight. */
  weights: z.string(),
});
export type SerialisedClassifier = z.infer<typeof serialisedSchema>;

export function serialise({ options, labels, places, rarity, weights, bias }: Model): SerialisedClassifier {
  let highest = 1e-6;
  for (const weight of weights) highest = Math.max(highest, Math.abs(weight));
  const scale = highest / 127;
  return {
    version: 1,
    options,
    labels: [...labels],
    features: [...places.keys()].join('\n'),
    rarity: Array.from(rarity, (value) => Math.round(value * 100)),
    bias: Array.from(bias, (value) => Math.round(value * 1e4) / 1e4),
    scale,
    weights: Buffer.from(Int8Array.from(weights, (weight) => Math.round(weight / scale)).buffer).toString(
      'base64',
    ),
  };
}

/** @throws when the file is not one that `serialise` wrote */
export function readClassifier(written: unknown): Classifier {
  const { options, labels, features, rarity, bias, scale, weights } = serialisedSchema.parse(written);
  const bytes = Buffer.from(weights, 'base64');
  const steps = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = new Map(features.split('\n').map((feature, place) => [feature, place]));
  if (places.size !== rarity.length || steps.length !== places.size * labels.length)
    throw new Error('The classifier’s features and weights do not belong together.');
  return createClassifier({
    options,
    labels,
    places,
    rarity: Float32Array.from(rarity, (value) => value / 100),
    bias: Float32Array.from(bias),
    weights: Float32Array.from(steps, (step) => step * scale),
  });
}
