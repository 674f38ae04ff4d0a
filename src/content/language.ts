/** What a language ships: its texts, the words it understands, the words of danger, and how it is written. */
import { z } from 'zod';
import { COMMANDS } from '../engine/input.js';
import type { NamesFile } from '../feedback/masking/names-file.js';
import type { ReceiptWords } from '../feedback/receipt-read.js';
import type { DangerWords } from './danger.js';
import type { DangerModel } from './danger-model.js';
import type { Readability } from './readability.js';
import type { Signatures } from './signatures.js';
import type { WhenWords } from './when-words.js';

const phrases = z.array(z.string().trim().min(1)).min(1);
const keysOf = <Key extends string, Value extends z.ZodType>(keys: readonly Key[], value: Value) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>);

export const languageSchema = z.strictObject({
  name: z.string().min(1).describe('The language’s own name, as its speakers write it.'),
  intl: z.string().min(2).describe('BCP 47 tag by which Intl writes numbers, dates and lists.'),
  reviewed: z.strictObject({ texts: z.boolean() }),
});

export const wordsSchema = z.strictObject({
  commands: keysOf(COMMANDS, phrases),
  answers: keysOf(['yes', 'no', 'skip'] as const, phrases),
  polite: phrases.describe('Words that may stand beside a command without changing it.'),
  negations: phrases.describe('Words that turn a command into something else.'),
  greetings: phrases,
  fillers: phrases,
  chatter: phrases.describe('Whole messages that ask for no help: what is no need.'),
});

/** By need: its name on a button, the words that mean it, and sentences as people say them. */
export const needWordsSchema = z.record(
  z.string(),
  z.strictObject({
    name: z.string().min(1).describe('The button; 20 characters at most.'),
    words: phrases.describe('Words and short phrases that mean this need wherever they stand.'),
    says: z.array(z.string().trim().min(1)).default([]).describe('Whole sentences, as people say them.'),
  }),
);

export type Words = z.infer<typeof wordsSchema>;
export type NeedWords = z.infer<typeof needWordsSchema>;

/** A namespace of texts: a tree of strings, as i18next reads it. */
export interface TextTree {
  [key: string]: string | TextTree;
}

export interface Language {
  /** BCP 47 language, the folder’s name. */
  code: string;
  name: string;
  intl: string;
  direction: 'ltr' | 'rtl';
  reviewed: { texts: boolean };
  /** Who read the texts of danger, each under a hash of its words. */
  signed: Signatures;
  /** By namespace: a dialog’s id, or a name of the program’s own. */
  texts: ReadonlyMap<string, TextTree>;
  readability: Readability;
  words: Words;
  needs: NeedWords;
  when: WhenWords;
  danger: DangerWords;
  /** What was learnt from its danger-training.yaml; without it the lists alone are looked at. */
  dangerModel?: DangerModel | undefined;
  /** By what names of people and places are found in free words. */
  names: NamesFile;
  /** What the pictures of a receipt are called. */
  receipt: ReceiptWords;
}
