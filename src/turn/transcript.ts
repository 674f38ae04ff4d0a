/** What is stored of a turn, and how a conversation's transcript is read from it. */
import type { Store } from '../stores/port.js';
import type { Incoming } from './incoming.js';
import type { Reply } from './reply.js';
import type { TranscriptTurn } from './result.js';

/** Read again when its activity comes twice. */
export interface TurnContent {
  echo?: unknown;
  replies: Reply[];
  ended?: { leave: boolean };
  cleared?: true;
  failed?: FailedInput;
}

/** What a turn that was set aside needs to be tried again. */
export interface FailedInput {
  incoming: Incoming;
  /** Of the conversation before it. */
  version: number;
  session: string;
}

export function transcriptTurn(
  { echo, replies, ended, cleared }: TurnContent,
  firstLine: number,
  at: number,
): TranscriptTurn {
  return { firstLine, at, echo, replies, ended, ...(cleared ? { cleared } : {}) };
}

/** Turns of the present session with lines at or after this one, oldest first. */
export async function transcriptSince(
  store: Pick<Store, 'turns'>,
  conversation: string,
  line: number,
): Promise<TranscriptTurn[]> {
  const turns = await store.turns(conversation, line);
  return turns.flatMap(({ at, firstLine, content }) =>
    content === undefined ? [] : [transcriptTurn(JSON.parse(content) as TurnContent, firstLine, at)],
  );
}
