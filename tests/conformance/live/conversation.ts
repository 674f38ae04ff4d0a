/** One person's conversation over a channel's own transport: what they do, and what they then see. */

import { linkLines } from '../../../src/channels/link-lines.js';
import type { Link } from '../../../src/turn/reply.js';

/** One message as a person sees it, whatever it looked like on the way. */
export interface Seen {
  words: string;
  language: string;
  urgent: boolean;
  buttons: string[];
}

export interface Conversation {
  /** The first words, before anything was said. */
  opened(): Promise<Seen[]>;
  say(words: string): Promise<Seen[]>;
  /** Taps a button of the last message. */
  tap(label: string): Promise<Seen[]>;
  close(): void;
}

/** Links are told apart from words on some channels and are lines of the text on others. */
export function withLinks(text: string, links: Link[]): string {
  const reply = { text, links, language: '', direction: 'ltr', tone: 'plain', choices: [] } as const;
  return [text, ...linkLines({ ...reply, choices: [] })].join('\n');
}

export function missing(label: string, labels: readonly string[]): Error {
  return new Error(`There is no button “${label}” among: ${labels.join(', ')}.`);
}
