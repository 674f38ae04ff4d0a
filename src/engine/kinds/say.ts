/** Says one thing and goes on. */
import { z } from 'zod';
import { target, textKey } from '../dialog.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  say: textKey.describe('The text to say.'),
  notice: z.literal(true).optional().describe('This is the notice that personal questions after it need.'),
  next: target,
});
type Say = z.infer<typeof schema>;

export const say: Kind<Say> = {
  verb: 'say',
  schema,
  ...SILENT,
  texts: (spec) => [{ key: spec.say, values: [] }],
  exits: (spec) => [spec.next],
  arrive: (spec, context) => ({
    events: [{ type: 'said', text: context.text(spec.say) }],
    next: spec.next,
  }),
};
