/** Asks for a number, whole or with decimals. “0” calls for help everywhere, so nought has a button of its own. */
import { z } from 'zod';
import { holds, SELF } from '../conditions.js';
import type { Answer } from '../session.js';
import { typedFields, typedKind } from './typed.js';

const schema = z.strictObject({
  ask: z.literal('number').describe('Ask for a number.'),
  whole: z.literal(true).optional().describe('Only whole numbers.'),
  ...typedFields,
});
type AskNumber = z.infer<typeof schema>;

const NOUGHT: Answer = { kind: 'number', value: 0 };
const nought = { option: { id: 'zero', text: { key: 'common:zero' } }, answer: NOUGHT };

const allowsNought = ({ only }: AskNumber): boolean =>
  only === undefined || holds(only, (step) => (step === SELF ? NOUGHT : undefined));

const WRITTEN = /^[+-]?\d{1,12}([.,]\d{1,6})?$/;

/** Digits of Arabic and Persian as well; a comma is a decimal point. */
export function readNumber(words: string): number | undefined {
  const digits = words
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace('٫', '.');
  return WRITTEN.test(digits) ? Number(digits.replace(',', '.')) : undefined;
}

export const askNumber = typedKind(
  'number',
  schema,
  (words, { whole }) => {
    const value = readNumber(words);
    return value === undefined || (whole && !Number.isInteger(value)) ? undefined : { kind: 'number', value };
  },
  (spec) => (allowsNought(spec) ? [nought] : []),
);
