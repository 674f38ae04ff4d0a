/** Every text of the public board, in the namespace `board`; the prover holds the languages against it. */
import { CATEGORIES } from '../../feedback/entry.js';
import { STANDS } from '../../feedback/themes.js';

const PLAIN = [
  'title',
  'intro',
  'language',
  'promises',
  'no_promises',
  'you_said',
  'late',
  'nothing_new',
  'results',
  'results_note',
  'no_results',
  'quarters',
  'everybody',
  'who',
  'too_few',
  'other',
  'category_question',
  'chat',
  ...STANDS.map((stands) => `stands.${stands}`),
  ...CATEGORIES.map((category) => `category.${category}`),
];

export const BOARD_TEXTS = [
  ...PLAIN.map((name) => ({ key: `board:${name}`, values: [] as string[] })),
  { key: 'board:owner', values: ['owner'] },
  ...['by', 'since', 'quarter', 'years'].map((name) => ({
    key: `board:${name}`,
    values: [name === 'years' ? 'age' : name === 'quarter' ? 'quarter' : 'date'],
  })),
];
