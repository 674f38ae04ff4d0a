/** Finds services for a need near a place, shows them page by page, and lets the person pick one. */
import { z } from 'zod';
import { optionSchema, stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import type { Place } from '../input.js';
import type { Kind, StepContext } from '../kind.js';
import type { FoundService, FoundServices } from '../ports.js';
import type { Option } from '../session.js';
import { askingTexts, labelTexts } from './asking.js';
import { buttons, pressed } from './choose.js';

const MORE = 'more';

const schema = z.strictObject({
  find: z.literal('services').describe('Find services and show them.'),
  with: z.strictObject({
    need: stepId.describe('The step whose answer is the need.'),
    near: stepId.describe('The step whose answer is the place.'),
  }),
  page: z.int().min(1).max(4).default(3).describe('How many to show at once.'),
  text: textKey.describe('The question under the results.'),
  again: textKey,
  intro: textKey.describe('Said before the results; gets {{count}} and {{place}}.'),
  widened: textKey.describe('Said instead when nothing was near and the circle was widened; gets {{place}}.'),
  none: textKey.describe('Said when nothing was found at all; gets {{place}}.'),
  no_more: textKey.describe('Said when all results were shown.'),
  picked: target.describe('Where to go when the person picks one.'),
  options: z.array(optionSchema).max(4).describe('Buttons beside the results and “more”.'),
});
type Find = z.infer<typeof schema>;

function told(spec: Find, context: StepContext, found: FoundServices, near: Place): Event[] {
  const offset = Number(context.visit.local?.offset ?? 0);
  const place = near.name;
  const cards: Event[] = found.services.map((service, index) => ({
    type: 'shown',
    what: 'service',
    as: 'card',
    view: service.view,
    number: index + 1,
  }));
  if (found.total === 0) return [{ type: 'said', text: context.text(spec.none, { place }) }];
  if (found.services.length === 0) return [{ type: 'said', text: context.text(spec.no_more) }];
  if (offset > 0) return cards;
  const opening = found.widened
    ? context.text(spec.widened, { place })
    : context.text(spec.intro, { place, count: found.total });
  return [{ type: 'said', text: opening }, ...cards];
}

const buttonsOf = (spec: Find): { option: string; next?: string }[] => [{ option: MORE }, ...spec.options];

/** Services as buttons; where two have one name, their place in the list tells them apart. */
function tappable(services: readonly FoundService[]): Option[] {
  return services.map(({ id, name }, index) => {
    const alone = services.every((other) => other.id === id || other.name !== name);
    return { id, words: alone ? name : `${name} (${index + 1})` };
  });
}

export const find: Kind<Find> = {
  verb: 'find',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    { key: spec.intro, values: ['count', 'place'] },
    { key: spec.widened, values: ['place'] },
    { key: spec.none, values: ['place'] },
    { key: spec.no_more, values: [] },
    ...labelTexts(step, buttonsOf(spec)),
  ],
  exits: (spec) => [spec.picked, spec.with.need, spec.with.near, ...spec.options.map(({ next }) => next)],
  reads: (spec) => [spec.with.need, spec.with.near],
  asks: () => ({ personal: false, notice: false, takes: 'option' }),
  buttons: buttonsOf,
  async arrive(spec, context) {
    const near = context.answer(spec.with.near);
    const need = context.answer(spec.with.need);
    // What is missing is asked for, wherever the person came from: a place may be said before the need.
    if (need?.kind !== 'need') return { next: spec.with.need, events: [] };
    if (near?.kind !== 'place') return { next: spec.with.near, events: [] };
    const offset = Number(context.visit.local?.offset ?? 0);
    const { language, now, ports } = context;
    const query = { need: need.code, near, language, now, limit: spec.page, offset };
    const found = await ports.findServices(query);
    const rest = found.total - offset - found.services.length;
    const options: Option[] = [
      ...tappable(found.services),
      ...(rest > 0 ? [{ id: MORE, text: context.text(`${context.step}.${MORE}`) }] : []),
      ...buttons(spec.options, context),
    ];
    const searched: Event[] = offset === 0 ? [{ type: 'searched', need: need.code, found: found.total }] : [];
    return {
      wait: { text: context.text(spec.text), expects: 'option', options },
      events: [...searched, ...told(spec, context, found, near)],
      local: { offset, shown: found.services.map(({ id }) => id), rest },
    };
  },
  answer(spec, input, context) {
    if (input.kind !== 'option') return 'unclear';
    const { offset = 0, rest = 0, shown = [] } = context.visit.local ?? {};
    if (input.id === MORE)
      return Number(rest) > 0 ? { turnTo: { offset: Number(offset) + spec.page } } : 'unclear';
    if (Array.isArray(shown) && shown.includes(input.id))
      return { answer: { kind: 'option', id: input.id }, next: spec.picked, events: [] };
    return pressed(spec.options, input) ?? 'unclear';
  },
  again: (spec) => spec.again,
};
