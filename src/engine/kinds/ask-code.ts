/**
 * Asks for the code of a request. A wrong code and a request that nobody knows are answered alike, and after too many
 * of them nothing opens for a while.
 */
import { z } from 'zod';
import { portsOf } from '../callback.js';
import { asking, stepId, target, textKey } from '../dialog.js';
import type { Answered, Kind, StepContext } from '../kind.js';
import type { Answer, Asked } from '../session.js';
import { askingTexts, asksFor, noticed } from './asking.js';

const schema = z.strictObject({
  ask: z.literal('code').describe('Ask for the code that opens a request.'),
  ...asking,
  reference: stepId.describe('The step that asks for its reference, where the chat does not know it.'),
  wrong: textKey.describe('Asked again when nothing opened.'),
  wait: textKey.describe('Said after too many wrong ones.'),
  next: target,
});
type AskCode = z.infer<typeof schema>;

/** A request that was opened is closed again after this, whoever holds the telephone then. */
const OPEN_FOR = 10 * 60_000;

const asked = (context: StepContext, text: string): Asked => ({
  text: context.text(text),
  expects: 'words',
  options: [],
});

export const askCode: Kind<AskCode> = {
  verb: 'ask',
  value: 'code',
  schema,
  texts: (spec) => [...askingTexts(spec), ...[spec.wrong, spec.wait].map((key) => ({ key, values: [] }))],
  exits: (spec) => [spec.next],
  reads: (spec) => [spec.reference],
  asks: (spec) => asksFor('words', spec),
  buttons: () => [],
  arrive: (spec, context) => ({ wait: asked(context, spec.text), events: noticed(spec, context) }),
  async answer(spec, input, context): Promise<Answered> {
    if (input.kind !== 'words') return 'unclear';
    const said = context.answer(spec.reference);
    const reference = said?.kind === 'words' ? said.words : (context.request?.reference ?? '');
    const opened = await portsOf(context.ports).open(reference, input.words, context.now);
    if (opened === 'wait') return { wait: asked(context, spec.wait), events: [] };
    const tried = { type: 'code_tried' as const, reference, right: opened !== 'closed' };
    if (opened === 'closed') return { wait: asked(context, spec.wrong), events: [tried] };
    return {
      answer: { kind: 'many', ids: [opened.id, String(context.now)] },
      next: spec.next,
      events: [tried],
    };
  },
  again: (spec) => spec.again,
};

/** The request that an answer opened, while it is open. */
export function openedBy(answer: Answer | undefined, now: number): string | undefined {
  if (answer?.kind !== 'many') return undefined;
  const [id, at] = answer.ids;
  return id !== undefined && now - Number(at) < OPEN_FOR ? id : undefined;
}
