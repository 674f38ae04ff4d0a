/** One reply as messages of the Bot Framework, within the limits of the channel they go to. Pure. */
import type { Choice, Link, Reply } from '../../turn/reply.js';
import { type ChannelTraits, traitsOf } from './limits.js';
import { splitText, wholeCharacters } from './split.js';

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
const LEFT_TO_RIGHT_ISOLATE = '\u2066';
const POP_ISOLATE = '\u2069';
/** What only helps to read a number. */
const BETWEEN_DIGITS = '[\\s\\-()./\\u00A0\\u2010-\\u2015\\u2066-\\u2069\\u200E\\u200F]*';

export function renderReply(reply: Reply, traits: ChannelTraits): Message[] {
  const { limits, certain } = traits;
  const listed =
    reply.choices.length > 0 &&
    (!certain ||
      reply.choices.length > limits.buttons ||
      reply.choices.some(({ label }) => label.length > limits.label));
  const lines = [
    reply.text,
    ...reply.links.filter((link) => !stands(link, reply.text)).map(lineOf),
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

/** A shortened title begins with its number: that ties it to the list, and is understood where titles come back. */
function titleOf({ label, number }: Choice, limit: number): string {
  if (label.length <= limit) return label;
  const numbered = `${number} ${label}`;
  return `${numbered.slice(0, wholeCharacters(numbered, limit - 1)).trimEnd()}…`;
}

/** Some channels send back the title of a tapped button, not its value (A7361): the number on it says which it was. */
export function numberOnShortened(text: string, channelId: string): string | undefined {
  if (text.length > traitsOf(channelId, false).limits.label) return undefined;
  return /^(\d{1,3}) .*…$/u.exec(text)?.[1];
}

/** Whether what the link opens can already be read in the text; a number also when it is written in groups. */
function stands(link: Link, text: string): boolean {
  const target = targetOf(link);
  if (link.kind !== 'call') return text.includes(target);
  const spelled = [...target.replace(/[^\d+]/g, '')].map((sign) => (sign === '+' ? '\\+' : sign));
  return new RegExp(`(?<!\\d)${spelled.join(BETWEEN_DIGITS)}(?!\\d)`, 'u').test(text);
}

function lineOf(link: Link): string {
  const target = targetOf(link);
  // An isolate would become part of a web address where a messenger makes it tappable.
  const shown = link.kind === 'web' ? target : `${LEFT_TO_RIGHT_ISOLATE}${target}${POP_ISOLATE}`;
  return `${link.label}: ${shown}`;
}

/** What a person can dial, copy or open: the number of `tel:`, the coordinates of `geo:`, an address whole. */
function targetOf({ uri }: Link): string {
  return uri.replace(/^(tel|geo):/i, '').replace(/[;?].*$/, (rest) => (/^https?:/i.test(uri) ? rest : ''));
}

/** A line that begins with a digit or Latin letters would otherwise be laid out from left to right. */
function markLines(text: string): string {
  return text.replace(/^(?=[^\s\u200F\p{Script=Arabic}\p{Script=Hebrew}])/gmu, RIGHT_TO_LEFT_MARK);
}
