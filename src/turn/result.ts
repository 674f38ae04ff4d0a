/** What became of one message. */
import type { Reply } from './reply.js';

export interface TurnResult {
  /**
   * `done`: decided and durable. `repeated`: this activity was done before; the replies are the same ones.
   * `not_taken`: nothing was stored; the replies are an apology (and the danger card where it applies), and the
   * channel must tell the sender to send again.
   */
  status: 'done' | 'repeated' | 'not_taken';
  replies: Reply[];
  /** The conversation ended; with `leave` the page leaves without a trace. */
  ended: { leave: boolean } | undefined;
  /** With `not_taken`: seconds after which to send again, because too much came at once. */
  wait?: number;
  /** Position of this turn's first line on the conversation's transcript; see `Transcript`. */
  firstLine: number;
}

/** How channels hand a message over. Never rejects for a fault of storage or content; see `not_taken`. */
export type TakeTurn = (incoming: import('./incoming.js').Incoming) => Promise<TurnResult>;

/** One turn as it stands on a conversation's transcript: the echo, if any, is its first line, then each reply. */
export interface TranscriptTurn {
  firstLine: number;
  at: number;
  echo: unknown;
  replies: Reply[];
  ended: { leave: boolean } | undefined;
  /** What was said before it was put away: a screen that shows it shows it no longer. */
  cleared?: true;
}

/** Lines in a turn: its echo, if there is one, and its replies. */
export function linesOf(turn: Pick<TranscriptTurn, 'echo' | 'replies'>): number {
  return turn.replies.length + (turn.echo === undefined ? 0 : 1);
}

/** What channels with a stream read. */
export interface Transcript {
  /** Turns that have lines at or after `line`, oldest first. Empty once the session's key is destroyed. */
  since(channel: string, user: string, line: number): Promise<TranscriptTurn[]>;
  /** Calls back after each commit of this conversation until the returned function is called. */
  subscribe(channel: string, user: string, listener: (turn: TranscriptTurn) => void): () => void;
}
