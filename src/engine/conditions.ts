/** Conditions on answers that were given: which way to go, or whether an answer can be right. */
import { z } from 'zod';
import { stepId } from './dialog.js';
import type { Answer } from './session.js';

/** In a condition on the very answer that is being given, this stands for its step. */
export const SELF = 'self';

const value = z.union([z.string(), z.number()]);
const compared = z
  .strictObject({
    step: stepId,
    is: value.optional().describe('The answer is this, or this is among those chosen.'),
    less: value.optional(),
    at_most: value.optional(),
    more: value.optional(),
    at_least: value.optional(),
    answered: z.boolean().optional(),
    longest: z.int().positive().optional().describe('The words have at most so many characters.'),
  })
  .refine((all) => Object.keys(all).length === 2, 'must compare one step in one way');

type Compared = z.infer<typeof compared>;
export type Condition = Compared | { all: Condition[] } | { any: Condition[] } | { not: Condition };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    compared,
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
  ]),
);

/** An answer as it is compared: a date is its ISO form, several choices are a list. */
type Value = string | number | string[];

export function comparable(answer: Answer | undefined): Value | undefined {
  switch (answer?.kind) {
    case 'option':
      return answer.id;
    case 'words':
      return answer.words;
    case 'number':
      return answer.value;
    case 'date':
      return answer.date;
    case 'many':
      return answer.ids;
    default:
      return undefined;
  }
}

export function holds(condition: Condition, answerTo: (step: string) => Answer | undefined): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, answerTo));
  if ('any' in condition) return condition.any.some((one) => holds(one, answerTo));
  if ('not' in condition) return !holds(condition.not, answerTo);
  return compare(condition, comparable(answerTo(condition.step)));
}

function compare(wanted: Compared, given: Value | undefined): boolean {
  const { is, less, at_most, more, at_least, answered, longest } = wanted;
  if (answered !== undefined) return answered === (given !== undefined);
  if (is !== undefined)
    return Array.isArray(given) ? given.includes(String(is)) : String(given ?? '') === String(is);
  if (given === undefined || Array.isArray(given)) return false;
  if (longest !== undefined) return String(given).length <= longest;
  const other = less ?? at_most ?? more ?? at_least ?? '';
  const order =
    typeof given === 'number' ? given - Number(other) : given < other ? -1 : given > other ? 1 : 0;
  if (less !== undefined) return order < 0;
  if (at_most !== undefined) return order <= 0;
  return more !== undefined ? order > 0 : order >= 0;
}

/** The steps that a condition looks at, without the answer being given. */
export function stepsIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(stepsIn);
  if ('any' in condition) return condition.any.flatMap(stepsIn);
  if ('not' in condition) return stepsIn(condition.not);
  return condition.step === SELF ? [] : [condition.step];
}
