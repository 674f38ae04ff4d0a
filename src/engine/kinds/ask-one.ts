/** Asks for one of any number of answers, page by page where they are many. */
import { z } from 'zod';
import { conditionSchema, holds, SELF, stepsIn } from '../conditions.js';
import { asking, target, textKey } from '../dialog.js';
import type { Kind } from '../kind.js';
import type { Answer } from '../session.js';
import { askingTexts, asksFor, labelTexts, noticed } from './asking.js';
import { MORE_ANSWERS, pageOf } from './pages.js';
import { skipButton } from './typed.js';

/** What both kinds have in common that ask for some of many answers. */
export const someOf = {
  of: z
    .array(z.string().regex(/^[a-z][a-z0-9_]*$/))
    .min(1)
    .describe('The answers, in order; their buttons read the texts <step>.<answer>.'),
  ...asking,
  optional: z.literal(true).optional().describe('May be passed over.'),
  only: conditionSchema.optional().describe('What the answer must fulfil; its own step is called self.'),
  wrong: textKey.optional().describe('Asked again with these words when it does not.'),
  next: target,
};

const schema = z.strictObject({
  ask: z.literal('one').describe('Ask for one of these answers, however many there are.'),
  ...someOf,
});
type AskOne = z.infer<typeof schema>;

/** What both kinds tell the prover. */
export const ofSome = {
  texts: (spec: Omit<AskOne, 'ask'>, step: string) => [
    ...askingTexts(spec),
    ...(spec.wrong === undefined ? [] : [{ key: spec.wrong, values: [] }]),
    ...labelTexts(
      step,
      spec.of.map((option) => ({ option })),
    ),
  ],
  exits: (spec: Omit<AskOne, 'ask'>) => [spec.next],
  reads: (spec: Omit<AskOne, 'ask'>) => (spec.only === undefined ? [] : stepsIn(spec.only)),
  asks: (spec: Omit<AskOne, 'ask'>) => asksFor('option', spec),
  buttons: (spec: Omit<AskOne, 'ask'>) => spec.of.map((option) => ({ option })),
  again: (spec: Omit<AskOne, 'ask'>) => spec.again,
};

export const askOne: Kind<AskOne> = {
  verb: 'ask',
  value: 'one',
  schema,
  ...ofSome,
  arrive(spec, context) {
    const { from = 0, wrong = 0 } = context.visit.local ?? {};
    const page = pageOf(spec.of, Number(from));
    const asked = wrong === 1 && spec.wrong !== undefined ? spec.wrong : spec.text;
    return {
      wait: {
        text: context.text(asked),
        expects: 'option',
        options: [
          ...page.shown.map((id) => ({ id, text: context.text(`${context.step}.${id}`) })),
          ...page.more,
          ...skipButton(spec),
        ],
      },
      events: noticed(spec, context),
      local: { next: page.next },
    };
  },
  answer(spec, input, context) {
    if (input.kind !== 'option') return 'unclear';
    if (input.id === MORE_ANSWERS.id) return { turnTo: { from: context.visit.local?.next ?? 0 } };
    if (input.id === 'skip' && spec.optional) return { next: spec.next, events: [] };
    if (!spec.of.includes(input.id)) return 'unclear';
    const answer: Answer = { kind: 'option', id: input.id };
    const answerTo = (step: string) => (step === SELF ? answer : context.answer(step));
    if (spec.only !== undefined && !holds(spec.only, answerTo)) return { turnTo: { wrong: 1 } };
    return { answer, next: spec.next, events: [] };
  },
};
