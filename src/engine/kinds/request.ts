/**
 * Sends a request to be called. From here on the chat knows that there is one and nothing of what it says: every answer
 * is forgotten, and what was said before cannot be read here again.
 */
import { z } from 'zod';
import { portsOf } from '../callback.js';
import { type AskedSteps, askedOf, askedSteps } from '../callback-draft.js';
import { asCode } from '../callback-lines.js';
import { stepId, target, textKey } from '../dialog.js';
import type { Kind, StepContext } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  request: z.literal('callback').describe('Send the request to be called.'),
  of: askedSteps.describe('The steps whose answers it is made of.'),
  own_code: stepId.describe('The step that asks for a code of the family’s own.'),
  consent: z
    .array(textKey)
    .min(1)
    .describe('What the family agrees to, as it was said; get {{closed}} and {{unclaimed}} days.'),
  sent: textKey.describe('Said then; gets {{reference}}.'),
  code: textKey.describe('Said after it; gets {{code}}.'),
  call: textKey.describe('Said where the family calls by itself and there is a number; gets {{number}}.'),
  own: textKey.describe('Said instead where the family chose a code.'),
  missing: target.describe('Where to go while something is missing.'),
  next: target,
});
export type Request = z.infer<typeof schema>;

export const request: Kind<Request> = {
  verb: 'request',
  schema,
  ...SILENT,
  texts: (spec) => [
    ...spec.consent.map((key) => ({ key, values: ['closed', 'unclaimed'] })),
    { key: spec.sent, values: ['reference'] },
    { key: spec.code, values: ['code'] },
    { key: spec.own, values: [] },
    { key: spec.call, values: ['number'] },
  ],
  exits: (spec) => [spec.missing, spec.next],
  reads: (spec) => [...Object.values(spec.of), spec.own_code],
  arrive(spec, context) {
    const asked = askedOf(spec.of, context);
    if (asked === undefined) return { events: [], next: spec.missing };
    const ports = portsOf(context.ports);
    const fresh = ports.newRequest();
    const chosen = context.answer(spec.own_code);
    const made = chosen?.kind === 'words' ? { ...fresh, code: chosen.words } : fresh;
    const { closed, unclaimed } = ports.keep();
    const number = asked.phone === null ? ports.ourNumber(context.region) : undefined;
    return {
      events: [
        {
          type: 'callback_requested',
          made,
          asked,
          consent: spec.consent.map((key) => context.text(key, { closed, unclaimed })),
          answers: [...(context.handed ?? [])],
        },
        { type: 'put_away' },
        { type: 'said', text: context.text(spec.sent, { reference: asCode(made.reference) }) },
        made === fresh
          ? { type: 'said', text: context.text(spec.code, { code: asCode(made.code) }) }
          : { type: 'said', text: context.text(spec.own) },
        ...(number === undefined
          ? []
          : [{ type: 'said' as const, text: context.text(spec.call, { number: asCode(number) }) }]),
      ],
      next: spec.next,
      forget: true,
    };
  },
};

/** The step that sends, as another step of its dialog refers to it. */
export function requestSpec(step: string, { own }: StepContext): Request | undefined {
  const found = own.steps.get(step);
  return found?.kind === 'request' ? (found.spec as Request) : undefined;
}

export const stepsOf = (step: string, context: StepContext): AskedSteps | undefined =>
  requestSpec(step, context)?.of;
