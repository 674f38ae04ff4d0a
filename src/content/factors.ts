/** Reads the factors that the checks come from, and finds where each of them leads: `dialogs/self-check/factors.yaml`. */
import { z } from 'zod';
import type { DialogSet } from '../engine/dialog.js';
import type { Question } from '../engine/kinds/question.js';
import { type ContentFolder, check, parseYaml } from './files.js';
import type { Problem } from './problem.js';

export const FACTORS_FILE = 'dialogs/self-check/factors.yaml';

const factorSchema = z
  .strictObject({
    code: z.string().regex(/^VF[0-9]{2}$/, 'must be like VF07'),
    says: z.string().min(1).describe('The factor in the words of the source.'),
    urgent: z
      .array(z.string().regex(/^VF[0-9]{2}[a-z]$/, 'must be a question, like VF07c'))
      .default([])
      .describe('Its questions with answers that must not wait.'),
    instead: z
      .enum(['information', 'feedback'])
      .optional()
      .describe('Where it leads when nobody is asked about it.'),
    because: z.string().min(1).optional().describe('Why nobody is asked about it.'),
  })
  .refine(
    ({ instead, because }) => (instead === undefined) === (because === undefined),
    'instead and because: belong together',
  );
export type Factor = z.infer<typeof factorSchema>;

/** The deck names eleven. */
export const FACTORS = 11;

export function loadFactors(folder: ContentFolder, problems: Problem[]): Factor[] {
  const text = folder.read(FACTORS_FILE);
  if (text === undefined) {
    problems.push({
      file: FACTORS_FILE,
      message: 'This file is missing: it says what the checks ask after.',
    });
    return [];
  }
  const value = parseYaml({ file: FACTORS_FILE }, text, problems);
  return value === undefined
    ? []
    : (check(z.array(factorSchema), value, { file: FACTORS_FILE }, problems) ?? []);
}

/** A question that comes from a factor, with all that its answers can bring. */
export interface AskedFactor {
  /** `VF07b`. */
  factor: string;
  dialog: string;
  step: string;
  question: Question;
  /** Needs that a rule names for one of its answers, each once, in the order of the rules. */
  help: string[];
}

export function askedFactors({ dialogs }: DialogSet): AskedFactor[] {
  return [...dialogs.values()].flatMap((dialog) =>
    [...dialog.steps.values()].flatMap(({ id, kind, spec }) => {
      const question = spec as Question;
      if (kind !== 'question' || question.factor === undefined) return [];
      const rules = (dialog.rules?.rules ?? []).filter(({ when }) => when[id] !== undefined);
      const help = [...new Set(rules.flatMap((rule) => rule.help))];
      return [{ factor: question.factor, dialog: dialog.id, step: id, question, help }];
    }),
  );
}
