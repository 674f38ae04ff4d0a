/**
 * A turn that fails whenever it is tried is set aside, so that neither the person nor the channel tries it for ever.
 * It counts as done; the person gets an apology and the numbers. What is needed to try it again is kept with the
 * turn, sealed under the session's key, and is gone when the session is. Of it only a record is left that names
 * nobody, for the operator.
 */
import type { Session } from '../engine/session.js';
import { parseSession } from '../engine/session.js';
import type { Commit, RecordChange, Store, StoredTurn } from '../stores/port.js';
import { type Deciding, decide } from './decide.js';
import type { Incoming } from './incoming.js';
import type { Known } from './not-taken.js';
import type { Reply } from './reply.js';
import { linesOf, type TurnResult } from './result.js';
import { type FailedInput, type TurnContent, transcriptTurn } from './transcript.js';

export const FAILED_TURN = 'failed_turn';
/** As long as a turn's mark and words are kept at all, in milliseconds. */
export const FAILED_FOR = 48 * 60 * 60 * 1000;
/** So many times in a row means always. */
export const FAILS = 3;
const TRIES = 3;

/** The record's value, as JSON. */
export interface FailedTurn {
  conversation: string;
  /** The mark of the message. */
  activity: string;
  at: number;
  channel: string;
  /** The kind of the fault, like TypeError; never its words, which may be a person's. */
  cause: string;
}

export interface SetAsideParts extends Deciding {
  store: Pick<Store, 'load' | 'turn' | 'commit' | 'records'>;
  subscribers: { tell(conversation: string, turn: ReturnType<typeof transcriptTurn>): void };
  now(): number;
  newId(): string;
  keepFor: number;
}

export interface Failing {
  incoming: Incoming;
  conversation: string;
  activity: string;
  known: Known;
  cause: unknown;
  /** The apology, and the danger card where it applies. */
  replies: Reply[];
  fresh(): Session;
}

/** Undefined when other writers come first again and again. */
export async function setAside(failing: Failing, parts: SetAsideParts): Promise<TurnResult | undefined> {
  const { incoming, conversation, activity, replies } = failing;
  const { store } = parts;
  for (let attempt = 0; attempt <= TRIES; attempt += 1) {
    const done = await store.turn(conversation, activity);
    if (done !== undefined) return asBefore(done);
    const loaded = await store.load(conversation);
    const before = loaded?.session === undefined ? undefined : parseSession(loaded.session);
    const now = parts.now();
    const firstLine = loaded?.lines ?? 0;
    const turn: TurnContent = {
      ...(incoming.echo === undefined ? {} : { echo: incoming.echo }),
      replies,
      failed: { incoming, version: loaded?.version ?? 0, session: JSON.stringify(before ?? failing.fresh()) },
    };
    const session = before !== undefined && (await works(before, now, parts)) ? before : failing.fresh();
    const commit: Commit = {
      conversation,
      expected: loaded?.version ?? 0,
      session: JSON.stringify(session),
      turn: {
        activity,
        at: now,
        firstLine,
        lines: linesOf({ echo: turn.echo, replies }),
        content: JSON.stringify(turn),
      },
      records: [recordOf(failing, now, parts), ...(await old(now, store))],
      expiresAt: now + parts.keepFor,
    };
    const { status } = await store.commit(commit);
    if (status !== 'committed') continue;
    parts.subscribers.tell(conversation, transcriptTurn(turn, firstLine, now));
    return { status: 'done', replies, ended: undefined, firstLine };
  }
  return undefined;
}

function asBefore({ content, firstLine }: StoredTurn): TurnResult {
  const turn = content === undefined ? undefined : (JSON.parse(content) as TurnContent);
  return { status: 'repeated', replies: turn?.replies ?? [], ended: turn?.ended, firstLine };
}

/** Where nothing at all can be said to a session any more, it is begun anew, so that the next message works. */
async function works(session: Session, now: number, parts: SetAsideParts): Promise<boolean> {
  try {
    await decide({ content: { kind: 'opened' } }, session, false, now, parts);
    return true;
  } catch {
    return false;
  }
}

function recordOf(failing: Failing, at: number, { newId }: SetAsideParts): RecordChange {
  const { conversation, activity, incoming, cause } = failing;
  const kind = cause instanceof Error ? cause.name : 'unknown';
  const value: FailedTurn = { conversation, activity, at, channel: incoming.channel, cause: kind };
  return { kind: FAILED_TURN, id: newId(), value: JSON.stringify(value) };
}

/** Records of turns that can be tried again no more. */
async function old(now: number, store: SetAsideParts['store']): Promise<RecordChange[]> {
  const gone: RecordChange[] = [];
  for await (const { id, value } of store.records(FAILED_TURN))
    if (parseFailedTurn(value).at + FAILED_FOR <= now) gone.push({ kind: FAILED_TURN, id, value: null });
  return gone;
}

/** The records of a conversation's own turns that were set aside, to be removed when it is erased. */
export async function setAsideOf(
  conversation: string,
  store: Pick<Store, 'records'>,
): Promise<RecordChange[]> {
  const gone: RecordChange[] = [];
  for await (const { id, value } of store.records(FAILED_TURN))
    if (parseFailedTurn(value).conversation === conversation)
      gone.push({ kind: FAILED_TURN, id, value: null });
  return gone;
}

export function parseFailedTurn(value: string): FailedTurn {
  return JSON.parse(value) as FailedTurn;
}

/** What became of trying a turn again. */
export type Replayed =
  | { status: 'done'; result: TurnResult }
  /** It fails as it did. Nothing was changed. */
  | { status: 'fails'; cause: string }
  /** The person has said something else since: it would be taken for an answer to another question. */
  | { status: 'moved_on' }
  /** The session has ended, or its time is over. */
  | { status: 'gone' }
  | { status: 'unknown' };

export interface ReplayParts extends Deciding {
  store: Pick<Store, 'load' | 'turn' | 'record' | 'write'>;
  now(): number;
  /** The whole way of a message, of a conversation known by its key. */
  take(incoming: Incoming, conversation: string): Promise<TurnResult>;
}

/** Tries a turn again that was set aside, by the id of its record. */
export async function replayTurn(id: string, parts: ReplayParts): Promise<Replayed> {
  const { store } = parts;
  const value = await store.record(FAILED_TURN, id);
  if (value === undefined) return { status: 'unknown' };
  const { conversation, activity } = parseFailedTurn(value);
  const content = (await store.turn(conversation, activity))?.content;
  const failed = content === undefined ? undefined : (JSON.parse(content) as TurnContent).failed;
  if (failed === undefined) return { status: 'gone' };
  const loaded = await store.load(conversation);
  if (loaded?.version !== failed.version + 1) return { status: 'moved_on' };
  const fault = await stillFails(failed, parts);
  if (fault !== undefined) return { status: 'fails', cause: fault };
  const result = await parts.take({ ...failed.incoming, activity: `replay ${id}` }, conversation);
  if (result.status === 'not_taken') return { status: 'fails', cause: 'not taken' };
  await store.write({ records: [{ kind: FAILED_TURN, id, value: null }] });
  return { status: 'done', result };
}

async function stillFails(
  { incoming, session }: FailedInput,
  parts: ReplayParts,
): Promise<string | undefined> {
  const before = parseSession(session);
  if (before === undefined) return 'another version of sessions';
  try {
    await decide(incoming, before, false, parts.now(), parts);
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.name : 'unknown';
  }
}
