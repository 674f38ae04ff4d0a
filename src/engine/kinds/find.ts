/**
 * Finds services for a need near a place, narrowed to what the person chose, shows them page by page, and lets the
 * person pick one. Where nothing is found it offers what is near to the need, and numbers for the whole country.
 */
import { z } from 'zod';
import { optionSchema, stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import type { Place } from '../input.js';
import type { Kind, StepContext } from '../kind.js';
import type { FoundService, FoundServices } from '../ports.js';
import type { Option } from '../session.js';
import { chosen, filtersOf } from './ask-only.js';
import { askingTexts, labelTexts } from './asking.js';
import { buttons, pressed } from './choose.js';
import { NUMBER_KINDS } from './numbers.js';

const MORE = 'more';

const schema = z.strictObject({
  find: z.literal('services').describe('Find services and show them.'),
  with: z.strictObject({
    need: stepId.describe('The step whose answer is the need.'),
    near: stepId.describe('The step whose answer is the place.'),
    only: stepId.optional().describe('The step whose answer says what the search is narrowed to.'),
  }),
  page: z.int().min(1).max(4).default(3).describe('How many to show at once.'),
  text: textKey.describe('The question under the results.'),
  again: textKey,
  intro: textKey.describe('Said before the results; gets {{count}} and {{place}}.'),
  widened: textKey.describe('Said instead when nothing was near and the circle was widened; gets {{place}}.'),
  narrowed: textKey
    .optional()
    .describe('Said instead of the intro when the search is narrowed; gets {{count}} and {{place}}.'),
  far: textKey
    .optional()
    .describe('Said when what fits the narrowed search is further away; gets {{place}}.'),
  unsure: textKey.optional().describe('Said when nothing is known to fit, but these may; gets {{place}}.'),
  relaxed: textKey.optional().describe('Said when nothing fits and all are shown; gets {{place}}.'),
  none: textKey.describe('Said when nothing was found at all; gets {{place}}.'),
  lines: z.array(z.enum(NUMBER_KINDS)).optional().describe('The region’s numbers that are shown then.'),
  related: textKey
    .optional()
    .describe('The question then, when needs close to this one are offered as buttons.'),
  no_more: textKey.describe('Said when all results were shown.'),
  picked: target.describe('Where to go when the person picks one.'),
  options: z.array(optionSchema).max(4).describe('Buttons beside the results and “more”.'),
  otherwise: z.array(optionSchema).max(2).default([]).describe('Buttons for when nothing was found.'),
});
type Find = z.infer<typeof schema>;

/** A need close to the one that nothing was found for is a button with this before its code. */
const INSTEAD = 'instead_';
const MOST_RELATED = 3;

function told(
  spec: Find,
  context: StepContext,
  found: FoundServices,
  near: Place,
  narrowed: boolean,
): Event[] {
  const offset = Number(context.visit.local?.offset ?? 0);
  const place = near.name;
  const cards: Event[] = found.services.map((service, index) => ({
    type: 'shown',
    what: 'service',
    as: 'card',
    view: service.view,
    number: index + 1,
  }));
  if (found.total === 0) {
    const none: Event = { type: 'said', text: context.text(spec.none, { place }) };
    return spec.lines === undefined ? [none] : [none, { type: 'numbers_shown', kinds: spec.lines }];
  }
  if (found.services.length === 0) return [{ type: 'said', text: context.text(spec.no_more) }];
  if (offset > 0) return cards;
  return [opening(spec, context, found, place, narrowed), ...cards];
}

function opening(
  spec: Find,
  context: StepContext,
  { total: count, widened, relaxed }: FoundServices,
  place: string,
  narrowed: boolean,
): Event {
  const fitting = widened ? spec.far : spec.narrowed;
  const said = relaxed === undefined ? fitting : relaxed === 'unsure' ? spec.unsure : spec.relaxed;
  if (narrowed && said !== undefined) return { type: 'said', text: context.text(said, { place, count }) };
  return {
    type: 'said',
    text: widened ? context.text(spec.widened, { place }) : context.text(spec.intro, { place, count }),
  };
}

/** That was looked for, and where it found nothing or only far away, that too; a narrowed search tells of no gap. */
function searched(
  need: string,
  { total, widened, tooFar = false, area }: FoundServices,
  narrowed: boolean,
): Event[] {
  const search: Event = { type: 'searched', need, found: total };
  if (narrowed || (total > 0 && !widened && !tooFar)) return [search];
  return [search, { type: 'gap_seen', gap: total === 0 ? 'nothing' : 'too_far', need, area }];
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
    ...[spec.narrowed, spec.far, spec.unsure, spec.relaxed].flatMap((key) =>
      key === undefined ? [] : [{ key, values: ['count', 'place'] }],
    ),
    ...(spec.related === undefined ? [] : [{ key: spec.related, values: [] }]),
    { key: spec.none, values: ['place'] },
    { key: spec.no_more, values: [] },
    ...labelTexts(step, [...buttonsOf(spec), ...spec.otherwise]),
  ],
  exits: (spec) => [
    spec.picked,
    spec.with.need,
    spec.with.near,
    ...[...spec.options, ...spec.otherwise].map(({ next }) => next),
  ],
  reads: (spec) => [
    spec.with.need,
    spec.with.near,
    ...(spec.with.only === undefined ? [] : [spec.with.only]),
  ],
  asks: () => ({ personal: false, notice: false, takes: 'option' }),
  buttons: buttonsOf,
  async arrive(spec, context) {
    const near = context.answer(spec.with.near);
    const need = context.answer(spec.with.need);
    // What is missing is asked for, wherever the person came from: a place may be said before the need.
    if (need?.kind !== 'need') return { next: spec.with.need, events: [] };
    if (near?.kind !== 'place') return { next: spec.with.near, events: [] };
    const offset = Number(context.visit.local?.offset ?? 0);
    const code = String(context.visit.local?.need ?? need.code);
    const { language, now, ports } = context;
    const only = chosen(spec.with.only === undefined ? undefined : context.answer(spec.with.only));
    const filters = filtersOf(only, language);
    const query = { need: code, near, language, now, limit: spec.page, offset, filters };
    const found = await ports.findServices(query);
    const rest = found.total - offset - found.services.length;
    const related =
      found.total > 0 || spec.related === undefined
        ? []
        : (ports.relatedNeeds?.(code, near, now) ?? []).slice(0, MOST_RELATED);
    const options: Option[] = [
      ...tappable(found.services),
      ...related.map((other) => ({ id: INSTEAD + other, text: { key: `needs:${other}` } })),
      ...(rest > 0 ? [{ id: MORE, text: context.text(`${context.step}.${MORE}`) }] : []),
      ...buttons(found.total > 0 ? [] : spec.otherwise, context),
      ...buttons(
        spec.options.filter(({ next }) => found.total > 0 || next !== spec.with.only),
        context,
      ),
    ];
    const question = related.length > 0 && spec.related !== undefined ? spec.related : spec.text;
    return {
      wait: { text: context.text(question), expects: 'option', options },
      events: [
        ...(offset === 0 ? searched(code, found, only.length > 0) : []),
        ...told(spec, context, found, near, only.length > 0),
      ],
      local: { offset, need: code, shown: found.services.map(({ id }) => id), rest },
    };
  },
  answer(spec, input, context) {
    if (input.kind !== 'option') return 'unclear';
    const { offset = 0, rest = 0, shown = [], need = '' } = context.visit.local ?? {};
    if (input.id === MORE)
      return Number(rest) > 0 ? { turnTo: { offset: Number(offset) + spec.page, need } } : 'unclear';
    if (input.id.startsWith(INSTEAD)) return { turnTo: { offset: 0, need: input.id.slice(INSTEAD.length) } };
    if (Array.isArray(shown) && shown.includes(input.id))
      return { answer: { kind: 'option', id: input.id }, next: spec.picked, events: [] };
    return pressed([...spec.otherwise, ...spec.options], input) ?? 'unclear';
  },
  again: (spec) => spec.again,
};
