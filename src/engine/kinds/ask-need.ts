/** Asks what a person needs: the commonest as buttons, page by page, or in their own words. */
import { z } from 'zod';
import { asking, target } from '../dialog.js';
import type { Kind, StepContext } from '../kind.js';
import type { Asked } from '../session.js';

/** Needs on one page of buttons; with “more” and “I need help now” this stays within the narrowest channel. */
const PAGE = 7;
const MORE = 'more_needs';

import { askingTexts, asksFor, noticed } from './asking.js';
import { skipButton } from './typed.js';

const schema = z.strictObject({
  ask: z.literal('need').describe('Ask what the person needs.'),
  ...asking,
  optional: z.literal(true).optional().describe('May be passed over.'),
  next: target,
});
type AskNeed = z.infer<typeof schema>;

function page(context: StepContext): { options: Asked['options']; next: number } {
  const needs = context.ports.needs();
  const start = Number(context.visit.local?.page ?? 0) * PAGE;
  const shown = needs.slice(start, start + PAGE);
  const options: Asked['options'] = shown.map((code) => ({ id: code, text: { key: `needs:${code}` } }));
  if (needs.length > PAGE) options.push({ id: MORE, text: { key: 'common:more_needs' } });
  const last = start + PAGE >= needs.length;
  return { options, next: last ? 0 : Number(context.visit.local?.page ?? 0) + 1 };
}

export const askNeed: Kind<AskNeed> = {
  verb: 'ask',
  value: 'need',
  schema,
  texts: (spec) => [...askingTexts(spec), { key: 'common:more_needs', values: [] }],
  exits: (spec) => [spec.next],
  reads: () => [],
  asks: (spec) => asksFor('need', spec),
  buttons: () => [],
  arrive(spec, context) {
    const said = context.takeNeed();
    if (said !== undefined) return { answered: { kind: 'need', code: said }, next: spec.next, events: [] };
    return {
      wait: {
        text: context.text(spec.text),
        expects: 'need',
        options: [...page(context).options, ...skipButton(spec)],
      },
      events: noticed(spec, context),
    };
  },
  answer(spec, input, context) {
    if (input.kind === 'content' && input.need !== undefined)
      return { answer: { kind: 'need', code: input.need }, next: spec.next, events: [] };
    if (input.kind === 'unsure')
      return {
        wait: {
          text: { key: 'common:which_need' },
          expects: 'need',
          options: input.options.map(({ id, words }) => ({ id, words })),
        },
        events: [],
      };
    if (input.kind !== 'option') return 'unclear';
    if (input.id === 'skip' && spec.optional) return { next: spec.next, events: [] };
    if (input.id === MORE) return { turnTo: { page: page(context).next } };
    return context.ports.needs().includes(input.id)
      ? { answer: { kind: 'need', code: input.id }, next: spec.next, events: [] }
      : 'unclear';
  },
  again: (spec) => spec.again,
};
