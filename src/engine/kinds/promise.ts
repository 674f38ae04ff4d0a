/**
 * Says what is promised before anything is sent: who calls by when, and where nobody is there now, that too, with the
 * lines that answer.
 */
import { z } from 'zod';
import { portsOf } from '../callback.js';
import { type AskedSteps, askedOf } from '../callback-draft.js';
import { asCode } from '../callback-lines.js';
import { stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import type { Kind } from '../kind.js';
import { NUMBER_KINDS } from './numbers.js';
import { stepsOf } from './request.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  promise: stepId.describe('The step that sends the request.'),
  at_once: textKey.describe('It is urgent, and somebody is there; gets {{minutes}}.'),
  nobody: textKey.describe('It is urgent, and nobody is there now; gets {{by}}.'),
  by: textKey.describe('Somebody calls by then; gets {{by}}.'),
  they: textKey.describe('The family calls by itself.'),
  they_at: textKey.describe('The same, where there is a number to call; gets {{number}}.'),
  lines: z.array(z.enum(NUMBER_KINDS)).min(1).describe('The region’s numbers for when nobody is there.'),
  next: target,
});
type PromiseSpec = z.infer<typeof schema>;

export const promise: Kind<PromiseSpec> = {
  verb: 'promise',
  schema,
  ...SILENT,
  texts: (spec) => [
    { key: spec.at_once, values: ['minutes'] },
    ...[spec.nobody, spec.by].map((key) => ({ key, values: ['by'] })),
    { key: spec.they, values: [] },
    { key: spec.they_at, values: ['number'] },
  ],
  exits: (spec) => [spec.next],
  arrive(spec, context) {
    const steps: AskedSteps | undefined = stepsOf(spec.promise, context);
    const asked = steps === undefined ? undefined : askedOf(steps, context);
    if (asked === undefined) return { events: [], next: spec.next };
    const { language, region, now } = context;
    const promised = portsOf(context.ports).promise(asked, { language, region, now });
    const events: Event[] = [];
    if (asked.urgency === 'now' && promised.onDuty)
      events.push({ type: 'said', text: context.text(spec.at_once, { minutes: promised.minutes ?? 15 }) });
    else if (asked.urgency === 'now')
      events.push(
        { type: 'said', text: context.text(spec.nobody, { by: promised.by }) },
        { type: 'numbers_shown', kinds: [...spec.lines] },
      );
    else if (asked.phone !== null)
      events.push({ type: 'said', text: context.text(spec.by, { by: promised.by }) });
    if (asked.phone === null) {
      const number = portsOf(context.ports).ourNumber(region);
      const text =
        number === undefined
          ? context.text(spec.they)
          : context.text(spec.they_at, { number: asCode(number) });
      events.push({ type: 'said', text });
    }
    return { events, next: spec.next };
  },
};
