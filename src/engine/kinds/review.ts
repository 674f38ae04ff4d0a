/** What will be kept and for how long, then all that was said, line by line; and only then: shall it be sent? */
import { z } from 'zod';
import { portsOf } from '../callback.js';
import { askedOf } from '../callback-draft.js';
import { LINE_TEXTS, linesOf } from '../callback-lines.js';
import { optionSchema, stepId, target, textKey } from '../dialog.js';
import type { Kind } from '../kind.js';
import { askingTexts, labelTexts } from './asking.js';
import { buttons, pressed } from './choose.js';
import { requestSpec } from './request.js';

const schema = z.strictObject({
  review: stepId.describe('The step that sends the request.'),
  title: textKey.describe('Said above the lines.'),
  text: textKey.describe('Shall it be sent?'),
  again: textKey,
  missing: target.describe('Where to go while something is missing.'),
  options: z.array(optionSchema).min(1).max(8),
});
type Review = z.infer<typeof schema>;

export const review: Kind<Review> = {
  verb: 'review',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    { key: spec.title, values: [] },
    ...LINE_TEXTS,
    ...labelTexts(step, spec.options),
  ],
  exits: (spec) => [spec.missing, ...spec.options.map(({ next }) => next)],
  reads: () => [],
  asks: () => ({ personal: false, notice: false, takes: 'option' }),
  buttons: (spec) => spec.options,
  arrive(spec, context) {
    const request = requestSpec(spec.review, context);
    const asked = request === undefined ? undefined : askedOf(request.of, context);
    if (request === undefined || asked === undefined) return { events: [], next: spec.missing };
    const { closed, unclaimed } = portsOf(context.ports).keep();
    return {
      events: [
        ...request.consent.map((key) => ({
          type: 'said' as const,
          text: context.text(key, { closed, unclaimed }),
        })),
        {
          type: 'said',
          text: context.text(spec.title),
          lines: linesOf(asked, context.handed?.length ?? 0, context),
        },
      ],
      wait: { text: context.text(spec.text), expects: 'option', options: buttons(spec.options, context) },
    };
  },
  answer: (spec, input) => pressed(spec.options, input) ?? 'unclear',
  again: (spec) => spec.again,
};
