/**
 * The plan: what the person said and what can help, all of it, to be read again, taken along or printed. It is worked
 * out from the answers each time it is asked for, and kept nowhere.
 */
import { z } from 'zod';
import { stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import { helpNear, suggestionsOf } from '../helping.js';
import type { Kind } from '../kind.js';
import { NUMBER_KINDS } from './numbers.js';
import { reflected } from './reflect.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  plan: z.literal('of-help').describe('Say the whole plan, by the rules of this dialog.'),
  title: textKey,
  strength: stepId.describe('The step whose answer names a strength.'),
  says: z.record(z.string(), textKey).describe('By answer: the strength.'),
  otherwise: textKey.describe('The strength for every other answer, and for none.'),
  line: textKey.describe('One reason with its kinds of help; gets {{because}} and {{help}}.'),
  nothing: textKey.describe('Said when the answers suggest nothing.'),
  near: stepId.describe('The step that asks for a place.'),
  everybody: z.array(z.enum(NUMBER_KINDS)).min(1),
  next: target,
});
type Plan = z.infer<typeof schema>;

export const plan: Kind<Plan> = {
  verb: 'plan',
  schema,
  ...SILENT,
  texts: (spec) => [
    ...[spec.title, spec.otherwise, spec.nothing, ...Object.values(spec.says)].map((key) => ({
      key,
      values: [],
    })),
    { key: spec.line, values: ['because', 'help'] },
  ],
  exits: (spec) => [spec.next],
  reads: (spec) => [spec.strength, spec.near],
  async arrive(spec, context) {
    const suggestions = suggestionsOf(context);
    const told = await helpNear(suggestions, context.answer(spec.near), context);
    const events: Event[] = [
      { type: 'said', text: context.text(spec.title), plan: true },
      { type: 'said', text: reflected({ ...spec, reflect: spec.strength }, context), plan: true },
      ...(suggestions.length === 0
        ? [{ type: 'said' as const, text: context.text(spec.nothing), plan: true as const }]
        : []),
      ...suggestions.map(
        ({ because, help }): Event => ({
          type: 'said',
          text: context.text(spec.line),
          lists: { because: [context.text(because)], help: help.map((code) => ({ key: `needs:${code}` })) },
          plan: true,
        }),
      ),
      ...told.flatMap(({ service }): Event[] =>
        service === undefined
          ? []
          : [{ type: 'shown', what: 'service', as: 'card', view: service.view, plan: true }],
      ),
      { type: 'numbers_shown', kinds: [...spec.everybody], plan: true },
    ];
    return { events, next: spec.next };
  },
};
