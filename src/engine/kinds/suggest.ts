/**
 * What would help, after a check: for at most three kinds of help the sentence that says why and a service near,
 * open ones first; then the numbers that everybody gets, and what becomes of the answers. It works all of it out from
 * the answers each time, so nothing worked out is ever kept.
 */
import { z } from 'zod';
import { optionSchema, stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import { helpNear, suggestionsOf, type Told } from '../helping.js';
import type { Kind, StepContext } from '../kind.js';
import type { FoundService } from '../ports.js';
import type { Option } from '../session.js';
import { askingTexts, labelTexts } from './asking.js';
import { buttons, pressed } from './choose.js';
import { NUMBER_KINDS } from './numbers.js';

const schema = z.strictObject({
  suggest: z.literal('help').describe('Say what would help, by the rules of this dialog.'),
  near: stepId.describe('The step that asks for a place.'),
  ask_first: stepId.describe('The question whether to look near a place; asked once, where something helps.'),
  everybody: z.array(z.enum(NUMBER_KINDS)).min(1).describe('The numbers that everybody gets.'),
  kinds: textKey.describe('Said with a reason where no service is shown; gets {{help}}.'),
  nothing: textKey.describe('Said when the answers suggest nothing.'),
  none: textKey.describe('Said when no service was found near; gets {{place}}.'),
  kept: textKey.describe('What becomes of the answers.'),
  text: textKey,
  again: textKey,
  picked: target.describe('Where to go when the person picks a service.'),
  options: z.array(optionSchema).min(1).max(6),
});
type Suggest = z.infer<typeof schema>;

/** A reason, and below it a service or the kinds of help by name. */
function tellOne(spec: Suggest, context: StepContext, told: Told, number: number): Event[] {
  const because: Event = { type: 'said', text: context.text(told.because) };
  if (told.service === undefined)
    return [
      because,
      {
        type: 'said',
        text: context.text(spec.kinds),
        lists: { help: told.help.map((code) => ({ key: `needs:${code}` })) },
      },
    ];
  return [because, { type: 'shown', what: 'service', as: 'card', view: told.service.view, number }];
}

export const suggest: Kind<Suggest> = {
  verb: 'suggest',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    ...[spec.nothing, spec.kept].map((key) => ({ key, values: [] })),
    { key: spec.none, values: ['place'] },
    { key: spec.kinds, values: ['help'] },
    ...labelTexts(step, spec.options),
  ],
  exits: (spec) => [spec.picked, spec.ask_first, ...spec.options.map(({ next }) => next)],
  reads: (spec) => [spec.near, spec.ask_first],
  asks: () => ({ personal: false, notice: false, takes: 'option' }),
  buttons: (spec) => spec.options,
  async arrive(spec, context) {
    const suggestions = suggestionsOf(context);
    const near = context.answer(spec.near);
    if (suggestions.length > 0 && near?.kind !== 'place' && !context.visited(spec.ask_first))
      return { next: spec.ask_first, events: [] };
    const told = await helpNear(suggestions, near, context);
    const services = told.flatMap(({ service }) => service ?? []);
    const none = near?.kind === 'place' && services.length === 0 && suggestions.length > 0;
    let number = 0;
    const events: Event[] = [
      ...(suggestions.length === 0 ? [said(context, spec.nothing)] : []),
      ...(none ? [said(context, spec.none, { place: near.name })] : []),
      ...told.flatMap((one) => {
        number += one.service === undefined ? 0 : 1;
        return tellOne(spec, context, one, number);
      }),
      { type: 'numbers_shown', kinds: [...spec.everybody] },
      said(context, spec.kept),
    ];
    return {
      wait: {
        text: context.text(spec.text),
        expects: 'option',
        options: [...services.map(named), ...buttons(spec.options, context)],
      },
      events,
      local: { shown: services.map(({ id }) => id) },
    };
  },
  answer(spec, input, context) {
    if (input.kind !== 'option') return 'unclear';
    const shown = context.visit.local?.shown;
    if (Array.isArray(shown) && shown.includes(input.id))
      return { answer: { kind: 'option', id: input.id }, next: spec.picked, events: [] };
    return pressed(spec.options, input) ?? 'unclear';
  },
  again: (spec) => spec.again,
};

/** A service as a button; where two have one name, their place in the list tells them apart. */
function named({ id, name }: FoundService, index: number, all: readonly FoundService[]): Option {
  const alone = all.every((other) => other.id === id || other.name !== name);
  return { id, words: alone ? name : `${name} (${index + 1})` };
}

const said = (context: StepContext, key: string, values?: Record<string, string>): Event => ({
  type: 'said',
  text: context.text(key, values),
});
