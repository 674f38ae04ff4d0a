/** Says a promise with the organization's own hours and days in it. */
import { z } from 'zod';
import { target, textKey } from '../dialog.js';
import { feedbackOf } from '../feedback.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  vow: textKey.describe('Who reads it and by when; gets {{days}}, {{result}} and {{hours}}.'),
  notice: z.literal(true).optional().describe('This is the notice that personal questions after it need.'),
  next: target,
});
type Vow = z.infer<typeof schema>;

export const vow: Kind<Vow> = {
  verb: 'vow',
  schema,
  ...SILENT,
  texts: (spec) => [{ key: spec.vow, values: ['days', 'result', 'hours'] }],
  exits: (spec) => [spec.next],
  arrive(spec, context) {
    const { firstAnswerDays, resultDays, sensitiveHours } = feedbackOf(context.ports).promises();
    const values = { days: firstAnswerDays, result: resultDays, hours: sensitiveHours };
    return { events: [{ type: 'said', text: context.text(spec.vow, values) }], next: spec.next };
  },
};
