/** Who wants to hear of a conversation's turns, within this process. */
import type { TranscriptTurn } from './result.js';

type Listener = (turn: TranscriptTurn) => void;

export interface Subscribers {
  add(conversation: string, listener: Listener): () => void;
  tell(conversation: string, turn: TranscriptTurn): void;
}

export function createSubscribers(): Subscribers {
  const listeners = new Map<string, Set<Listener>>();
  return {
    add(conversation, listener) {
      const mine = listeners.get(conversation) ?? new Set<Listener>();
      mine.add(listener);
      listeners.set(conversation, mine);
      return () => {
        mine.delete(listener);
        if (mine.size === 0 && listeners.get(conversation) === mine) listeners.delete(conversation);
      };
    },
    tell(conversation, turn) {
      for (const listener of listeners.get(conversation) ?? []) listener(turn);
    },
  };
}
