/** Tells the family what became of its request and what it says; only while its code has opened it. */
import { z } from 'zod';
import { portsOf, type RequestView } from '../callback.js';
import { LINE_TEXTS, linesOf } from '../callback-lines.js';
import { optionSchema, stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import type { Kind } from '../kind.js';
import { openedBy } from './ask-code.js';
import { askingTexts, labelTexts } from './asking.js';
import { buttons, pressed } from './choose.js';

const STATUSES = ['waiting', 'claimed', 'tried', 'reached', 'closed'] as const;

const schema = z.strictObject({
  tell: z.literal('request').describe('Tell what became of the request, and what it says.'),
  code: stepId.describe('The step that asks for its code.'),
  locked: target.describe('Where to go when it is not open, or no longer.'),
  gone: textKey.describe('Said when it is no longer there.'),
  nothing: target.describe('Where to go then.'),
  abroad: target.describe('Where to go while the family has to say whether another country may take it.'),
  title: textKey.describe('Said above its lines; gets {{reference}}.'),
  text: textKey,
  again: textKey,
  options: z.array(optionSchema).min(1).max(8),
});
type TellRequest = z.infer<typeof schema>;

export const tellRequest: Kind<TellRequest> = {
  verb: 'tell',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    { key: spec.title, values: ['reference'] },
    ...[spec.gone, ...STATUSES.map((status) => `${step}.status.${status}`)].map((key) => ({
      key,
      values: [],
    })),
    ...LINE_TEXTS,
    ...labelTexts(step, spec.options),
  ],
  exits: (spec) => [spec.locked, spec.nothing, spec.abroad, ...spec.options.map(({ next }) => next)],
  reads: (spec) => [spec.code],
  asks: () => ({ personal: false, notice: false, takes: 'option' }),
  buttons: (spec) => spec.options,
  async arrive(spec, context) {
    const id = openedBy(context.answer(spec.code), context.now);
    if (id === undefined) return { events: [], next: spec.locked };
    const view = await portsOf(context.ports).view(id, context.now);
    if (view === undefined)
      return { events: [{ type: 'said', text: context.text(spec.gone) }], next: spec.nothing };
    if (view.abroad !== undefined) return { events: [], next: spec.abroad };
    const events: Event[] = [
      { type: 'said', text: context.text(`${context.step}.status.${statusOf(view)}`) },
      {
        type: 'said',
        text: context.text(spec.title, { reference: view.reference }),
        lines: linesOf(view.asked, 0, context),
      },
    ];
    return {
      events,
      wait: { text: context.text(spec.text), expects: 'option', options: buttons(spec.options, context) },
    };
  },
  answer(spec, input, context) {
    // What was opened a while ago may be in other hands now.
    if (openedBy(context.answer(spec.code), context.now) === undefined)
      return input.kind === 'option' ? { next: spec.locked, events: [] } : 'unclear';
    return pressed(spec.options, input) ?? 'unclear';
  },
  again: (spec) => spec.again,
};

const statusOf = ({ status, attempts }: RequestView): (typeof STATUSES)[number] =>
  (status === 'waiting' || status === 'claimed') && attempts > 0 ? 'tried' : status;
