/**
 * A golden talk: a conversation as a person would read it. The head says who talks and why, in remarks, and how the
 * channel reports the language. `>` is the person: words, `> [a button]`, or `> (a position: 46.77, 23.62)`,
 * `> (a picture)`. Everything else is the bot, word for word.
 */
import type { IncomingContent } from '../../src/turn/incoming.js';
import type { Reply } from '../../src/turn/reply.js';
import type { Bot } from '../helpers/bot.js';

export interface TalkFile {
  head: string[];
  language: string;
  said: string[];
}

export function readTalk(text: string): TalkFile {
  const lines = text.split('\n');
  const head = lines.filter((line) => line.startsWith('#'));
  const language = head.map((line) => /^# language: (\S+)$/.exec(line)?.[1]).find(Boolean);
  if (language === undefined) throw new Error('A talk says in its head: # language: en');
  return {
    head,
    language,
    said: lines.filter((line) => line.startsWith('>')).map((line) => line.slice(1).trim()),
  };
}

/** Plays what the person says and writes the whole conversation down. */
export async function playTalk(bot: Bot, { head, language, said }: TalkFile): Promise<string> {
  let turned = await bot.turn(bot.start(language), { kind: 'opened' });
  const lines = [...head, '', ...shown(turned.replies)];
  for (const words of said) {
    turned = await bot.turn(turned.stored, meant(words, turned.replies));
    lines.push(`> ${words}`, '', ...shown(turned.replies));
    const ended = turned.events.find(({ type }) => type === 'ended');
    if (ended?.type === 'ended')
      lines.push(ended.leave ? '(the page leaves)' : '(the conversation is over)', '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function meant(words: string, before: Reply[]): IncomingContent {
  const position = /^\(a position: (-?[\d.]+), (-?[\d.]+)\)$/.exec(words);
  if (position) return { kind: 'location', latitude: Number(position[1]), longitude: Number(position[2]) };
  if (words === '(a picture)') return { kind: 'unreadable' };
  const label = /^\[(.+)\]$/.exec(words)?.[1];
  if (label === undefined) return { kind: 'text', text: words };
  const choice = before.at(-1)?.choices.find((offered) => offered.label === label);
  if (choice === undefined) throw new Error(`There is no button [${label}] there.`);
  return { kind: 'choice', id: choice.id, label };
}

function shown(replies: readonly Reply[]): string[] {
  return replies.flatMap(({ text, choices, links, tone }) => [
    ...(tone === 'danger' ? ['!!!'] : []),
    ...text.split('\n'),
    ...links.map(({ label, uri }) => `  (${label}: ${uri})`),
    ...(choices.length === 0 ? [] : [`  ${choices.map(({ label }) => `[${label}]`).join(' ')}`]),
    '',
  ]);
}
