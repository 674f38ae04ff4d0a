/** Shows the picked service again: all that is known of it, or the way there. */
import { z } from 'zod';
import { optionSchema, stepId, target, textKey } from '../dialog.js';
import type { Kind } from '../kind.js';
import { askingTexts, labelTexts } from './asking.js';
import { buttons, pressed } from './choose.js';

const schema = z.strictObject({
  show: z.enum(['details', 'directions']).describe('What of the service to show.'),
  of: stepId.describe('The find step where the person picked it.'),
  need: stepId.optional().describe('The step whose answer was the need, to say why it is shown.'),
  near: stepId.optional().describe('The step whose answer was the place, for the distance.'),
  text: textKey,
  again: textKey,
  gone: textKey.describe('Said when the service is no longer in the directory.'),
  otherwise: target.describe('Where to go when it is gone.'),
  options: z.array(optionSchema).min(1).max(8),
});
type Show = z.infer<typeof schema>;

export const show: Kind<Show> = {
  verb: 'show',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    { key: spec.gone, values: [] },
    ...labelTexts(step, spec.options),
  ],
  exits: (spec) => [spec.otherwise, ...spec.options.map(({ next }) => next)],
  reads: (spec) => [spec.of, ...(spec.need ? [spec.need] : []), ...(spec.near ? [spec.near] : [])],
  asks: () => ({ personal: false, notice: false, takes: 'option' }),
  buttons: (spec) => spec.options,
  async arrive(spec, context) {
    const picked = context.answer(spec.of);
    const need = spec.need === undefined ? undefined : context.answer(spec.need);
    const near = spec.near === undefined ? undefined : context.answer(spec.near);
    const service =
      picked?.kind === 'option'
        ? await context.ports.service(picked.id, {
            near: near?.kind === 'place' ? near : undefined,
            need: need?.kind === 'need' ? need.code : undefined,
            language: context.language,
            now: context.now,
          })
        : undefined;
    if (service === undefined)
      return { events: [{ type: 'said', text: context.text(spec.gone) }], next: spec.otherwise };
    return {
      events: [{ type: 'shown', what: 'service', as: spec.show, view: service.view }],
      wait: { text: context.text(spec.text), expects: 'option', options: buttons(spec.options, context) },
    };
  },
  answer: (spec, input) => pressed(spec.options, input) ?? 'unclear',
  again: (spec) => spec.again,
};
