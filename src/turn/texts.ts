/** Every text of the danger card and of the numbers, for the prover. */
import { DANGER_CLASSES } from '../engine/input.js';
import type { TextUse } from '../engine/kind.js';
import { NUMBER_KINDS } from '../engine/kinds/numbers.js';

const ONE_EACH = [
  ...['safe', 'child.safe', 'not_meant', 'which_country', 'which_country_again', 'elsewhere'],
  ...['not_meant', 'other_country', 'under_18', 'person', 'callback', 'exit'].map((way) => `way.${way}`),
  ...['all_day', 'free', 'unconfirmed', 'who.ngo', 'who.state', 'who.police'],
];

const use = (path: string, ...values: string[]): TextUse => ({ key: `danger:${path}`, values });

export const DANGER_TEXTS: TextUse[] = [
  ...DANGER_CLASSES.flatMap((danger) =>
    ['card', 'now', 'child.card', 'child.now'].map((part) => use(`${part}.${danger}`)),
  ),
  ...NUMBER_KINDS.map((kind) => use(`numbers.${kind}`)),
  ...ONE_EACH.map((path) => use(path)),
  use('numbers_for', 'country'),
  use('no_region', 'country'),
  use('no_number', 'number'),
  use('line', 'name', 'number'),
  use('line_with', 'name', 'number', 'details'),
  use('opens', 'day', 'time'),
  use('opens_today', 'time'),
];
