/** What all kinds of step have in common whose answer is typed: words, a number, a date. */
import { z } from 'zod';
import { conditionSchema, holds, SELF, stepsIn } from '../conditions.js';
import { asking, target, textKey } from '../dialog.js';
import type { Answered, Kind, StepContext } from '../kind.js';
import type { Answer, Asked, Option } from '../session.js';
import { askingTexts, asksFor, noticed } from './asking.js';

export const typedFields = {
  ...asking,
  optional: z.literal(true).optional().describe('May be passed over.'),
  only: conditionSchema.optional().describe('What the answer must fulfil; its own step is called self.'),
  wrong: textKey.optional().describe('Asked again with these words when it does not.'),
  next: target,
};
const shape = z.object(typedFields);
type Typed = z.infer<typeof shape>;

const SKIP: Option = { id: 'skip', text: { key: 'common:skip' } };

export const skipButton = ({ optional }: { optional?: true | undefined }): Option[] =>
  optional ? [SKIP] : [];

/** @param read the typed words as an answer; undefined when they are none */
export function typedKind<Spec extends Typed>(
  value: 'words' | 'number' | 'date',
  schema: z.ZodType<Spec>,
  read: (words: string, spec: Spec) => Answer | undefined,
  more: (spec: Spec) => { option: Option; answer: Answer }[] = () => [],
): Kind<Spec> {
  const buttons = (spec: Spec): Option[] => [...more(spec).map(({ option }) => option), ...skipButton(spec)];
  const asked = (spec: Spec, context: StepContext, text: string): Asked => ({
    text: context.text(text),
    expects: value,
    options: buttons(spec),
  });
  const taken = (spec: Spec, answer: Answer, context: StepContext): Answered => {
    const answerTo = (step: string) => (step === SELF ? answer : context.answer(step));
    if (spec.only !== undefined && !holds(spec.only, answerTo))
      return { wait: asked(spec, context, spec.wrong ?? spec.again), events: [] };
    return { answer, next: spec.next, events: [] };
  };
  return {
    verb: 'ask',
    value,
    schema,
    texts: (spec) => [
      ...askingTexts(spec),
      ...(spec.wrong === undefined ? [] : [{ key: spec.wrong, values: [] }]),
    ],
    exits: (spec) => [spec.next],
    reads: (spec) => (spec.only === undefined ? [] : stepsIn(spec.only)),
    asks: (spec) => asksFor(value, spec),
    buttons: () => [],
    arrive: (spec, context) => ({ wait: asked(spec, context, spec.text), events: noticed(spec, context) }),
    answer(spec, input, context) {
      if (input.kind === 'option') {
        if (spec.optional && input.id === SKIP.id) return { next: spec.next, events: [] };
        const tapped = more(spec).find(({ option }) => option.id === input.id);
        return tapped === undefined ? 'unclear' : taken(spec, tapped.answer, context);
      }
      const answer = input.kind === 'words' ? read(input.words, spec) : undefined;
      return answer === undefined ? 'unclear' : taken(spec, answer, context);
    },
    again: (spec) => spec.again,
  };
}
