/**
 * `locales/<language>/danger-model.dat`: what `kinline danger train` learnt from `danger-training.yaml`. Whole numbers
 * of one byte, in base64; with a fingerprint of the text they were learnt from.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DANGER_CLASSES } from '../engine/input.js';
import type { Groups } from '../language/danger/pattern.js';

export const MODEL_FILE = 'danger-model.dat';
/** Grows when features change and older weights mean nothing any more. */
export const MODEL_VERSION = 1;

const fileSchema = z.strictObject({
  version: z.literal(MODEL_VERSION),
  learntFrom: z.string(),
  threshold: z.number(),
  gateScale: z.number(),
  gateBias: z.number(),
  classScale: z.number(),
  classBias: z.array(z.number()).length(DANGER_CLASSES.length),
  gate: z.base64(),
  classes: z.base64(),
  words: z.base64(),
});

export interface DangerModel {
  learntFrom: string;
  /** From this strength on it is danger; set where the tuning messages are told apart best. */
  threshold: number;
  gateScale: number;
  gateBias: number;
  classScale: number;
  classBias: readonly number[];
  gate: Int8Array;
  classes: Int8Array;
  /** Hashes of the words of its training text: they are no slips of other words. */
  words: Int32Array;
}

/** Undefined where the file is not one of this version. */
export function readModel(text: string): DangerModel | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = fileSchema.safeParse(raw);
  if (!read.success) return undefined;
  const { gate, classes, words, version: _, ...rest } = read.data;
  const [gateBytes, classBytes, wordBytes] = [gate, classes, words].map((data) =>
    Uint8Array.from(Buffer.from(data, 'base64')),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  return {
    ...rest,
    gate: new Int8Array(gateBytes.buffer),
    classes: new Int8Array(classBytes.buffer),
    words: new Int32Array(wordBytes.buffer),
  };
}

export function writeModel({ gate, classes, words, ...rest }: DangerModel): string {
  const encoded = (data: Int8Array | Int32Array) =>
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
  const file = {
    version: MODEL_VERSION,
    ...rest,
    gate: encoded(gate),
    classes: encoded(classes),
    words: encoded(words),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Of the training text and of the groups that its templates use. */
export function fingerprint(training: string, groups: Groups): string {
  return createHash('sha256')
    .update(`${MODEL_VERSION}\n${JSON.stringify(groups)}\n${training}`)
    .digest('hex');
}
