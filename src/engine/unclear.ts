/**
 * What to say when an answer was not understood: other words, then the buttons, then a person; and other sentences
 * when it goes on, so that nobody reads the same one three times.
 */
import type { TextUse } from './kind.js';
import { kindOf } from './kinds/index.js';
import type { Visit } from './session.js';
import type { Walk } from './walk.js';

/** Rounds of three sentences before they begin anew; then the menu is offered instead of more of the same. */
const ROUNDS = 2;

export const UNCLEAR_TEXTS: TextUse[] = [
  ...['tap_1', 'tap_2', 'person_1', 'person_2', 'words_2', 'or_choose_1', 'or_choose_2', 'menu'].map(
    (name) => ({
      key: `common:unclear.${name}`,
      values: [],
    }),
  ),
];

export function missed(walk: Walk, waiting: Visit): void {
  walk.notUnderstood();
  const miss = (walk.missed - 1) % (3 * ROUNDS + 1);
  const round = Math.floor(miss / 3) + 1;
  if (miss === 3 * ROUNDS) return walk.askAgain({ key: 'common:unclear.menu' });
  if (miss % 3 === 1) return walk.offer({ key: `common:unclear.tap_${round}` });
  if (miss % 3 === 2) {
    walk.emit({ type: 'said', text: { key: `common:unclear.person_${round}` } });
    walk.emit({ type: 'numbers_shown', kinds: ['child_helpline', 'domestic_violence', 'emergency'] });
    return walk.askAgain({ key: `common:unclear.or_choose_${round}` });
  }
  const step = walk.stepOf(waiting);
  const again = step === undefined ? undefined : kindOf(step.kind).again?.(step.spec);
  if (round === 1 && again !== undefined)
    return walk.askAgain({ key: again.includes(':') ? again : `${waiting.dialog}:${again}` });
  return walk.askAgain({ key: 'common:unclear.words_2' });
}
