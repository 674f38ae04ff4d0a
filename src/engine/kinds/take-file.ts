/** Gives the family a file of what its request says; only while its code has opened it. */
import { z } from 'zod';
import { portsOf } from '../callback.js';
import { stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import type { Kind } from '../kind.js';
import { openedBy } from './ask-code.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  file: z.literal('request').describe('Give a file of what the request says.'),
  code: stepId.describe('The step that asks for its code.'),
  said: textKey.describe('Said with the link to the file.'),
  label: textKey.describe('What the link reads.'),
  nowhere: textKey.describe('Said where no file can be fetched, as in the terminal.'),
  locked: target.describe('Where to go when it is not open, or no longer.'),
  next: target,
});
type TakeFile = z.infer<typeof schema>;

export const takeFile: Kind<TakeFile> = {
  verb: 'file',
  schema,
  ...SILENT,
  texts: (spec) => [spec.said, spec.label, spec.nowhere].map((key) => ({ key, values: [] })),
  exits: (spec) => [spec.locked, spec.next],
  reads: (spec) => [spec.code],
  arrive(spec, context) {
    const id = openedBy(context.answer(spec.code), context.now);
    if (id === undefined) return { events: [], next: spec.locked };
    const uri = portsOf(context.ports).file?.(id, context.language, context.now);
    const said: Event =
      uri === undefined
        ? { type: 'said', text: context.text(spec.nowhere) }
        : {
            type: 'said',
            text: context.text(spec.said),
            link: { label: context.text(spec.label), uri },
          };
    return { events: [said], next: spec.next };
  },
};
