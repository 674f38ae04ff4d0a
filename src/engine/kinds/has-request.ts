/** Goes one way where a request to be called was sent from this chat, and another where none was. */
import { z } from 'zod';
import { target } from '../dialog.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  known: z.literal('request').describe('Was a request sent from this chat?'),
  next: target.describe('Where to go when it was.'),
  otherwise: target,
});
type HasRequest = z.infer<typeof schema>;

export const hasRequest: Kind<HasRequest> = {
  verb: 'known',
  schema,
  ...SILENT,
  exits: (spec) => [spec.next, spec.otherwise],
  arrive: (spec, context) => ({
    events: [],
    next: context.request === undefined ? spec.otherwise : spec.next,
  }),
};
