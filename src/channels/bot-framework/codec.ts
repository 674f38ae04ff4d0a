/** The Bot Framework channel as a codec: activities in, activities out, for the channel id they came from. */
import type { Reply } from '../../turn/reply.js';
import type { Codec } from '../channel.js';
import { type Activity, readActivity } from './activity.js';
import { hear } from './decode.js';
import { type ChannelTraits, traitsOf } from './limits.js';
import { type Message, renderReply } from './render.js';

/** A message as it goes out: to the person who wrote, in the conversation they wrote in. */
export interface OutgoingActivity extends Message {
  channelId: string;
  serviceUrl: string;
  conversation: { id: string };
  from?: { id: string };
  recipient: { id: string };
  replyToId?: string;
}

export function botFrameworkCodec(channelId: string): Codec<unknown, Message> {
  const traits = traitsOf(channelId, false);
  return {
    name: `bot-framework/${channelId}`,
    limits: traits.limits,
    decode(wire) {
      const read = readActivity(wire);
      if (!read.ok) return read;
      const heard = hear(read.activity);
      if (heard.kind === 'incoming') return { ok: true, incoming: heard.incoming };
      return { ok: false, problem: `Activities of this type are not answered (${heard.kind}).` };
    },
    render: (reply) => renderReply(reply, traits),
  };
}

/** All messages of a turn, in order, addressed as answers to an activity. */
export function answersTo(activity: Activity, replies: Reply[]): OutgoingActivity[] {
  const traits = traitsFor(activity);
  return replies.flatMap((reply) => renderReply(reply, traits)).map((message) => address(message, activity));
}

function traitsFor({ channelId, conversation }: Activity): ChannelTraits {
  const group =
    conversation.isGroup === true || /^(groupChat|channel)$/.test(conversation.conversationType ?? '');
  return traitsOf(channelId, group);
}

function address(message: Message, activity: Activity): OutgoingActivity {
  const { channelId, serviceUrl, conversation, recipient, from, id, type } = activity;
  const outgoing: OutgoingActivity = {
    ...message,
    channelId,
    serviceUrl,
    conversation: { id: conversation.id },
    recipient: { id: from.id },
  };
  // In a group, buttons are for the person who asked.
  if (message.suggestedActions) outgoing.suggestedActions = { ...message.suggestedActions, to: [from.id] };
  if (recipient) outgoing.from = { id: recipient.id };
  // Only a message stands in the conversation, so only a message can be replied to.
  if (id && type === 'message') outgoing.replyToId = id;
  return outgoing;
}
