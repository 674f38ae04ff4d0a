/** Writes down that a service's record is wrong: which one and what, never who says so. */
import { z } from 'zod';
import { stepId, target } from '../dialog.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  report: stepId.describe('The find step where the service was picked.'),
  reason: stepId.describe('The step whose answer says what is wrong.'),
  next: target,
});
type Report = z.infer<typeof schema>;

export const report: Kind<Report> = {
  verb: 'report',
  schema,
  ...SILENT,
  exits: (spec) => [spec.next],
  reads: (spec) => [spec.report, spec.reason],
  arrive(spec, context) {
    const service = context.answer(spec.report);
    const reason = context.answer(spec.reason);
    return {
      events:
        service?.kind === 'option' && reason?.kind === 'option'
          ? [{ type: 'service_reported', service: service.id, reason: reason.id }]
          : [],
      next: spec.next,
    };
  },
};
