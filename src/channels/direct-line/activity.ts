/** Activities as they stand on our Direct Line's wire. Only what we write is typed; what clients send is `unknown`. */
import type { Choice, Link } from '../../turn/reply.js';

/** The channel's name in `Incoming` and on the transcript. */
export const CHANNEL = 'direct-line';

/** What an activity has once it was sent. */
export interface Sent {
  id: string;
  timestamp: string;
  channelId: 'directline';
  conversation: { id: string };
}

/** What a reply looks like before it has a place on a transcript. */
export interface BotMessage {
  type: 'message';
  from: { id: string; name: string; role: 'bot' };
  text: string;
  textFormat: 'plain';
  locale: string;
  inputHint: 'expectingInput' | 'acceptingInput';
  importance?: 'high';
  suggestedActions?: { actions: TapAction[] };
  attachments?: LinkCard[];
  channelData: { kinline: ForOurPage };
}

/** What our own page draws from; other clients read the standard fields, which say the same. */
export interface ForOurPage {
  direction: 'ltr' | 'rtl';
  tone: 'plain' | 'danger';
  choices: Choice[];
  links: Link[];
  /** A part of a plan that can be taken along. */
  plan?: true;
  /** All that stands before this message leaves the screen. */
  clears?: true;
}

/** Web Chat shows `displayText` as what the person said and sends `text` and `value` back. */
export interface TapAction {
  type: 'messageBack';
  title: string;
  text: string;
  displayText: string;
  value: { choice: string };
}

export interface LinkCard {
  contentType: 'application/vnd.microsoft.card.hero';
  content: { buttons: { type: 'openUrl' | 'call'; title: string; value: string }[] };
}

/** What is kept of a person's activity for its echo: nothing of the device's clock, zone or abilities. */
export interface Echo {
  type: string;
  text?: string;
  locale?: string;
  value?: { choice: string };
  /** Web Chat draws a file it sent from its type and name. */
  attachments?: { contentType: string; name: string }[];
  channelData?: { clientActivityID: string };
}

export type EchoActivity = Sent & Echo & { from: { id: string; role: 'user' } };
export type BotActivity = Sent & BotMessage & { replyToId?: string };
export type EndActivity = Sent & {
  type: 'endOfConversation';
  code: 'completedSuccessfully';
  from: BotMessage['from'];
  channelData: { kinline: { leave: boolean } };
};
export type LineActivity = EchoActivity | BotActivity | EndActivity;

/** A set of activities as polling answers it and a stream frames it. */
export interface ActivitySet {
  activities: LineActivity[];
  watermark: string;
}
