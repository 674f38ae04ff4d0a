/** Notices into a linked chat, through whatever channel carries it. */
import type { Reply } from '../turn/reply.js';
import { messageId } from './delivery.js';
import { failedFor, type Send } from './fault.js';
import type { Links } from './links.js';
import type { Target } from './target.js';
import { type Say, tell } from './words.js';

/** What the channel made of it: `again` in so many milliseconds, where it said. */
type Brought = 'sent' | 'refused' | { again: number | undefined };

export interface ConversationParts {
  links: Pick<Links, 'place' | 'unlink'>;
  /** Brings a reply to where the chat is. */
  bring(place: unknown, reply: Reply, id: string): Promise<Brought>;
  say: Say;
  direction(language: string): 'ltr' | 'rtl';
  home: string;
}

export function createConversations(
  parts: ConversationParts,
): Send<Extract<Target, { kind: 'conversation' }>> {
  const { links, bring, say, direction, home } = parts;
  return async ({ id, notice, target: { link, language } }) => {
    const place = await links.place(link);
    if (place === undefined) {
      // Nobody wrote there for a year: it is a chat like any other now.
      await links.unlink(link);
      return failedFor('target_gone', { again: false });
    }
    const told = tell(notice, language, say, home);
    const reply: Reply = {
      text: `${told.line}\n${told.link}`,
      language,
      direction: direction(language),
      tone: 'plain',
      links: [],
      choices: [],
    };
    const brought = await bring(place, reply, messageId(id));
    if (brought === 'sent') return { sent: true };
    if (brought === 'refused') return failedFor('refused');
    const { again } = brought;
    return failedFor('unreachable', { maybe: true, ...(again === undefined ? {} : { after: again }) });
  };
}
