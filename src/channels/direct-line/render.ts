/** Replies and transcript turns as activities. */
import type { Choice, Link, Reply } from '../../turn/reply.js';
import { linesOf, type TranscriptTurn } from '../../turn/result.js';
import type { ChannelLimits } from '../channel.js';
import type { BotActivity, BotMessage, Echo, LineActivity, LinkCard, TapAction } from './activity.js';
import { isRecord } from './location.js';
import { shorten, splitText } from './text.js';
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
    channelData: { kinline: { direction: reply.direction, tone: reply.tone, choices, links } },
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
  const place = sentAt(person, turn.at);
  const activities: LineActivity[] = [];
  let at = turn.firstLine;
  let replyToId: string | undefined;
  if (turn.echo !== undefined) {
    replyToId = lineId(person.conversation, at);
    if (at >= line) activities.push(renderEcho(turn.echo as Echo, person, replyToId, turn.at));
    at += 1;
  }
  for (const reply of turn.replies) {
    if (at >= line) {
      const id = lineId(person.conversation, at);
      renderReply(reply).forEach((part, index) => {
        const partId = index === 0 ? id : `${id}.${index}`;
        activities.push({ ...place, id: partId, ...(replyToId ? { replyToId } : {}), ...part });
      });
    }
    at += 1;
  }
  if (turn.ended && at > line)
    activities.push({
      ...place,
      id: `${lineId(person.conversation, Math.max(turn.firstLine, at - 1))}.end`,
      type: 'endOfConversation',
      code: 'completedSuccessfully',
      from: BOT,
      channelData: { kinline: { leave: turn.ended.leave } },
    });
  return activities;
}

/** The person's activity as they see it again. An echo stored by an older version may lack anything. */
export function renderEcho(echo: Echo, person: Person, id: string, at: number): LineActivity {
  const kept: Echo = isRecord(echo) ? echo : { type: 'message' };
  return { ...sentAt(person, at), ...kept, id, from: { id: person.user, role: 'user' } };
}

/** Replies that stand on no transcript, because nothing could be stored. */
export function renderVolatile(
  replies: Reply[],
  person: Person,
  at: number,
  newId: () => string,
): BotActivity[] {
  const place = sentAt(person, at);
  return replies.flatMap(renderReply).map((part) => ({ ...place, id: newId(), ...part }));
}

function sentAt(person: Person, at: number) {
  return {
    id: '',
    timestamp: new Date(at).toISOString(),
    channelId: 'directline' as const,
    conversation: { id: person.conversation },
  };
}
