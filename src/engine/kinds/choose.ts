/** Asks one question with buttons. */
import { z } from 'zod';
import { asking, type OptionSpec, optionSchema } from '../dialog.js';
import type { Input } from '../input.js';
import type { Answered, Kind, StepContext } from '../kind.js';
import type { Option } from '../session.js';

import { askingTexts, asksFor, labelTexts, noticed } from './asking.js';

const schema = z.strictObject({
  choose: z.array(optionSchema).min(1).max(9).describe('The buttons, in order.'),
  ...asking,
});
type Choose = z.infer<typeof schema>;

/** Buttons of a step as options; their labels are the texts `<step>.<option>`. */
export function buttons(specs: readonly OptionSpec[], context: StepContext): Option[] {
  return specs.map(({ option }) => ({ id: option, text: context.text(`${context.step}.${option}`) }));
}

/** An answer that is one of the buttons; undefined when it is none of them. */
export function pressed(specs: readonly OptionSpec[], input: Input): Answered | undefined {
  if (input.kind !== 'option') return undefined;
  const chosen = specs.find(({ option }) => option === input.id);
  if (!chosen) return undefined;
  return {
    answer: { kind: 'option', id: chosen.option },
    next: chosen.next,
    events: [],
    ...(chosen.anew ? { anew: true } : {}),
  };
}

export const choose: Kind<Choose> = {
  verb: 'choose',
  schema,
  texts: (spec, step) => [...askingTexts(spec), ...labelTexts(step, spec.choose)],
  exits: (spec) => spec.choose.map(({ next }) => next),
  reads: () => [],
  asks: (spec) => asksFor('option', spec),
  buttons: (spec) => spec.choose,
  arrive: (spec, context) => ({
    wait: { text: context.text(spec.text), expects: 'option', options: buttons(spec.choose, context) },
    events: noticed(spec, context),
  }),
  answer: (spec, input) => pressed(spec.choose, input) ?? 'unclear',
  again: (spec) => spec.again,
};
