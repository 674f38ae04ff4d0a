/** The answer when nothing can be stored: an apology, the danger card where it applies, and numbers, always. */
import { DANGER_CLASSES, type DangerClass } from '../engine/input.js';
import { HELP_NOW, type Understanding } from '../language/understand.js';
import { dangerCard, KINDS } from './danger-card.js';
import type { Incoming } from './incoming.js';
import { lastResortCard } from './last-resort.js';
import { plainReply, type Telling, withHelpNow } from './replies.js';
import type { Reply } from './reply.js';

const SHOWN = ['emergency', 'child_helpline', 'domestic_violence'];

/** What is known of the person so far. */
export interface Known {
  language: string;
  region: string;
  child: boolean;
}

export function notTakenReplies(
  incoming: Incoming,
  { language, region, child }: Known,
  understanding: Understanding,
  { speaking, numbers }: Telling,
  apologizing: 'try_later' | 'trouble' = 'try_later',
): Reply[] {
  const danger = dangerIn(incoming, language, understanding);
  let card: Reply[] = [];
  try {
    const speech = speaking.in(language);
    if (danger !== undefined)
      card = dangerCard(danger.class, region, speaking.in(danger.language), numbers, child);
    const apology = plainReply(speech.say(`common:${apologizing}`), speech);
    if (card.length > 0) return withHelpNow([...card, apology], speech);
    const lines = numbers.lines(region, SHOWN, speech);
    return withHelpNow([apology, { ...plainReply(lines.text, speech), links: lines.links }], speech);
  } catch {
    if (card.length > 0) return card;
    return [
      lastResortCard(danger?.language ?? language, region, KINDS[danger?.class ?? 'danger_now'], numbers),
    ];
  }
}

/** Is somebody in danger? Never throws, and asks nobody about the button. */
export function dangerIn(
  { content }: Incoming,
  language: string,
  understanding: Understanding,
): { class: DangerClass; language: string } | undefined {
  if (content.kind === 'choice' && content.id === HELP_NOW) return { class: DANGER_CLASSES[0], language };
  try {
    return understanding.danger(content, language);
  } catch {
    return undefined;
  }
}
