/** What must hold for every turn anywhere: something is said, in words, within the narrowest channel. */
import { NARROWEST } from '../../src/channels/narrowest.js';
import type { Turned } from '../helpers/bot.js';

const RAW_KEY =
  /(^|\s)(common|menu|find-help|help|person|language|about|erase|stop|exit|directory|danger|needs|page|self-check|self-check-young|callback|callback-young|feedback(-\d+-\d+)?):[a-z_]/;
const LEFT_OVER = /\{\{|\}\}|undefined|\bnull\b|\bNaN\b|\[object|Invalid Date/;
/** Ways on from a danger card stand below the question's own buttons; where a channel has too few, it lists them. */
const CARD_WAYS = 5;
const OTHER_LANGUAGE: ReadonlySet<string> = new Set(['danger_seen', 'card_shown', 'language_changed']);
/** A session that grows past this is one that never forgets. */
const SESSION_BYTES = 64 * 1024;

/** Problems of one turn in plain words; empty when all is well. */
export function turnProblems({ replies, events, stored, session }: Turned): string[] {
  const problems: string[] = [];
  if (replies.length === 0) problems.push('nothing was said');
  for (const event of events)
    if (event.type === 'fault') problems.push(`fault at ${event.dialog}/${event.step}: ${event.problem}`);
  for (const { text, choices, language } of replies) {
    const words = [text, ...choices.map(({ label }) => label)];
    if (words.some((word) => word.trim() === '')) problems.push('an empty text or button');
    if (words.some((word) => RAW_KEY.test(word)))
      problems.push(`a raw key: ${words.find((word) => RAW_KEY.test(word))}`);
    const odd = words.find((word) => LEFT_OVER.test(word));
    if (odd !== undefined) problems.push(`something left unfilled: ${odd}`);
    if (text.length > NARROWEST.text) problems.push(`a text of ${text.length} characters`);
    if (choices.length > NARROWEST.buttons + (session.card === undefined ? 0 : CARD_WAYS))
      problems.push(`${choices.length} buttons`);
    const labels = choices.map(({ label }) => label);
    if (new Set(labels).size !== labels.length) problems.push(`two buttons alike: ${labels.join(' | ')}`);
    if (language !== session.language && !events.some(({ type }) => OTHER_LANGUAGE.has(type)))
      problems.push(`a reply in ${language} in a conversation in ${session.language}`);
  }
  if (!replies.at(-1)?.choices.some(({ id }) => id === '!help_now')) problems.push('no button for help now');
  if (stored.length > SESSION_BYTES) problems.push(`a session of ${stored.length} characters`);
  return problems;
}
