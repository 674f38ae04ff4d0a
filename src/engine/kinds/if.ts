/** Goes one way or another by what was answered before. */
import { z } from 'zod';
import { conditionSchema, holds, stepsIn } from '../conditions.js';
import { target } from '../dialog.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  if: conditionSchema.describe('What was answered before.'),
  next: target.describe('Where to go when it is so.'),
  otherwise: target,
});
type If = z.infer<typeof schema>;

export const ifAnswered: Kind<If> = {
  verb: 'if',
  schema,
  ...SILENT,
  exits: (spec) => [spec.next, spec.otherwise],
  reads: (spec) => stepsIn(spec.if),
  arrive: (spec, context) => ({
    events: [],
    next: holds(spec.if, context.answer) ? spec.next : spec.otherwise,
  }),
};
