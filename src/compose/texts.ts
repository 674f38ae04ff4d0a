/** Every text that the program itself uses, room by room: what the prover holds the languages against. */
import { DIRECTORY_TEXTS } from '../directory/telling/texts.js';
import { DANGER_CLASSES } from '../engine/input.js';
import type { TextUse } from '../engine/kind.js';
import { NUMBER_KINDS } from '../engine/kinds/numbers.js';
import { UNCLEAR_TEXTS } from '../engine/unclear.js';
import { PAGE_TEXTS } from '../web/chat/texts.js';

const without = (keys: string[]): TextUse[] => keys.map((key) => ({ key, values: [] }));

export const PROGRAM_TEXTS: TextUse[] = [
  ...without(
    [
      'help_now',
      'more_needs',
      'share_location',
      'share_how',
      'your_place',
      'which_need',
      'which_place',
      'at_start',
    ]
      .concat(['restarted', 'trouble', 'unreadable', 'try_later'])
      .map((path) => `common:${path}`),
  ),
  ...UNCLEAR_TEXTS,
  ...without(DANGER_CLASSES.map((danger) => `danger:card.${danger}`)),
  ...without(NUMBER_KINDS.map((kind) => `danger:numbers.${kind}`)),
  { key: 'danger:numbers_for', values: ['country'] },
  { key: 'danger:no_number', values: ['number'] },
  { key: 'danger:line', values: ['name', 'number'] },
  { key: 'danger:line_with_hours', values: ['name', 'number', 'hours'] },
  ...without(['danger:all_day', 'danger:unconfirmed']),
  ...DIRECTORY_TEXTS,
  ...without(PAGE_TEXTS.map((key) => `page:${key}`)),
];
