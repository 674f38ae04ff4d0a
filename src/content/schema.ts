/** The JSON Schema of a dialog file, for editors: the header with a step of any kind in it. */
import { z } from 'zod';
import { dialogHeader } from '../engine/dialog.js';
import { KINDS, kindName } from '../engine/kinds/index.js';

export function dialogSchema(): unknown {
  const steps = KINDS.map((kind) => kind.schema.meta({ title: kindName(kind) }));
  const [first, ...rest] = steps;
  if (first === undefined) throw new Error('There are no kinds of step.');
  const dialog = dialogHeader.extend({ steps: z.record(z.string(), z.union([first, ...rest])) });
  const schema = z.toJSONSchema(dialog, { target: 'draft-07', io: 'input' });
  return { ...schema, title: 'A Kinline dialog' };
}
