/**
 * `locales/<language>/danger.yaml`: what people say when somebody may be in danger, and what only sounds like it.
 * How entries are written stands in `src/language/danger/pattern.ts` and in the README.
 */
import { z } from 'zod';
import { DANGER_CLASSES, type DangerClass } from '../engine/input.js';

const entries = z.array(z.string().trim().min(1));

/** Why something that sounds dangerous is not; said by `kinline danger why`. */
export const HARMLESS_KINDS = [
  'idiom',
  'negation',
  'story',
  'information',
  'past',
  'service',
  'everyday',
] as const;
export type HarmlessKind = (typeof HARMLESS_KINDS)[number];

const harmlessSchema = z.strictObject({
  kind: z.enum(HARMLESS_KINDS),
  cancels: z
    .array(z.enum(DANGER_CLASSES))
    .min(1)
    .optional()
    .describe('The classes that it takes back; all of them when left out.'),
  reach: z
    .enum(['words', 'sentence', 'message'])
    .default('words')
    .describe(
      'Takes back what shares a word with it, what stands in its sentence, or anything in the message.',
    ),
  says: entries.min(1),
});

export const dangerSchema = z.strictObject({
  help_now: entries.min(1),
  groups: z.record(z.string().regex(/^[\p{L}\p{N}_]+$/u), entries.min(1)).default({}),
  phrases: z.strictObject(
    Object.fromEntries(DANGER_CLASSES.map((name) => [name, entries.min(1)])) as Record<
      DangerClass,
      z.ZodArray<z.ZodString>
    >,
  ),
  harmless: z.array(harmlessSchema).default([]),
  not_typos: entries
    .default([])
    .describe('Everyday words that look like a slip of the finger in a word of danger, and are none.'),
});

export type DangerWords = z.infer<typeof dangerSchema>;
export type Harmless = DangerWords['harmless'][number];

/** `danger-training.yaml`: sentences to learn from, never looked up as they stand. */
export const trainingSchema = z.strictObject({
  ...(Object.fromEntries(DANGER_CLASSES.map((name) => [name, entries.default([])])) as Record<
    DangerClass,
    z.ZodDefault<z.ZodArray<z.ZodString>>
  >),
  harmless: entries.default([]),
});
export type DangerTraining = z.infer<typeof trainingSchema>;
