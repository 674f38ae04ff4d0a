/** Says something about those who are responsible for safety, by the role that the organization gave them. */
import { z } from 'zod';
import { target, textKey } from '../dialog.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  responsible: textKey.describe('The text to say; gets {{lead}} and {{outside}}.'),
  next: target,
});
type Responsible = z.infer<typeof schema>;

/** Said where the organization’s file names no role in a language. */
const USUAL = { lead: 'common:role.lead', outside: 'common:role.outside' };

export const responsible: Kind<Responsible> = {
  verb: 'responsible',
  schema,
  ...SILENT,
  texts: (spec) => [
    { key: spec.responsible, values: ['lead', 'outside'] },
    ...Object.values(USUAL).map((key) => ({ key, values: [] })),
  ],
  exits: (spec) => [spec.next],
  arrive(spec, context) {
    const named = context.ports.responsible?.(context.language) ?? {};
    const { lead, outside } = named;
    const values = {
      ...(lead === undefined ? {} : { lead }),
      ...(outside === undefined ? {} : { outside }),
    };
    const lists = {
      ...(lead === undefined ? { lead: [{ key: USUAL.lead }] } : {}),
      ...(outside === undefined ? { outside: [{ key: USUAL.outside }] } : {}),
    };
    return {
      events: [{ type: 'said', text: context.text(spec.responsible, values), lists }],
      next: spec.next,
    };
  },
};
