/** One reply as messages of the Bot Framework, within the limits of the channel they go to. Pure. */
import type { Choice, Reply } from '../../turn/reply.js';
import { linkLines } from '../link-lines.js';
import { splitText, wholeCharacters } from '../split.js';
import type { ChannelTraits } from './limits.js';

/** What is sent, before it is addressed to anybody. */
export interface Message {
  type: 'message';
  text: string;
  textFormat: 'plain';
  locale: string;
  inputHint: 'acceptingInput' | 'expectingInput';
  importance?: 'high';
  suggestedActions?: { to: string[]; actions: Button[] };
}

/** Tapping says `value` in the person's name, as if it had been typed. */
interface Button {
  type: 'imBack';
  title: string;
  value: string;
}

const RIGHT_TO_LEFT_MARK = '\u200F';

export function renderReply(reply: Reply, traits: ChannelTraits): Message[] {
  const { limits, certain } = traits;
  const listed =
    reply.choices.length > 0 &&
    (!certain ||
      reply.choices.length > limits.buttons ||
      reply.choices.some(({ label }) => label.length > limits.label));
  const lines = [
    reply.text,
    ...linkLines(reply),
    ...(listed ? ['', ...reply.choices.map(({ number, label }) => `${number} ${label}`)] : []),
  ];
  // Marks lengthen a line by one; splitting leaves room for them.
  const marked = (text: string) => (reply.direction === 'rtl' ? markLines(text) : text);
  const parts = splitText(marked(lines.join('\n')), limits.text - 1).map(marked);
  return parts.map((text, index) => {
    const last = index === parts.length - 1;
    const buttons = last ? buttonsOf(reply.choices, limits) : [];
    return {
      type: 'message',
      text,
      textFormat: 'plain',
      locale: reply.language,
      inputHint: last && reply.choices.length > 0 ? 'expectingInput' : 'acceptingInput',
      ...(reply.tone === 'danger' ? { importance: 'high' } : {}),
      ...(buttons.length > 0 ? { suggestedActions: { to: [], actions: buttons } } : {}),
    };
  });
}

/** The first that fit; one for help now is never the one left out. */
function buttonsOf(choices: Choice[], limits: ChannelTraits['limits']): Button[] {
  const danger = choices.filter(({ tone }) => tone === 'danger').slice(0, limits.buttons);
  const others = choices.filter(({ tone }) => tone !== 'danger').slice(0, limits.buttons - danger.length);
  return choices
    .filter((choice) => danger.includes(choice) || others.includes(choice))
    .map((choice) => ({ type: 'imBack', title: titleOf(choice, limits.label), value: choice.label }));
}

/**
 * A shortened title begins with its number: that ties it to the list. Some channels send back the title of a tapped
 * button and not its value (A7361); number and beginning are understood as the button they stand on.
 */
function titleOf({ label, number }: Choice, limit: number): string {
  if (label.length <= limit) return label;
  const numbered = `${number} ${label}`;
  return `${numbered.slice(0, wholeCharacters(numbered, limit - 1)).trimEnd()}…`;
}

/** A line that begins with a digit or Latin letters would otherwise be laid out from left to right. */
function markLines(text: string): string {
  return text.replace(/^(?=[^\s\u200F\p{Script=Arabic}\p{Script=Hebrew}])/gmu, RIGHT_TO_LEFT_MARK);
}
