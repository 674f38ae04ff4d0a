/** From a checked activity to what a turn takes. Pure; knows nothing of botbuilder. */
import { createHash } from 'node:crypto';
import type { Incoming, IncomingContent } from '../../turn/incoming.js';
import { type Activity, ID_LENGTH } from './activity.js';
import { positionEntity, sharedPosition } from './position.js';

/** What an activity asks for: a turn, nothing (types we do not know are ignored, A2014), or a call we do not offer. */
export type Heard = { kind: 'incoming'; incoming: Incoming } | { kind: 'ignored' } | { kind: 'invoke' };

export function hear(activity: Activity): Heard {
  switch (activity.type) {
    case 'message':
      // A bot's own message that comes back to it must not start a conversation with itself.
      if (activity.from.id === activity.recipient?.id) return { kind: 'ignored' };
      return incoming(activity, activity.from.id, activity.id ?? undefined, contentOf(activity));
    case 'conversationUpdate': {
      const person = activity.membersAdded?.find(({ id }) => id !== activity.recipient?.id);
      return person ? opened(activity, person.id) : { kind: 'ignored' };
    }
    case 'event':
      // How pages with Web Chat announce somebody whose channel sends no conversationUpdate.
      return activity.name === 'webchat/join' ? opened(activity, activity.from.id) : { kind: 'ignored' };
    case 'invoke':
      return { kind: 'invoke' };
    default:
      return { kind: 'ignored' };
  }
}

/** Channels announce a person several times; an id made of the conversation and the person lets it count once. */
function opened(activity: Activity, person: string): Heard {
  const id = createHash('sha256').update(`${activity.conversation.id}\u0000${person}`).digest('hex');
  return incoming(activity, person, `opened-${id}`, { kind: 'opened' });
}

function incoming(
  activity: Activity,
  person: string,
  id: string | undefined,
  content: IncomingContent,
): Heard {
  return {
    kind: 'incoming',
    incoming: {
      channel: `bot-framework/${activity.channelId}`,
      user: `${activity.conversation.id}\u0000${person}`,
      activity: id,
      content,
      locale: activity.locale || undefined,
    },
  };
}

function contentOf(activity: Activity): IncomingContent {
  const text = withoutMention(activity);
  const choice = chosen(activity.value);
  if (choice !== undefined) return { kind: 'choice', id: choice, label: text };
  const shared = sharedPosition(activity.channelData);
  if (shared) return { kind: 'location', ...shared };
  if (text.trim() !== '') return { kind: 'text', text };
  const position = positionEntity(activity.entities);
  return position ? { kind: 'location', ...position } : { kind: 'unreadable' };
}

function chosen(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('choice' in value)) return undefined;
  const { choice } = value;
  return typeof choice === 'string' && choice !== '' && choice.length <= ID_LENGTH ? choice : undefined;
}

/** In a group the person has to name the bot before it hears them; the name is no part of what they say. */
function withoutMention({ text, entities, recipient }: Activity): string {
  let said = text ?? '';
  for (const entity of entities ?? []) {
    const mention = entity as { type?: unknown; text?: unknown; mentioned?: { id?: unknown } } | null;
    if (mention?.type !== 'mention' || typeof mention.text !== 'string' || mention.text === '') continue;
    if (recipient && mention.mentioned?.id === recipient.id) said = said.replace(mention.text, '').trim();
  }
  return said;
}
