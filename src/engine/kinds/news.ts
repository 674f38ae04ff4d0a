/** Tells what became of something that was said before, with the answers to it; only while its receipt is open. */
import { z } from 'zod';
import { optionSchema, stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import { feedbackOf } from '../feedback.js';
import type { Kind } from '../kind.js';
import { receiptOf } from './ask-receipt.js';
import { askingTexts, labelTexts } from './asking.js';
import { buttons, pressed } from './choose.js';

const STATUSES = ['waiting', 'read', 'acted'] as const;
const FROM = { reader: 'answer', young_person: 'yours' } as const;

const schema = z.strictObject({
  news: stepId.describe('The step that asks for the receipt; tells what became of what was said.'),
  locked: target.describe('Where to go when it is not open, or no longer.'),
  text: textKey,
  again: textKey,
  options: z.array(optionSchema).min(1).max(8),
});
type News = z.infer<typeof schema>;

export const news: Kind<News> = {
  verb: 'news',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    ...STATUSES.map((status) => ({ key: `${step}.status.${status}`, values: [] })),
    ...Object.values(FROM).map((from) => ({ key: `${step}.${from}`, values: ['words'] })),
    ...labelTexts(step, spec.options),
  ],
  exits: (spec) => [spec.locked, ...spec.options.map(({ next }) => next)],
  reads: (spec) => [spec.news],
  asks: () => ({ personal: false, notice: false, takes: 'option' }),
  buttons: (spec) => spec.options,
  async arrive(spec, context) {
    const receipt = receiptOf(context.answer(spec.news), context.now);
    if (receipt === undefined) return { events: [], next: spec.locked };
    const { status, letters } = await feedbackOf(context.ports).news(receipt);
    const events: Event[] = [
      { type: 'said', text: context.text(`${context.step}.status.${status}`) },
      ...letters.map(({ from, words }) => ({
        type: 'said' as const,
        text: context.text(`${context.step}.${FROM[from]}`, { words }),
      })),
    ];
    return {
      events,
      wait: { text: context.text(spec.text), expects: 'option', options: buttons(spec.options, context) },
    };
  },
  answer(spec, input, context) {
    // What was opened a while ago may be in other hands now.
    if (receiptOf(context.answer(spec.news), context.now) === undefined)
      return input.kind === 'option' ? { next: spec.locked, events: [] } : 'unclear';
    return pressed(spec.options, input) ?? 'unclear';
  },
  again: (spec) => spec.again,
};
