/** Every text that the program itself uses, room by room: what the prover holds the languages against. */

import { DIRECTORY_TEXTS } from '../directory/telling/texts.js';
import type { TextUse } from '../engine/kind.js';
import { QUESTION_TEXT } from '../engine/question-open.js';
import { UNCLEAR_TEXTS } from '../engine/unclear.js';
import { NOTICE_TEXTS } from '../notify/words.js';
import { DANGER_TEXTS } from '../turn/texts.js';
import { BOARD_TEXTS } from '../web/board/texts.js';
import { PAGE_TEXTS } from '../web/chat/texts.js';
import { DESK_TEXTS } from '../web/desk/texts.js';

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
      .concat(['restarted', 'trouble', 'unreadable', 'try_later', 'slower'])
      .map((path) => `common:${path}`),
  ),
  ...without(
    ['skip', 'zero', 'done', 'more_answers', 'form.notice', 'form.thanks'].map((path) => `common:${path}`),
  ),
  ...without(['page', 'fetch'].map((path) => `callback:file.${path}`)),
  { key: 'common:taken', values: ['answers'] },
  { key: QUESTION_TEXT, values: [] },
  ...UNCLEAR_TEXTS,
  ...DANGER_TEXTS,
  ...DIRECTORY_TEXTS,
  ...NOTICE_TEXTS,
  ...DESK_TEXTS,
  ...BOARD_TEXTS,
  ...without(PAGE_TEXTS.map((key) => `page:${key}`)),
];
