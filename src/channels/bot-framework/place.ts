/** Where a conversation is, kept so that it can be written to later by who asked for that. */
import { z } from 'zod';
import type { Reply } from '../../turn/reply.js';
import type { Activity } from './activity.js';
import type { OutgoingActivity } from './codec.js';
import { traitsOf } from './limits.js';
import { renderReply } from './render.js';

export const place = z.strictObject({
  channelId: z.string(),
  serviceUrl: z.string(),
  conversation: z.string(),
  /** Ours; some channels do not say. */
  bot: z.string().nullable(),
  person: z.string(),
  group: z.boolean(),
});
export type Place = z.infer<typeof place>;

export function placeOf({ channelId, serviceUrl, conversation, recipient, from }: Activity): Place {
  return {
    channelId,
    serviceUrl,
    conversation: conversation.id,
    bot: recipient?.id ?? null,
    person: from.id,
    group: conversation.isGroup === true || /^(groupChat|channel)$/.test(conversation.conversationType ?? ''),
  };
}

/** @param id in `channelData.kinline`, the same for every repeat */
export function messagesTo(to: Place, reply: Reply, id: string): NamedActivity[] {
  return renderReply(reply, traitsOf(to.channelId, to.group)).map((message) => ({
    ...message,
    channelId: to.channelId,
    serviceUrl: to.serviceUrl,
    conversation: { id: to.conversation },
    recipient: { id: to.person },
    ...(to.bot === null ? {} : { from: { id: to.bot } }),
    channelData: { kinline: { id } },
  }));
}

export interface NamedActivity extends OutgoingActivity {
  channelData: { kinline: { id: string } };
}
