/**
 * The conversations this process has met lately. The transcript keeps the lines; here is only what it cannot keep:
 * who listens now, whether the conversation was opened, the words of a turn that could not be stored, and for a
 * minute the lines of turns, so that a goodbye still arrives after its session and its key are gone.
 */
import { linesOf, type TakeTurn, type Transcript, type TranscriptTurn } from '../../turn/result.js';
import { CHANNEL, type LineActivity } from './activity.js';
import { endOf, renderVolatile } from './render.js';
import type { Person } from './tokens.js';

export interface Listener {
  turn(turn: TranscriptTurn): void;
  volatile(activities: LineActivity[]): void;
  /** Ends a stream to make room for a newer one of the same conversation. */
  drop(): void;
}

export interface Conversation {
  person: Person;
  listeners: Set<Listener>;
  opened: boolean;
  opening: Promise<Opening> | undefined;
  /** Not before this time is a failed opening tried again by somebody who only listens. */
  openAgainAt: number;
  recent: { turn: TranscriptTurn; seen: number }[];
  /** Highest end of a turn seen, and whether a later turn began below it: the transcript was begun anew. */
  end: number;
  restarted: boolean;
  /** Activities that stand on no transcript and that nobody was there to hear. */
  unheard: { activity: LineActivity; seen: number }[];
  touched: number;
  leave(): void;
}

/** `new`: the greeting was made just now. `failed`: the store did not take it; it is tried again later. */
export type Opening = 'new' | 'known' | 'failed';

export interface Conversations {
  of(person: Person): Conversation;
  /**
   * Hands over that the person is there, once in a conversation's life. Whoever only listens is `patient`: a store
   * that failed is not asked again at once, and its apology is shown here. A message brings its own apology.
   */
  open(conversation: Conversation, locale: string | undefined, patient: boolean): Promise<Opening>;
  /** Shown now or at the next poll or connection, and never again. */
  showOnce(conversation: Conversation, activities: LineActivity[]): void;
  takeUnheard(conversation: Conversation): LineActivity[];
  newVolatileId(person: Person): string;
  /** Forgets what is past its time. */
  sweep(): void;
  close(): void;
}

export const RECENT_MS = 60_000;
const RECENT_LINES = 40;
const UNHEARD = 20;
const IDLE_MS = 120_000;
const IDLE_CONVERSATIONS = 50_000;
const OPEN_AGAIN_MS = 5_000;
/** A store forgets what it did after 48 hours; an older conversation is not greeted again. */
const GREETED_MS = 24 * 3600_000;

export function createConversations(options: {
  take: TakeTurn;
  transcript: Transcript;
  now(): number;
  random(bytes: number): Buffer;
}): Conversations {
  const { take, transcript, now, random } = options;
  const met = new Map<string, Conversation>();
  const newVolatileId = (person: Person) => `${person.conversation}|v${random(9).toString('base64url')}`;

  function forget(conversation: Conversation): void {
    conversation.leave();
    met.delete(conversation.person.user);
  }

  function meet(person: Person): Conversation {
    const conversation: Conversation = {
      person,
      listeners: new Set(),
      opened: now() - person.born > GREETED_MS,
      opening: undefined,
      openAgainAt: 0,
      recent: [],
      end: 0,
      restarted: false,
      unheard: [],
      touched: now(),
      leave: transcript.subscribe(CHANNEL, person.user, (turn) => {
        hear(conversation, turn, now());
        for (const listener of conversation.listeners) tell(listener, turn);
      }),
    };
    met.set(person.user, conversation);
    if (met.size > IDLE_CONVERSATIONS) forgetOldest();
    return conversation;
  }

  function forgetOldest(): void {
    for (const conversation of met.values())
      if (conversation.listeners.size === 0) {
        forget(conversation);
        return;
      }
  }

  function showOnce(conversation: Conversation, activities: LineActivity[]): void {
    for (const listener of conversation.listeners) listener.volatile(activities);
    if (conversation.listeners.size > 0) return;
    const seen = now();
    conversation.unheard.push(...activities.map((activity) => ({ activity, seen })));
    conversation.unheard = conversation.unheard.slice(-UNHEARD);
  }

  async function greet(
    conversation: Conversation,
    locale: string | undefined,
    patient: boolean,
  ): Promise<Opening> {
    const { person } = conversation;
    const result = await take({
      channel: CHANNEL,
      user: person.user,
      activity: 'opened',
      content: { kind: 'opened' },
      locale,
    });
    if (result.status === 'not_taken') {
      const first = conversation.openAgainAt === 0;
      conversation.openAgainAt = now() + OPEN_AGAIN_MS;
      if (first && patient)
        showOnce(
          conversation,
          renderVolatile(result.replies, person, now(), () => newVolatileId(person)),
        );
      return 'failed';
    }
    conversation.opened = true;
    return result.status === 'done' ? 'new' : 'known';
  }

  return {
    newVolatileId,
    showOnce,
    of(person) {
      const conversation = met.get(person.user);
      if (!conversation) return meet(person);
      conversation.touched = now();
      return conversation;
    },
    open(conversation, locale, patient) {
      if (conversation.opened) return Promise.resolve('known');
      if (conversation.opening) return conversation.opening;
      if (patient && now() < conversation.openAgainAt) return Promise.resolve('failed');
      conversation.opening = greet(conversation, locale, patient).finally(() => {
        conversation.opening = undefined;
      });
      return conversation.opening;
    },
    takeUnheard(conversation) {
      const heard = conversation.unheard.map(({ activity }) => activity);
      conversation.unheard = [];
      return heard;
    },
    sweep() {
      const time = now();
      for (const conversation of met.values()) {
        forgetRecent(conversation, time);
        if (conversation.listeners.size === 0 && time - conversation.touched > IDLE_MS) forget(conversation);
      }
    },
    close() {
      for (const conversation of met.values()) forget(conversation);
    },
  };
}

/** The turn is committed already: whatever a stream does, it must not seem otherwise to whoever tells of it. */
function tell(listener: Listener, turn: TranscriptTurn): void {
  try {
    listener.turn(turn);
  } catch {
    listener.drop();
  }
}

function hear(conversation: Conversation, turn: TranscriptTurn, seen: number): void {
  const restarts = turn.firstLine < conversation.end;
  conversation.restarted ||= restarts;
  conversation.end = endOf(turn);
  conversation.opened = true;
  // Whoever leaves or erases leaves no trace here either: only the goodbye itself is kept for the page. What was put
  // away is nowhere any more.
  if (restarts || turn.cleared || turn.ended !== undefined) conversation.recent = [];
  conversation.recent.push({ turn, seen });
  forgetRecent(conversation, seen);
}

/** The last turn stays whatever its length, until its time is over. */
function forgetRecent(conversation: Conversation, time: number): void {
  const { recent } = conversation;
  let lines = recent.reduce((sum, { turn }) => sum + linesOf(turn), 0);
  let gone = 0;
  for (const { turn, seen } of recent) {
    const tooMany = lines > RECENT_LINES && gone < recent.length - 1;
    if (!tooMany && time - seen <= RECENT_MS) break;
    lines -= linesOf(turn);
    gone += 1;
  }
  if (gone > 0) recent.splice(0, gone);
  if (conversation.unheard.length > 0)
    conversation.unheard = conversation.unheard.filter((entry) => time - entry.seen <= RECENT_MS);
}
