/** Asks for a number to call, or lets the person call: what is wrong with one is said, and of several one is chosen. */
import { z } from 'zod';
import { portsOf } from '../callback.js';
import { THEY_CALL } from '../callback-draft.js';
import { asCode } from '../callback-lines.js';
import { asking, target, textKey } from '../dialog.js';
import type { Answered, Kind, StepContext } from '../kind.js';
import type { Asked, Option } from '../session.js';
import { askingTexts, asksFor, noticed } from './asking.js';

const FAULTS = ['too_short', 'too_long', 'unknown_country', 'not_in_use'] as const;

const schema = z.strictObject({
  ask: z.literal('phone').describe('Ask for a telephone number, or “I will call”.'),
  ...asking,
  which: textKey.describe('Asked when there were several numbers in one message.'),
  next: target,
});
type AskPhone = z.infer<typeof schema>;

/** Numbers of one message that are offered. */
const MOST = 4;

const they = (context: StepContext): Option => ({
  id: THEY_CALL,
  text: context.text(`${context.step}.${THEY_CALL}`),
});
const asked = (context: StepContext, text: string, more: Option[] = []): Asked => ({
  text: context.text(text),
  expects: 'words',
  options: [...more, they(context)],
});

export const askPhone: Kind<AskPhone> = {
  verb: 'ask',
  value: 'phone',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    ...[spec.which, `${step}.${THEY_CALL}`, ...FAULTS.map((fault) => `${step}.${fault}`)].map((key) => ({
      key,
      values: [],
    })),
  ],
  exits: (spec) => [spec.next],
  reads: () => [],
  asks: (spec) => asksFor('words', spec),
  buttons: () => [{ option: THEY_CALL }],
  arrive: (spec, context) => ({ wait: asked(context, spec.text), events: noticed(spec, context) }),
  async answer(spec, input, context): Promise<Answered> {
    const numbers = context.visit.local?.numbers;
    if (input.kind === 'option') {
      if (input.id === THEY_CALL)
        return { answer: { kind: 'option', id: THEY_CALL }, next: spec.next, events: [] };
      const number = Array.isArray(numbers)
        ? numbers[Number(input.id.replace('number_', '')) - 1]
        : undefined;
      return number === undefined
        ? 'unclear'
        : { answer: { kind: 'words', words: number }, next: spec.next, events: [] };
    }
    if (input.kind !== 'words') return 'unclear';
    const read = await portsOf(context.ports).phones(input.words, context.region);
    const [first, second] = read.numbers;
    if (first !== undefined && second === undefined)
      return { answer: { kind: 'words', words: first }, next: spec.next, events: [] };
    if (first !== undefined) return which(spec, read.numbers.slice(0, MOST), context);
    return read.fault === undefined
      ? 'unclear'
      : { wait: asked(context, `${context.step}.${read.fault}`), events: [] };
  },
  again: (spec) => spec.again,
};

const which = (spec: AskPhone, numbers: string[], context: StepContext): Answered => ({
  wait: asked(
    context,
    spec.which,
    numbers.map((number, index) => ({ id: `number_${index + 1}`, words: asCode(number) })),
  ),
  events: [],
  local: { numbers },
});
