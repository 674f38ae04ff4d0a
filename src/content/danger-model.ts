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
export const MODEL_VERSION = 2;

const fileSchema = z.strictObject({
  version: z.literal(MODEL_VERSION),
  learntFrom: z.string(),
  threshold: z.number(),
  scale: z.number(),
  bias: z.array(z.number()).length(DANGER_CLASSES.length + 1),
  weights: z.string(),
  rarity: z.string(),
  known: z.string(),
  words: z.string(),
  lists: z.strictObject({ from: z.string(), packed: z.string() }).optional(),
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
  /** How telling a feature is, 0 to 255. */
  rarity: Uint8Array;
  /** A bit for each feature that the training text knows well enough; what it does not know says nothing. */
  known: Uint8Array;
  /** Hashes of the words of its training text: they are no slips of other words. */
  words: Int32Array;
  /** What danger.yaml says, ready to read, with the fingerprint of the text it was made from. */
  lists?: { from: string; packed: string } | undefined;
}

/** Reading YAML of that size costs a start a quarter of a second; this copy of it is used while it is true. */
export function copyOfLists(text: string, value: unknown): { from: string; packed: string } {
  return { from: textFingerprint(text), packed: packed(Buffer.from(JSON.stringify(value))) };
}

/** Undefined where the copy was made from another text. */
export function listsFromCopy(text: string, model: DangerModel | undefined): unknown {
  const copy = model?.lists;
  if (copy === undefined || copy.from !== textFingerprint(text)) return undefined;
  try {
    return JSON.parse(inflateRawSync(Buffer.from(copy.packed, 'base64')).toString('utf8'));
  } catch {
    return undefined;
  }
}

const textFingerprint = (text: string): string => createHash('sha256').update(text).digest('hex');

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
  const { weights, rarity, known, words, version: _, ...rest } = read.data;
  return {
    ...rest,
    weights: new Int8Array(unpacked(weights)),
    rarity: new Uint8Array(unpacked(rarity)),
    known: new Uint8Array(unpacked(known)),
    words: new Int32Array(unpacked(words)),
  };
}

export function writeModel({ weights, rarity, known, words, ...rest }: DangerModel): string {
  const file = {
    version: MODEL_VERSION,
    ...rest,
    weights: packed(weights),
    rarity: packed(rarity),
    known: packed(known),
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
