/** Asks for several of some answers: each tap takes one, and “done” goes on. */
import { z } from 'zod';
import { conditionSchema, holds, SELF, stepsIn } from '../conditions.js';
import { asking, target, textKey } from '../dialog.js';
import type { Kind, StepContext } from '../kind.js';
import type { Answer, Option } from '../session.js';
import { askingTexts, asksFor, labelTexts, noticed } from './asking.js';
import { skipButton } from './typed.js';

const DONE: Option = { id: 'done', text: { key: 'common:done' } };

const schema = z.strictObject({
  ask: z.literal('many').describe('Ask for any number of these answers.'),
  of: z
    .array(z.string().regex(/^[a-z][a-z0-9_]*$/))
    .min(1)
    .max(8)
    .describe('The answers, in order; their buttons read the texts <step>.<answer>.'),
  ...asking,
  optional: z.literal(true).optional(),
  only: conditionSchema.optional(),
  wrong: textKey.optional(),
  next: target,
});
type AskMany = z.infer<typeof schema>;

const takenIn = (context: StepContext): string[] => {
  const taken = context.visit.local?.taken;
  return Array.isArray(taken) ? taken : [];
};
const label = (context: StepContext, id: string) => context.text(`${context.step}.${id}`);

export const askMany: Kind<AskMany> = {
  verb: 'ask',
  value: 'many',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    ...(spec.wrong === undefined ? [] : [{ key: spec.wrong, values: [] }]),
    ...labelTexts(
      step,
      spec.of.map((option) => ({ option })),
    ),
  ],
  exits: (spec) => [spec.next],
  reads: (spec) => (spec.only === undefined ? [] : stepsIn(spec.only)),
  asks: (spec) => asksFor('option', spec),
  buttons: (spec) => spec.of.map((option) => ({ option })),
  arrive(spec, context) {
    const taken = takenIn(context);
    const left = spec.of.filter((id) => !taken.includes(id));
    const options: Option[] = left.map((id) => ({ id, text: label(context, id) }));
    return {
      wait: {
        text: context.text(
          context.visit.local?.wrong === 1 && spec.wrong !== undefined ? spec.wrong : spec.text,
        ),
        expects: 'option',
        options: [...options, ...(taken.length > 0 ? [DONE] : skipButton(spec))],
      },
      events:
        taken.length === 0
          ? noticed(spec, context)
          : [
              {
                type: 'said',
                text: { key: 'common:taken' },
                lists: { answers: taken.map((id) => label(context, id)) },
              },
            ],
      local: { taken },
    };
  },
  answer(spec, input, context) {
    if (input.kind !== 'option') return 'unclear';
    const taken = takenIn(context);
    if (input.id === 'skip' && spec.optional && taken.length === 0) return { next: spec.next, events: [] };
    if (spec.of.includes(input.id) && !taken.includes(input.id))
      return { turnTo: { taken: [...taken, input.id] } };
    if (input.id !== DONE.id || taken.length === 0) return 'unclear';
    const answer: Answer = { kind: 'many', ids: spec.of.filter((id) => taken.includes(id)) };
    const answerTo = (step: string) => (step === SELF ? answer : context.answer(step));
    if (spec.only !== undefined && !holds(spec.only, answerTo)) return { turnTo: { taken: [], wrong: 1 } };
    return { answer, next: spec.next, events: [] };
  },
  again: (spec) => spec.again,
};
