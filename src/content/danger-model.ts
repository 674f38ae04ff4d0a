/**
 * `locales/<language>/danger-model.dat`: what `kinline danger train` learnt from `danger-training.yaml`. Whole numbers
 * of one byte, packed, in base64; with a fingerprint of the text they were learnt from.
 */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
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
  scale: z.number(),
  bias: z.array(z.number()).length(DANGER_CLASSES.length + 1),
  weights: z.string(),
  rarity: z.string(),
  words: z.string(),
});

export interface DangerModel {
  learntFrom: string;
  /** From this strength on it is danger; set where the tuning messages are told apart best. */
  threshold: number;
  /** Of the dangers in their order and harmless last, by hashed feature. */
  weights: Int8Array;
  /** What one step of a weight is worth. */
  scale: number;
  bias: readonly number[];
  /** How telling a feature is, 0 to 255; one never seen is the most. */
  rarity: Uint8Array;
  /** Hashes of the words of its training text: they are no slips of other words. */
  words: Int32Array;
}

/** Undefined where the file is not one of this version. */
export function readModel(text: string): DangerModel | undefined {
  if (text === '') return undefined;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = fileSchema.safeParse(raw);
  if (!read.success) return undefined;
  const { weights, rarity, words, version: _, ...rest } = read.data;
  return {
    ...rest,
    weights: new Int8Array(unpacked(weights)),
    rarity: new Uint8Array(unpacked(rarity)),
    words: new Int32Array(unpacked(words)),
  };
}

export function writeModel({ weights, rarity, words, ...rest }: DangerModel): string {
  const file = {
    version: MODEL_VERSION,
    ...rest,
    weights: packed(weights),
    rarity: packed(rarity),
    words: packed(words),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

const packed = ({ buffer, byteOffset, byteLength }: Int8Array | Uint8Array | Int32Array): string =>
  deflateRawSync(Buffer.from(buffer, byteOffset, byteLength), { level: 9 }).toString('base64');

const unpacked = (text: string): ArrayBuffer =>
  Uint8Array.from(inflateRawSync(Buffer.from(text, 'base64'))).buffer;

/** Of the training text and of the groups that its templates use. */
export function fingerprint(training: string, groups: Groups): string {
  return createHash('sha256')
    .update(`${MODEL_VERSION}\n${JSON.stringify(groups)}\n${training}`)
    .digest('hex');
}
