/**
 * A stand-in for the turn pipeline and the store, in memory, that keeps the promises of `TakeTurn` and `Transcript`:
 * one turn at a time in a conversation, an activity done once, lines gone once the session has ended.
 * It answers "You said: …", greets when opened, ends on "bye", leaves on "leave", and puts away what was said before on
 * "put away".
 */
import type { Incoming } from '../../../src/turn/incoming.js';
import type { Choice, Reply } from '../../../src/turn/reply.js';
import {
  linesOf,
  type TakeTurn,
  type Transcript,
  type TranscriptTurn,
  type TurnResult,
} from '../../../src/turn/result.js';

export interface FakeTurns {
  take: TakeTurn;
  transcript: Transcript;
  /** Everything that was decided, in order; repeated activities are not in it. */
  taken: Incoming[];
  /** When true nothing can be stored or read. */
  down: boolean;
  /** When true `take` itself breaks, which it must not. */
  broken: boolean;
  /** Forgets a conversation as a store does when its time is over. */
  forget(user: string): void;
}

interface Kept {
  lines: number;
  turns: TranscriptTurn[];
  done: Map<string, TurnResult>;
  last: Promise<unknown>;
}

export function reply(text: string, choices: Choice[] = []): Reply {
  return { text, language: 'en', direction: 'ltr', tone: 'plain', links: [], choices };
}

export const MENU: Choice[] = [
  { id: 'help', label: 'Find help', number: 1, tone: 'plain' },
  { id: 'danger', label: 'I need help now', number: 0, tone: 'danger' },
];

export function createFakeTurns(now: () => number): FakeTurns {
  const kept = new Map<string, Kept>();
  const listeners = new Map<string, Set<(turn: TranscriptTurn) => void>>();

  const of = (user: string): Kept => {
    const found = kept.get(user) ?? { lines: 0, turns: [], done: new Map(), last: Promise.resolve() };
    kept.set(user, found);
    return found;
  };

  function decide(incoming: Incoming): TurnResult {
    if (fake.broken) throw new Error('broken');
    if (fake.down)
      return { status: 'not_taken', replies: [reply('Sorry, not now.')], ended: undefined, firstLine: 0 };
    const state = of(incoming.user);
    const before = incoming.activity === undefined ? undefined : state.done.get(incoming.activity);
    if (before) return { ...before, status: 'repeated' };
    fake.taken.push(incoming);
    const { content } = incoming;
    const said =
      content.kind === 'text' ? content.text : content.kind === 'choice' ? content.id : content.kind;
    const ended = said === 'bye' || said === 'leave' ? { leave: said === 'leave' } : undefined;
    const replies =
      content.kind === 'opened'
        ? [reply('Hello.'), reply('What do you need?', MENU)]
        : [reply(`You said: ${said}`, ended ? [] : MENU)];
    const cleared = said === 'put away';
    const turn: TranscriptTurn = {
      firstLine: state.lines,
      at: now(),
      echo: incoming.echo,
      replies,
      ended,
      ...(cleared ? { cleared } : {}),
    };
    const result: TurnResult = { status: 'done', replies, ended, firstLine: state.lines };
    state.lines += linesOf(turn);
    state.turns = ended ? [] : cleared ? [turn] : [...state.turns, turn];
    if (incoming.activity !== undefined) state.done.set(incoming.activity, result);
    for (const listener of listeners.get(incoming.user) ?? []) listener(turn);
    return result;
  }

  const fake: FakeTurns = {
    taken: [],
    down: false,
    broken: false,
    take(incoming) {
      const state = of(incoming.user);
      const turn = state.last.then(
        () =>
          new Promise<TurnResult>((resolve, reject) =>
            setImmediate(() => {
              try {
                resolve(decide(incoming));
              } catch (fault) {
                reject(fault);
              }
            }),
          ),
      );
      state.last = turn.catch(() => undefined);
      return turn;
    },
    transcript: {
      async since(_channel, user, line) {
        if (fake.down) throw new Error('down');
        return of(user).turns.filter((turn) => turn.firstLine + linesOf(turn) > line);
      },
      subscribe(_channel, user, listener) {
        const set = listeners.get(user) ?? new Set();
        listeners.set(user, set.add(listener));
        return () => set.delete(listener);
      },
    },
    forget: (user) => void kept.delete(user),
  };
  return fake;
}
