/** Asks for a receipt. A slip is told with the part it is in; whether there is such a receipt is told by nobody. */
import { z } from 'zod';
import { asking, target, textKey } from '../dialog.js';
import { feedbackOf, type ReceiptRead } from '../feedback.js';
import type { Answered, Kind, StepContext } from '../kind.js';
import type { Answer, Asked, TextRef } from '../session.js';
import { askingTexts, asksFor, noticed } from './asking.js';

const schema = z.strictObject({
  ask: z.literal('receipt').describe('Ask for the receipt of something that was said before.'),
  ...asking,
  length: textKey.describe(
    'Asked again when too few or too many pictures came; gets {{found}} and {{needed}}.',
  ),
  part: textKey.describe('Asked again when one part looks wrong; gets {{part}}.'),
  parts: textKey.describe('Asked again when more than one part looks wrong.'),
  wait: textKey.describe('Said after too many tries; gets {{minutes}}.'),
  next: target,
});
type AskReceipt = z.infer<typeof schema>;

/** What was opened is closed again after this, whoever holds the telephone then. */
const OPEN_FOR = 10 * 60_000;

const asked = (text: TextRef): Asked => ({ text, expects: 'words', options: [] });

function faultText(read: Exclude<ReceiptRead, { code: number[] }>, spec: AskReceipt, context: StepContext) {
  if (read.fault === 'length') return context.text(spec.length, { found: read.found, needed: read.needed });
  const [part, ...others] = read.parts;
  return part === undefined || others.length > 0
    ? context.text(spec.parts)
    : context.text(spec.part, { part: part + 1 });
}

export const askReceipt: Kind<AskReceipt> = {
  verb: 'ask',
  value: 'receipt',
  schema,
  texts: (spec) => [
    ...askingTexts(spec),
    { key: spec.length, values: ['found', 'needed'] },
    { key: spec.part, values: ['part'] },
    { key: spec.parts, values: [] },
    { key: spec.wait, values: ['minutes'] },
  ],
  exits: (spec) => [spec.next],
  reads: () => [],
  asks: (spec) => asksFor('words', spec),
  buttons: () => [],
  arrive: (spec, context) => ({
    wait: asked(context.text(spec.text)),
    events: noticed(spec, context),
  }),
  async answer(spec, input, context): Promise<Answered> {
    if (input.kind !== 'words') return 'unclear';
    const ports = feedbackOf(context.ports);
    const read = ports.readReceipt(input.words);
    if (!('code' in read)) return { wait: asked(faultText(read, spec, context)), events: [] };
    const opened = await ports.open(read.code, context.now);
    if ('wait' in opened)
      return { wait: asked(context.text(spec.wait, { minutes: opened.wait })), events: [] };
    return {
      answer: { kind: 'many', ids: [opened.receipt, String(context.now)] },
      next: spec.next,
      events: [],
    };
  },
  again: (spec) => spec.again,
};

/** The receipt that an answer opened, while it is open. */
export function receiptOf(answer: Answer | undefined, now: number): string | undefined {
  if (answer?.kind !== 'many') return undefined;
  const [receipt, at] = answer.ids;
  return receipt !== undefined && now - Number(at) < OPEN_FOR ? receipt : undefined;
}
