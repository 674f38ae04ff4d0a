/** Destroys everything that is kept about the person. */
import { z } from 'zod';
import { target } from '../dialog.js';
import type { Event } from '../events.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  erase: z.literal('everything').describe('Destroy everything kept about the person.'),
  next: target,
});
type Erase = z.infer<typeof schema>;

export const erase: Kind<Erase> = {
  verb: 'erase',
  schema,
  ...SILENT,
  exits: (spec) => [spec.next],
  arrive(spec, { request }) {
    // A request that this chat sent is something about the person, too.
    const sent: Event[] = request === undefined ? [] : [{ type: 'callback_taken_back', id: request.id }];
    return { events: [...sent, { type: 'erased' }], next: spec.next };
  },
};
