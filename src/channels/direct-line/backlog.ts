/** What a client that has read up to a watermark has not seen yet. */
import type { Transcript, TranscriptTurn } from '../../turn/result.js';
import { CHANNEL } from './activity.js';
import type { Conversation } from './conversations.js';
import { endOf } from './render.js';

export interface Backlog {
  turns: TranscriptTurn[];
  /** First line to show. */
  from: number;
  watermark: number;
  /** False when the store could not be asked: there may be more. */
  complete: boolean;
}

/** A watermark is the number of lines read; clients send back what we gave them, or nothing at first. */
export function parseWatermark(given: string | null): number | undefined {
  if (given === null || given === '') return 0;
  return /^\d{1,15}$/.test(given) ? Number(given) : undefined;
}

export async function backlogOf(
  transcript: Transcript,
  conversation: Conversation,
  watermark: number,
): Promise<Backlog> {
  const { user } = conversation.person;
  const held = heldFrom(conversation, watermark);
  if (held !== undefined) return held;
  try {
    // One line earlier than asked, to see whether the transcript reaches the watermark at all.
    const stored = await transcript.since(CHANNEL, user, Math.max(0, watermark - 1));
    const turns = merge(stored, conversation, watermark - 1);
    const last = turns.at(-1);
    if (last || watermark === 0) return upTo(turns, watermark, last ? endOf(last) : 0);
    return await beyondTheEnd(transcript, conversation, watermark);
  } catch {
    const turns = merge([], conversation, watermark - 1);
    const last = turns.at(-1);
    return { ...upTo(turns, watermark, last ? endOf(last) : watermark), complete: false };
  }
}

/**
 * The answer from memory, where the turns of the last minute reach back to the watermark without a gap: then the
 * store has nothing to add, and a stream that opens right after its conversation costs no reading.
 */
function heldFrom({ recent }: Conversation, watermark: number): Backlog | undefined {
  const turns = recent.map(({ turn }) => turn);
  const [first] = turns;
  const last = turns.at(-1);
  if (first === undefined || last === undefined) return undefined;
  // Whoever has read all we hold is answered by the store: another instance may have gone on.
  if (first.firstLine > watermark || endOf(last) <= watermark) return undefined;
  const whole = turns.every((turn, index) => {
    const next = turns[index + 1];
    return next === undefined || next.firstLine === endOf(turn);
  });
  return whole ? upTo(turns, watermark, endOf(last)) : undefined;
}

function upTo(turns: TranscriptTurn[], watermark: number, end: number): Backlog {
  return {
    turns: turns.filter((turn) => endOf(turn) > watermark),
    from: watermark,
    watermark: Math.max(end, 0),
    complete: true,
  };
}

/**
 * The transcript ends below the watermark: the session ended and its lines are gone, or the conversation was
 * forgotten and began anew, or the number is made up. Only in the second case is there something to show.
 */
async function beyondTheEnd(
  transcript: Transcript,
  conversation: Conversation,
  watermark: number,
): Promise<Backlog> {
  const turns = merge(
    await transcript.since(CHANNEL, conversation.person.user, 0),
    conversation,
    conversation.restarted ? -1 : 0,
  );
  const last = turns.at(-1);
  if (!last) return { turns: [], from: watermark, watermark, complete: true };
  return conversation.restarted
    ? upTo(turns, 0, endOf(last))
    : { turns: [], from: watermark, watermark: endOf(last), complete: true };
}

/** Stored turns, and those of the last minute whose session is gone from the store. */
function merge(stored: TranscriptTurn[], conversation: Conversation, after: number): TranscriptTurn[] {
  const known = new Set(stored.map((turn) => turn.firstLine));
  const recent = conversation.recent
    .map(({ turn }) => turn)
    .filter((turn) => !known.has(turn.firstLine) && endOf(turn) > after);
  return [...stored, ...recent].sort((one, other) => one.firstLine - other.firstLine);
}
