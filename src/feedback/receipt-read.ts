/**
 * Reads a receipt as it comes back: pictures, their words in any shipped language, their numbers, or all of it mixed,
 * and says which part looks wrong. Nothing is looked up here: whether there is such a receipt is another question.
 */
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { type ContentFolder, check as checkFile, parseYaml } from '../content/files.js';
import type { Problem } from '../content/problem.js';
import { fold } from '../language/fold.js';
import { westernDigits } from '../language/phones/digits.js';
import { FIRST_NUMBER, PICTURES } from './pictures.js';
import { check, LENGTH, partsOf } from './receipt-code.js';

/** By picture: its word. */
export type ReceiptWords = Record<string, string>;

const schema = z.strictObject(
  Object.fromEntries(PICTURES.map(({ id }) => [id, z.string().trim().min(2)])) as Record<string, z.ZodString>,
);

/** The words of a language; undefined with a problem where the file is missing or a picture has none. */
export function loadReceiptWords(
  folder: ContentFolder,
  language: string,
  problems: Problem[],
): ReceiptWords | undefined {
  const file = `locales/${language}/receipt.yaml`;
  const text = folder.read(file);
  if (text === undefined) {
    problems.push({ file, language, message: 'This file is missing. Every language needs it.' });
    return undefined;
  }
  const value = parseYaml({ file, language }, text, problems);
  return value === undefined ? undefined : checkFile(schema, value, { file, language }, problems);
}

export type ReadReceipt =
  | { read: true; code: number[] }
  /** So many pictures were found, and twelve are needed. */
  | { read: false; why: 'length'; found: number }
  /** Parts from nought to three; empty where more is wrong than can be told. */
  | { read: false; why: 'wrong'; parts: number[] };

export interface ReceiptReader {
  read(written: string): ReadReceipt;
}

/** Shorter words than this are too much alike for a slip of the finger to be forgiven. */
const FORGIVEN = 4;

export function createReceiptReader(languages: readonly ReceiptWords[]): ReceiptReader {
  const symbols = new Map<string, number>();
  for (const words of languages)
    for (const [at, { id }] of PICTURES.entries()) symbols.set(fold(words[id] ?? id), at);
  const emoji = new Map(PICTURES.map(({ emoji: picture }, at) => [picture.codePointAt(0), at]));

  function ofWord(word: string): number | undefined {
    const known = symbols.get(word);
    if (known !== undefined || word.length < FORGIVEN) return known;
    const near = new Set([...symbols].filter(([other]) => distance(word, other) === 1).map(([, at]) => at));
    return near.size === 1 ? [...near][0] : undefined;
  }

  /** Undefined stands for something that is no picture. */
  function ofToken(token: string): (number | undefined)[] {
    if (/^\d+$/.test(token)) return ofDigits(token);
    const picture = emoji.get(token.codePointAt(0));
    return picture === undefined ? [ofWord(fold(token))] : [picture];
  }

  return {
    read(written) {
      const tokens = together(westernDigits(written)).match(TOKEN) ?? [];
      const found = tokens.flatMap(ofToken);
      if (found.length !== LENGTH) return { read: false, why: 'length', found: found.length };
      const unknown = found.flatMap((symbol, at) => (symbol === undefined ? [at] : []));
      if (unknown.length > 0) return { read: false, why: 'wrong', parts: partsOf(unknown) };
      const code = found.map((symbol) => symbol ?? 0);
      const checked = check(code);
      return checked.right
        ? { read: true, code }
        : { read: false, why: 'wrong', parts: partsOf(checked.places) };
    },
  };
}

const TOKEN = /\d+|\p{Extended_Pictographic}|\p{L}[\p{L}\p{M}'’ʼ]*/gu;

/** Digits are two and two whatever stands between them. */
const together = (text: string): string => text.replace(/(?<=\d)[\s.,;:_/()-]+(?=\d)/g, '');

function ofDigits(digits: string): (number | undefined)[] {
  return (digits.match(/\d{1,2}/g) ?? []).map((pair) => {
    const symbol = Number(pair) - FIRST_NUMBER;
    return pair.length === 2 && symbol >= 0 && symbol < PICTURES.length ? symbol : undefined;
  });
}
