/** Asks whether a person may agree alone: on which side of the region's age, and no more than that. */
import { z } from 'zod';
import { portsOf } from '../callback.js';
import { asking, optionSchema, target } from '../dialog.js';
import type { Kind } from '../kind.js';
import { asksFor, labelTexts, noticed } from './asking.js';
import { buttons, pressed } from './choose.js';

const schema = z.strictObject({
  ask: z.literal('age').describe('Ask whether the person is old enough in this region to agree alone.'),
  ...asking,
  older: target,
  younger: target,
  options: z.array(optionSchema).max(4).default([]).describe('Other buttons.'),
});
type AskAge = z.infer<typeof schema>;

const SIDES = ['yes', 'no'] as const;

export const askAge: Kind<AskAge> = {
  verb: 'ask',
  value: 'age',
  schema,
  texts: (spec, step) => [
    ...[spec.text, ...SIDES.map((side) => `${step}.${side}`)].map((key) => ({
      key,
      values: ['age'],
    })),
    { key: spec.again, values: [] },
    ...(spec.notice === undefined ? [] : [{ key: spec.notice, values: [] }]),
    ...labelTexts(step, spec.options),
  ],
  exits: (spec) => [spec.older, spec.younger, ...spec.options.map(({ next }) => next)],
  reads: () => [],
  asks: (spec) => asksFor('option', spec),
  buttons: (spec) => [
    { option: 'yes', next: spec.older },
    { option: 'no', next: spec.younger },
    ...spec.options,
  ],
  arrive(spec, context) {
    const values = { age: portsOf(context.ports).consentAge(context.region) };
    return {
      wait: {
        text: context.text(spec.text, values),
        expects: 'option',
        options: [
          ...SIDES.map((side) => ({ id: side, text: context.text(`${context.step}.${side}`, values) })),
          ...buttons(spec.options, context),
        ],
      },
      events: noticed(spec, context),
    };
  },
  answer(spec, input) {
    if (input.kind !== 'option') return 'unclear';
    const next = input.id === 'yes' ? spec.older : input.id === 'no' ? spec.younger : undefined;
    if (next !== undefined) return { answer: { kind: 'option', id: input.id }, next, events: [] };
    return pressed(spec.options, input) ?? 'unclear';
  },
  again: (spec) => spec.again,
};
