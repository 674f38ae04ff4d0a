/** Sends a word through a receipt, or takes back all that it opens; only while it is open. */
import { z } from 'zod';
import { stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import type { Kind } from '../kind.js';
import { receiptOf } from './ask-receipt.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  through: stepId.describe('The step that asks for the receipt.'),
  words: stepId.optional().describe('The step whose words are sent; without it all is taken back.'),
  done: textKey.describe('Said then.'),
  locked: target.describe('Where to go when it is not open, or no longer.'),
  next: target,
});
type WriteBack = z.infer<typeof schema>;

export const writeBack: Kind<WriteBack> = {
  verb: 'through',
  schema,
  ...SILENT,
  texts: (spec) => [{ key: spec.done, values: [] }],
  exits: (spec) => [spec.locked, spec.next],
  reads: (spec) => [spec.through, ...(spec.words === undefined ? [] : [spec.words])],
  arrive(spec, context) {
    const receipt = receiptOf(context.answer(spec.through), context.now);
    if (receipt === undefined) return { events: [], next: spec.locked };
    const done: Event[] = [{ type: 'put_away' }, { type: 'said', text: context.text(spec.done) }];
    if (spec.words === undefined)
      return { events: [{ type: 'feedback_taken_back', receipt }, ...done], next: spec.next, forget: true };
    const answer = context.latest(spec.words);
    const words = answer?.kind === 'words' ? answer.words : undefined;
    if (words === undefined) return { events: [], next: spec.next };
    return { events: [{ type: 'feedback_word', receipt, words }, ...done], next: spec.next, forget: true };
  },
};
