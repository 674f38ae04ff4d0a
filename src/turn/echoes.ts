/**
 * Messages that came twice without an id to tell by: the same words within a moment, at the same waiting step,
 * count once. What was said is kept as a hash under a key of this process alone.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingContent } from './incoming.js';

/** Milliseconds within which the same message at the same step is the same message. */
export const SAME_WITHIN = 3000;
/** Conversations remembered at most; the oldest are forgotten first. */
const REMEMBERED = 10_000;

export interface Echoes {
  /** An activity id for a message that has none: the one before if this is its echo, else a new one. */
  idFor(conversation: string, content: IncomingContent, waiting: string, now: number): string;
  /** Nothing of this conversation is remembered any more. */
  forget(conversation: string): void;
}

export function createEchoes(newId: () => string, key: Uint8Array = randomBytes(32)): Echoes {
  const last = new Map<string, { words: string; at: number; id: string }>();
  return {
    idFor(conversation, content, waiting, now) {
      const words = createHmac('sha256', key)
        .update(JSON.stringify([waiting, content]))
        .digest('base64');
      const before = last.get(conversation);
      const id =
        before !== undefined && before.words === words && now - before.at < SAME_WITHIN ? before.id : newId();
      last.delete(conversation);
      last.set(conversation, { words, at: now, id });
      if (last.size > REMEMBERED) last.delete(last.keys().next().value as string);
      return id;
    },
    forget: (conversation) => void last.delete(conversation),
  };
}
