/** Counts that somebody asked a service and did not get help: which need and region, never who or where. */
import { z } from 'zod';
import { stepId, target } from '../dialog.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  unhelped: stepId.describe('The step whose answer was the need.'),
  near: stepId.describe('The step whose answer was the place.'),
  next: target,
});
type Unhelped = z.infer<typeof schema>;

export const unhelped: Kind<Unhelped> = {
  verb: 'unhelped',
  schema,
  ...SILENT,
  exits: (spec) => [spec.next],
  reads: (spec) => [spec.unhelped, spec.near],
  arrive(spec, context) {
    const need = context.answer(spec.unhelped);
    const near = context.answer(spec.near);
    const area = near?.kind === 'place' ? context.ports.areaOf?.(near) : undefined;
    return {
      events: need?.kind === 'need' ? [{ type: 'gap_seen', gap: 'no_help', need: need.code, area }] : [],
      next: spec.next,
    };
  },
};
