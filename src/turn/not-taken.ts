/** The answer when nothing can be stored: an apology, the danger card where it applies, and numbers, always. */
import type { Understanding } from '../language/understand.js';
import { dangerCard } from './danger-card.js';
import type { Incoming } from './incoming.js';
import { plainReply, type Telling, withHelpNow } from './replies.js';
import type { Reply } from './reply.js';

const SHOWN = ['emergency', 'child_helpline', 'domestic_violence'];

export function notTakenReplies(
  incoming: Incoming,
  { language, region }: { language: string; region: string },
  understanding: Understanding,
  { speaking, numbers }: Telling,
): Reply[] {
  const speech = speaking.in(language);
  const danger = understanding.danger(incoming.content, language);
  const apology = plainReply(speech.say('common:try_later'), speech);
  if (danger !== undefined) {
    const card = dangerCard(danger.class, region, speaking.in(danger.language), numbers);
    return withHelpNow([card, apology], speech);
  }
  const lines = numbers.lines(region, SHOWN, speech);
  return withHelpNow([apology, { ...plainReply(lines.text, speech), links: lines.links }], speech);
}
