/**
 * From answers to kinds of help: rules, not weights. An answer adds kinds of help and the sentence that says why; it
 * never adds up to anything. Rules stand in `dialogs/<dialog>/rules.yaml`, in the order in which they are told.
 */
import { z } from 'zod';
import { stepId, textKey } from './dialog.js';

const answers = z.array(z.string().min(1)).min(1);
const need = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be the code of a need, like day_care');

const ruleSchema = z.strictObject({
  when: z.record(stepId, answers).describe('Each of these steps was answered with one of these answers.'),
  help: z.array(need).min(1).describe('Needs of locales/needs.yaml, the most helpful first.'),
  because: textKey.describe('The sentence that says why, in the words of the answer.'),
});

const neverSchema = z.strictObject({
  help: z.array(need).min(1),
  unless: z
    .record(stepId, answers)
    .describe('Only these very answers let the help be suggested; no answer does not.'),
});

export const rulesSchema = z.strictObject({
  never: z.array(neverSchema).default([]).describe('Help that is taken out of every suggestion.'),
  rules: z.array(ruleSchema).min(1),
});
export type Rules = z.infer<typeof rulesSchema>;
type Answers = Record<string, string[]>;

export interface Suggestion {
  because: string;
  help: string[];
}

/** The option that a step was answered with; undefined when it was not answered. */
export type AnswerTo = (step: string) => string | undefined;

const holds = (wanted: Answers, answerTo: AnswerTo): boolean =>
  Object.entries(wanted).every(([step, some]) => some.includes(answerTo(step) ?? ''));

/** Help that no suggestion may hold, given these answers. */
export function takenOut({ never }: Rules, answerTo: AnswerTo): Set<string> {
  return new Set(never.filter(({ unless }) => !holds(unless, answerTo)).flatMap(({ help }) => help));
}

/** What the answers suggest, in the order of the rules. */
export function suggestionsFrom(rules: Rules, answerTo: AnswerTo): Suggestion[] {
  const out = takenOut(rules, answerTo);
  return rules.rules
    .filter(({ when }) => holds(when, answerTo))
    .map(({ because, help }) => ({ because, help: help.filter((code) => !out.has(code)) }))
    .filter(({ help }) => help.length > 0);
}
