/** Finds words of a list in a text, in all the forms that the list's stars leave open. */
import { fold } from '../../language/fold.js';

const known = new WeakMap<readonly string[], RegExp>();

/** The words as they stand in the text, folded. */
export function bannedIn(text: string, list: readonly string[]): string[] {
  const pattern = known.get(list) ?? patternOf(list);
  known.set(list, pattern);
  const words = ` ${fold(text.replace(/\{\{[^}]*\}\}/g, ' '))} `;
  return [...new Set([...words.matchAll(pattern)].map(([, word = '']) => word))];
}

function patternOf(list: readonly string[]): RegExp {
  const entries = list.map((entry) => entry.split('*').map(foldPart).join('\\p{L}*'));
  return new RegExp(`(?<= )(${entries.join('|')})(?= )`, 'gu');
}

/** Folded, but for the spaces beside a star: “human traffick*” has one, “victim*” none. */
function foldPart(part: string): string {
  const inner = fold(part);
  return `${/^\s/.test(part) && inner !== '' ? ' ' : ''}${inner}`;
}
