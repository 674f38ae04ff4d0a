/**
 * Who wants to hear of a conversation's turns. Where several instances serve the same people, a turn that another one
 * took is heard of as news and read from the store; whoever listens is told of each turn once, in order.
 */
import type { News } from '../stores/port.js';
import { createLock } from './lock.js';
import { linesOf, type TranscriptTurn } from './result.js';

type Listener = (turn: TranscriptTurn) => void;

export interface Subscribers {
  add(conversation: string, listener: Listener): () => void;
  tell(conversation: string, turn: TranscriptTurn): void;
}

/** How turns of other instances are come by. */
export interface Relay {
  news: News;
  since(conversation: string, line: number): Promise<TranscriptTurn[]>;
  now(): number;
}

/** A turn, or only where one begins; nothing where news may have been missed. */
interface Heard {
  turn?: TranscriptTurn;
  line?: number;
}

interface Audience {
  listeners: Set<Listener>;
  /** Milliseconds since 1970: what was done before, whoever listens reads by themselves. */
  from: number;
  /** The last turn they were told of. */
  last: TranscriptTurn | undefined;
}

export function createSubscribers(relay?: Relay): Subscribers {
  const audiences = new Map<string, Audience>();
  const lock = createLock();
  const busy = new Map<string, number>();

  function show(audience: Audience, turn: TranscriptTurn): void {
    if (audience.last !== undefined && !isAfter(turn, audience.last)) return;
    audience.last = turn;
    for (const listener of audience.listeners) listener(turn);
  }

  /** Before a turn there may be others that another instance took, of which the news is still on its way. */
  async function showFrom(conversation: string, heard: Heard): Promise<void> {
    const audience = audiences.get(conversation);
    if (audience === undefined || relay === undefined) return;
    const { last, from } = audience;
    const { turn, line } = heard;
    if (turn === undefined || mayMiss(turn, last)) {
      const start = Math.min(line ?? Number.MAX_SAFE_INTEGER, last === undefined ? (line ?? 0) : endOf(last));
      // What cannot be read now is read with the next turn.
      const found = await relay.since(conversation, start).catch(() => []);
      const known = last !== undefined || line !== undefined;
      for (const each of found)
        if ((known || each.at > from) && (turn === undefined || isAfter(turn, each))) show(audience, each);
    }
    if (turn !== undefined) show(audience, turn);
  }

  function queue(conversation: string, heard: Heard): void {
    busy.set(conversation, (busy.get(conversation) ?? 0) + 1);
    void lock
      .run(conversation, () => showFrom(conversation, heard))
      .finally(() => {
        const left = (busy.get(conversation) ?? 1) - 1;
        if (left > 0) busy.set(conversation, left);
        else busy.delete(conversation);
      });
  }

  relay?.news.hear((news) => {
    if (news === undefined) for (const conversation of audiences.keys()) queue(conversation, {});
    else if (audiences.has(news.subject)) queue(news.subject, parsed(news.text));
  });

  return {
    add(conversation, listener) {
      const audience = audiences.get(conversation) ?? {
        listeners: new Set(),
        from: relay?.now() ?? 0,
        last: undefined,
      };
      audience.listeners.add(listener);
      audiences.set(conversation, audience);
      return () => {
        audience.listeners.delete(listener);
        if (audience.listeners.size === 0 && audiences.get(conversation) === audience)
          audiences.delete(conversation);
      };
    },
    tell(conversation, turn) {
      // A session that ended can be read nowhere any more: its last turn goes along with the news.
      const heard: Heard = turn.ended === undefined ? { line: turn.firstLine } : { turn };
      relay?.news.tell(conversation, JSON.stringify(heard));
      const audience = audiences.get(conversation);
      if (audience === undefined) return;
      if (relay === undefined) for (const listener of audience.listeners) listener(turn);
      else if (!busy.has(conversation) && !mayMiss(turn, audience.last)) show(audience, turn);
      else queue(conversation, { turn });
    },
  };
}

function parsed(text: string): Heard {
  return text === '' ? {} : (JSON.parse(text) as Heard);
}

const endOf = (turn: TranscriptTurn): number => turn.firstLine + linesOf(turn);

/** Later on the transcript, or on one that was begun anew. */
function isAfter(turn: TranscriptTurn, other: TranscriptTurn): boolean {
  return turn.firstLine >= endOf(other) || (turn.firstLine <= other.firstLine && turn.at > other.at);
}

function mayMiss(turn: TranscriptTurn, last: TranscriptTurn | undefined): boolean {
  return last === undefined ? turn.firstLine > 0 : turn.firstLine > endOf(last);
}
