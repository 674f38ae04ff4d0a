/** Forgets what was answered in this dialog before: at its beginning, so that nothing of an earlier time counts. */
import { z } from 'zod';
import { dialogId, target } from '../dialog.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  forget: z.literal('answers').describe('Forget every answer given in this dialog.'),
  also: z.array(dialogId).optional().describe('Other dialogs whose answers are forgotten with them.'),
  next: target,
});
type Forget = z.infer<typeof schema>;

export const forget: Kind<Forget> = {
  verb: 'forget',
  schema,
  ...SILENT,
  exits: (spec) => [spec.next],
  arrive: (spec, { dialog }) => ({
    events: [],
    next: spec.next,
    forget: [dialog, ...(spec.also ?? [])],
  }),
};
