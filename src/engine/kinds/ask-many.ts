/** Asks for several of some answers: each tap takes one, and “done” goes on. */
import { z } from 'zod';
import { holds, SELF } from '../conditions.js';
import type { Kind, StepContext } from '../kind.js';
import type { Answer, Option } from '../session.js';
import { ofSome, someOf } from './ask-one.js';
import { noticed } from './asking.js';
import { MORE_ANSWERS, pageOf } from './pages.js';
import { skipButton } from './typed.js';

const DONE: Option = { id: 'done', text: { key: 'common:done' } };

const schema = z.strictObject({
  ask: z.literal('many').describe('Ask for any number of these answers.'),
  ...someOf,
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
  ...ofSome,
  arrive(spec, context) {
    const taken = takenIn(context);
    const { from = 0, wrong = 0 } = context.visit.local ?? {};
    const page = pageOf(
      spec.of.filter((id) => !taken.includes(id)),
      Number(from),
    );
    return {
      wait: {
        text: context.text(wrong === 1 && spec.wrong !== undefined ? spec.wrong : spec.text),
        expects: 'option',
        options: [
          ...page.shown.map((id) => ({ id, text: label(context, id) })),
          ...page.more,
          ...(taken.length > 0 ? [DONE] : skipButton(spec)),
        ],
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
      local: { taken, next: page.next },
    };
  },
  answer(spec, input, context) {
    if (input.kind !== 'option') return 'unclear';
    const taken = takenIn(context);
    if (input.id === MORE_ANSWERS.id) return { turnTo: { taken, from: context.visit.local?.next ?? 0 } };
    if (input.id === 'skip' && spec.optional && taken.length === 0) return { next: spec.next, events: [] };
    if (spec.of.includes(input.id) && !taken.includes(input.id))
      return { turnTo: { taken: [...taken, input.id] } };
    if (input.id !== DONE.id || taken.length === 0) return 'unclear';
    const answer: Answer = { kind: 'many', ids: spec.of.filter((id) => taken.includes(id)) };
    const answerTo = (step: string) => (step === SELF ? answer : context.answer(step));
    if (spec.only !== undefined && !holds(spec.only, answerTo)) return { turnTo: { taken: [], wrong: 1 } };
    return { answer, next: spec.next, events: [] };
  },
};
