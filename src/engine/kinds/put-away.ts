/** From here on nothing that was said before can be read in this chat: whoever holds the telephone next sees nothing. */
import { z } from 'zod';
import { target } from '../dialog.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  put_away: z.literal('chat').describe('Make what was said before unreadable, and forget the answers.'),
  next: target,
});
type PutAway = z.infer<typeof schema>;

export const putAway: Kind<PutAway> = {
  verb: 'put_away',
  schema,
  ...SILENT,
  exits: (spec) => [spec.next],
  arrive: (spec) => ({ events: [{ type: 'put_away' }], next: spec.next, forget: true }),
};
