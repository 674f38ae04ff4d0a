/** Shows numbers of the person's region, in the order named, and goes on. */
import { z } from 'zod';
import { target } from '../dialog.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

/** Kinds of number a region may have; see `locales/regions/`. */
export const NUMBER_KINDS = [
  'emergency',
  'police',
  'ambulance',
  'child_helpline',
  'domestic_violence',
  'trafficking',
  'missing_children',
  'self_harm',
  'shelter',
  'ombudsperson',
  'parent_helpline',
] as const;

const schema = z.strictObject({
  numbers: z.array(z.enum(NUMBER_KINDS)).min(1).describe('Which of the region’s numbers to show.'),
  next: target,
});
type Numbers = z.infer<typeof schema>;

export const numbers: Kind<Numbers> = {
  verb: 'numbers',
  schema,
  ...SILENT,
  exits: (spec) => [spec.next],
  arrive: (spec) => ({ events: [{ type: 'numbers_shown', kinds: [...spec.numbers] }], next: spec.next }),
};
