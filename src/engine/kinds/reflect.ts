/** Says back what a person answered, in a sentence of its own for each answer. */
import { z } from 'zod';
import { stepId, target, textKey } from '../dialog.js';
import type { Kind, StepContext } from '../kind.js';
import type { TextRef } from '../session.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  reflect: stepId.describe('The step whose answer is said back.'),
  says: z.record(z.string(), textKey).describe('By answer: what is said.'),
  otherwise: textKey.describe('Said for every other answer, and for none.'),
  next: target,
});
type Reflect = z.infer<typeof schema>;

/** The sentence for the answer that a step got. */
export function reflected(
  { reflect: step, says, otherwise }: Pick<Reflect, 'reflect' | 'says' | 'otherwise'>,
  context: StepContext,
): TextRef {
  const answer = context.answer(step);
  const own = answer?.kind === 'option' ? says[answer.id] : undefined;
  return context.text(own ?? otherwise);
}

export const reflect: Kind<Reflect> = {
  verb: 'reflect',
  schema,
  ...SILENT,
  texts: (spec) => [...Object.values(spec.says), spec.otherwise].map((key) => ({ key, values: [] })),
  exits: (spec) => [spec.next],
  reads: (spec) => [spec.reflect],
  arrive: (spec, context) => ({
    events: [{ type: 'said', text: reflected(spec, context) }],
    next: spec.next,
  }),
};
