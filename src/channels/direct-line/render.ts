/** Replies and transcript turns as activities. */
import type { Choice, Link, Reply } from '../../turn/reply.js';
import { linesOf, type TranscriptTurn } from '../../turn/result.js';
import type { ChannelLimits } from '../channel.js';
import { shorten, splitText } from '../split.js';
import type { BotActivity, BotMessage, Echo, LineActivity, LinkCard, Sent, TapAction } from './activity.js';
import { isRecord } from './location.js';
import type { Person } from './tokens.js';

export const LIMITS: ChannelLimits = { text: 8000, buttons: 100, label: 200 };

const BOT: BotMessage['from'] = { id: 'kinline', name: 'Kinline', role: 'bot' };

/** The name of a line on the wire; a client's POST is answered with the one of its echo. */
export function lineId(conversation: string, line: number): string {
  return `${conversation}|${String(line).padStart(7, '0')}`;
}

/** The line after a turn's last: the watermark of somebody who has read it. */
export function endOf(turn: TranscriptTurn): number {
  return turn.firstLine + linesOf(turn);
}

/** One message, or several where the text is longer than one may be. Buttons and links stand on the last. */
export function renderReply(reply: Reply): BotMessage[] {
  const texts = splitText(withList(reply), LIMITS.text);
  return texts.map((text, index) => {
    const last = index === texts.length - 1;
    return message(reply, text, last ? reply.choices : [], last ? reply.links : []);
  });
}

function message(reply: Reply, text: string, choices: Choice[], links: Link[]): BotMessage {
  const cards = linkCards(links);
  return {
    type: 'message',
    from: BOT,
    text,
    textFormat: 'plain',
    locale: reply.language,
    inputHint: choices.length > 0 ? 'expectingInput' : 'acceptingInput',
    ...(reply.tone === 'danger' ? { importance: 'high' as const } : {}),
    ...(choices.length > 0
      ? { suggestedActions: { actions: choices.slice(0, LIMITS.buttons).map(tapAction) } }
      : {}),
    ...(cards.length > 0 ? { attachments: cards } : {}),
    channelData: {
      kinline: {
        direction: reply.direction,
        tone: reply.tone,
        choices,
        links,
        ...(reply.plan ? { plan: true as const } : {}),
      },
    },
  };
}

/** The reply's text, and below it as a numbered list whatever no button can show whole. */
function withList(reply: Reply): string {
  const listed = reply.choices.filter(
    (choice, index) => index >= LIMITS.buttons || choice.label.length > LIMITS.label,
  );
  const list = listed.map((choice) => `${choice.number}. ${choice.label}`);
  return [reply.text, ...list].filter((part) => part !== '').join('\n');
}

function tapAction(choice: Choice): TapAction {
  return {
    type: 'messageBack',
    title: shorten(choice.label, LIMITS.label),
    text: choice.label,
    displayText: choice.label,
    value: { choice: choice.id },
  };
}

/** Web Chat opens `https:` and `tel:` only, so a `geo:` link is left to our own page. */
function linkCards(links: Link[]): LinkCard[] {
  const buttons = links
    .filter(({ uri }) => /^(https|tel):/i.test(uri))
    .map(({ kind, label, uri }) => ({
      type: kind === 'call' ? ('call' as const) : ('openUrl' as const),
      title: label,
      value: uri,
    }));
  return buttons.length > 0
    ? [{ contentType: 'application/vnd.microsoft.card.hero', content: { buttons } }]
    : [];
}

/** A turn's activities from `line` on: the person's own, the replies to it, and the end if it was one. */
export function renderTurn(turn: TranscriptTurn, person: Person, line = -1): LineActivity[] {
  const timestamp = new Date(turn.at).toISOString();
  const activities: LineActivity[] = [];
  let at = turn.firstLine;
  let replyToId: string | undefined;
  if (turn.echo !== undefined) {
    replyToId = lineId(person.conversation, at);
    if (at >= line) activities.push(echoActivity(turn.echo, person, replyToId, timestamp));
    at += 1;
  }
  for (const reply of turn.replies) {
    if (at >= line) {
      const id = lineId(person.conversation, at);
      renderReply(reply).forEach((part, index) => {
        const activity: BotActivity = sent(part, index === 0 ? id : `${id}.${index}`, person, timestamp);
        if (turn.cleared && reply === turn.replies[0] && index === 0)
          activity.channelData.kinline.clears = true;
        if (replyToId !== undefined) activity.replyToId = replyToId;
        activities.push(activity);
      });
    }
    at += 1;
  }
  if (turn.ended) {
    const id = `${lineId(person.conversation, Math.max(turn.firstLine, at - 1))}.end`;
    activities.push(sent(endMessage(turn.ended.leave), id, person, timestamp));
  }
  return activities;
}

function endMessage(leave: boolean) {
  return {
    type: 'endOfConversation' as const,
    code: 'completedSuccessfully' as const,
    from: BOT,
    channelData: { kinline: { leave } },
  };
}

/** The person's activity as they see it again. */
export function renderEcho(echo: Echo, person: Person, id: string, at: number): LineActivity {
  return echoActivity(echo, person, id, new Date(at).toISOString());
}

/** What a store gives back as an echo may be of another version and lack anything. */
function echoActivity(echo: unknown, person: Person, id: string, timestamp: string): LineActivity {
  const kept = (isRecord(echo) ? echo : {}) as Partial<Echo>;
  const from = { id: person.user, role: 'user' as const };
  return sent(Object.assign({ type: 'message' }, kept, { from }), id, person, timestamp);
}

/** Replies that stand on no transcript, because nothing could be stored. */
export function renderVolatile(
  replies: Reply[],
  person: Person,
  at: number,
  newId: () => string,
): BotActivity[] {
  const timestamp = new Date(at).toISOString();
  return replies.flatMap(renderReply).map((part) => sent(part, newId(), person, timestamp));
}

/** Gives a new activity its place. Adds to the object it was given: a copy would cost more than all the rest. */
function sent<T extends object>(activity: T, id: string, person: Person, timestamp: string): T & Sent {
  const place: Sent = {
    id,
    timestamp,
    channelId: 'directline',
    conversation: { id: person.conversation },
  };
  return Object.assign(activity, place);
}
