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
  arrive(spec, { request, earlier }) {
    // Requests that this chat sent are something about the person, too.
    const ids = [...earlier, ...(request === undefined ? [] : [request.id])];
    const sent = ids.map((id): Event => ({ type: 'callback_taken_back', id }));
    return { events: [...sent, { type: 'erased' }], next: spec.next };
  },
};
