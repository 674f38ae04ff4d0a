/** What an answer on the wire leads to, as the turn understands it: the id of a choice, or nothing. */
import type { Asked } from '../../../src/engine/session.js';
import { createSpeaking } from '../../../src/language/speech.js';
import { createUnderstanding, HELP_NOW } from '../../../src/language/understand.js';
import type { IncomingContent } from '../../../src/turn/incoming.js';
import type { Choice } from '../../../src/turn/reply.js';
import { ownContent } from '../../helpers/content.js';

const { languages } = ownContent();
const understanding = createUnderstanding(languages);

export const HELP: Choice = {
  id: HELP_NOW,
  label: createSpeaking(languages).in('en').say('common:help_now'),
  number: 0,
  tone: 'danger',
};

export async function leadsTo(
  content: IncomingContent,
  choices: readonly Choice[],
): Promise<string | undefined> {
  const options = choices
    .filter(({ id }) => id !== HELP_NOW)
    .map(({ id, label: words }) => ({ id, words, answer: { kind: 'option' as const, id } }));
  const asked: Asked = { text: { key: 'question' }, expects: 'option', options };
  const { input } = await understanding.understand(content, {
    language: 'en',
    languageOpen: false,
    asked,
    label: (option) => ('words' in option ? option.words : option.text.key),
    findPlaces: () => [],
    yourPlace: 'here',
  });
  if (input.kind === 'danger') return HELP_NOW;
  return input.kind === 'option' ? input.id : undefined;
}
