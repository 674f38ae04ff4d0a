/**
 * The way of one message: deduplicate, lock, load, understand, step, commit. Everything a turn decided is written in
 * one commit; only then does anybody hear of it.
 */
import { GAP_RECORD, gapRecord } from '../directory/gaps/gaps.js';
import type { Event } from '../engine/events.js';
import type { FeedbackPorts } from '../engine/feedback.js';
import type { DangerClass } from '../engine/input.js';
import { newSession, parseSession, type Session } from '../engine/session.js';
import {
  type Beginning,
  type Changes,
  type Commit,
  type LoadedConversation,
  type OneTalk,
  type Store,
  type StoredTurn,
  StoreUnavailable,
} from '../stores/port.js';
import { commitWithLines, familyLines } from './callback-audit.js';
import { type CallbackParts, callbackChanges, isCallbackEvent } from './callbacks.js';
import { type Deciding, decide } from './decide.js';
import type { Echoes } from './echoes.js';
import { type FeedbackParts, feedbackChanges } from './feedback.js';
import { type Asking, forAsking, keptFor } from './feedback-turn.js';
import type { Incoming } from './incoming.js';
import type { Keys } from './keys.js';
import type { Lock } from './lock.js';
import { dangerIn, type Known, notTakenReplies } from './not-taken.js';
import { linesOf, type TakeTurn, type Transcript, type TurnResult } from './result.js';
import { FAILS, type Replayed, replayTurn, setAside, setAsideOf } from './set-aside.js';
import type { Subscribers } from './subscribers.js';
import { type TurnContent, transcriptSince, transcriptTurn } from './transcript.js';
import { within } from './within.js';

export interface TurnParts extends Deciding {
  store: Store;
  keys: Keys;
  lock: Lock;
  echoes: Echoes;
  subscribers: Subscribers;
  now(): number;
  /** A random id for a record. */
  newId(): string;
  /** Where a conversation begins: the language when nothing tells another, and the operator's region. */
  defaults: { language: string; region: string };
  /** How long a conversation is kept without a message, in milliseconds. */
  keepFor: number;
  /** Milliseconds that a person waits at most: for a danger card, and for anything. */
  patience?: { card: number; turn: number };
  /** Danger is counted by these two, and by nothing else. */
  countDanger?(danger: DangerClass, language: string): void;
  /** Where requests to be called are kept; without it none can be made. */
  callbacks?: CallbackParts;
  /** After a commit that destroyed a key: what keeps copies of keys looks at them again. */
  destroyed?(): void;
  /** Where what young people say is kept; without it nothing can be said. */
  feedback?: FeedbackParts & { portsFor(asking: Asking): FeedbackPorts };
  log(event: string, fields?: Record<string, string | number>): void;
}

/** A card comes this soon whatever hangs; a turn that hangs no longer keeps the next one waiting after this. */
const PATIENCE = { card: 2_000, turn: 15_000 };
/** How often a commit is tried again when another writer came first. */
const TRIES = 3;

export interface Turn {
  take: TakeTurn;
  transcript: Transcript;
  /** Tries a turn that was set aside again. */
  replay(id: string): Promise<Replayed>;
}

export function createTurn(parts: TurnParts): Turn {
  const { store, keys, lock, subscribers } = parts;
  const patience = parts.patience ?? PATIENCE;

  const take: TakeTurn = (incoming) => {
    const conversation = keys.conversation(incoming.channel, incoming.user);
    const known: Known = {
      language: languageOf(incoming, parts),
      region: parts.defaults.region,
      child: false,
    };
    const notTaken = (): TurnResult => notTakenResult(incoming, known, parts);
    const late = (): TurnResult => {
      parts.log('turn_late');
      return notTaken();
    };
    const work = lock.run(conversation, () =>
      within(patience.turn, takenOr(notTaken, incoming, conversation, known, parts), late),
    );
    const urgent = () => dangerIn(incoming, known.language, parts.understanding) !== undefined;
    return within(patience.card, work, () => (urgent() ? late() : work));
  };

  const transcript: Transcript = {
    since: (channel, user, line) => transcriptSince(store, keys.conversation(channel, user), line),
    subscribe: (channel, user, listener) => subscribers.add(keys.conversation(channel, user), listener),
  };
  const again = (incoming: Incoming, conversation: string): Promise<TurnResult> => {
    const known: Known = {
      language: languageOf(incoming, parts),
      region: parts.defaults.region,
      child: false,
    };
    const notTaken = () => notTakenResult(incoming, known, parts);
    return lock.run(conversation, () => takenOr(notTaken, incoming, conversation, known, parts));
  };
  return { take, transcript, replay: (id) => replayTurn(id, { ...parts, take: again }) };
}

/** The turn, tried again while other writers come first; what cannot be taken is answered as such. */
async function takenOr(
  notTaken: () => TurnResult,
  incoming: Incoming,
  conversation: string,
  known: Known,
  parts: TurnParts,
): Promise<TurnResult> {
  try {
    return (await unlessItFails(incoming, conversation, known, parts)) ?? notTaken();
  } catch (cause) {
    logFault(cause, parts);
  }
  return notTaken();
}

/** A turn that fails each time is set aside: only a store that is away is a reason to send a message again. */
async function unlessItFails(
  incoming: Incoming,
  conversation: string,
  known: Known,
  parts: TurnParts,
): Promise<TurnResult | undefined> {
  for (let failed = 1; ; failed += 1) {
    try {
      return await unlessOthersComeFirst(incoming, conversation, known, parts);
    } catch (cause) {
      if (cause instanceof StoreUnavailable) throw cause;
      logFault(cause, parts);
      if (failed < FAILS) continue;
      const activity = parts.keys.activity(incoming.channel, incoming.activity ?? parts.newId());
      const replies = notTakenReplies(incoming, known, parts.understanding, parts.telling, 'trouble');
      const fresh = () => newSession(known.language, known.region);
      return setAside({ incoming, conversation, activity, known, cause, replies, fresh }, parts);
    }
  }
}

async function unlessOthersComeFirst(
  incoming: Incoming,
  conversation: string,
  known: Known,
  parts: TurnParts,
): Promise<TurnResult | undefined> {
  for (let attempt = 0; attempt <= TRIES; attempt += 1) {
    const once = (store: OneTalk) => attemptTurn(incoming, conversation, known, store, parts);
    const { store } = parts;
    // Whoever lost to another instance goes on alone, so that nobody loses again and again.
    const tried = await (attempt > 0 && store.alone ? store.alone(conversation, once) : once(store));
    tried?.tell();
    if (tried !== undefined) return tried.result;
  }
  parts.log('turn_conflict');
  return undefined;
}

function logFault(cause: unknown, { log }: TurnParts): void {
  const reason = cause instanceof StoreUnavailable ? 'store_unavailable' : 'turn_failed';
  log(reason, { cause: cause instanceof Error ? cause.name : 'unknown' });
}

function notTakenResult(incoming: Incoming, known: Known, parts: TurnParts): TurnResult {
  const danger = dangerIn(incoming, known.language, parts.understanding);
  if (danger !== undefined) parts.countDanger?.(danger.class, danger.language);
  const replies = notTakenReplies(incoming, known, parts.understanding, parts.telling);
  return { status: 'not_taken', replies, ended: undefined, firstLine: 0 };
}

/** What a try came to, and who is to hear of it once it is durable. */
interface Tried {
  result: TurnResult;
  tell(): void;
}

/** One try; undefined when another writer came first and it must be tried again from the start. */
async function attemptTurn(
  incoming: Incoming,
  conversation: string,
  known: Known,
  store: OneTalk,
  parts: TurnParts,
): Promise<Tried | undefined> {
  const { keys } = parts;
  const now = parts.now();
  const named =
    incoming.activity === undefined ? undefined : keys.activity(incoming.channel, incoming.activity);
  const { loaded, done } = await beginning(store, conversation, named);
  const { session, restarted } = sessionOf(loaded, incoming, parts);
  const { language, region, child = false } = session;
  Object.assign(known, { language, region, child });
  if (done !== undefined) return repeatedResult(done);
  const activity =
    named ??
    keys.activity(
      incoming.channel,
      parts.echoes.idFor(conversation, incoming.content, waitingOf(session), now),
    );
  if (named === undefined) {
    const repeated = await repeatedTurn(conversation, activity, store);
    if (repeated !== undefined) return repeated;
  }

  const deciding = forAsking(parts, { conversation, channel: incoming.channel });
  const { session: decided, events, replies } = await decide(incoming, session, restarted, now, deciding);
  logFaults(events, parts);
  const ended = endOf(events);
  const putAway = events.some(({ type }) => type === 'put_away');
  const turn: TurnContent = {
    ...(incoming.echo === undefined ? {} : { echo: incoming.echo }),
    replies,
    ...(ended === undefined ? {} : { ended }),
    ...(putAway ? { cleared: true as const } : {}),
  };
  const firstLine = loaded?.lines ?? 0;
  const isErased = events.some(({ type }) => type === 'erased');
  const called = await callbacksOf(events, decided, incoming, now, parts);
  if (called === undefined) return undefined;
  const said = parts.feedback === undefined ? undefined : await feedbackChanges(events, now, parts.feedback);
  const commit: Commit = {
    conversation,
    expected: loaded?.version ?? 0,
    session: ended === undefined ? JSON.stringify(decided) : null,
    turn: {
      activity,
      at: now,
      firstLine,
      lines: linesOf({ echo: turn.echo, replies: turn.replies }),
      content: JSON.stringify(turn),
    },
    ...(putAway ? { renew: true as const } : {}),
    documents: [...called.documents, ...(said?.documents ?? [])],
    records: [
      ...recordsOf(events, now, parts),
      ...called.records,
      ...(said?.records ?? []),
      ...(isErased ? await setAsideOf(conversation, parts.store) : []),
    ],
    expiresAt: now + keptFor(decided, parts),
  };
  const ofFamily = parts.callbacks === undefined ? [] : familyLines(events, parts.callbacks.idOf, now);
  const committed = await commitWithLines(commit, ofFamily, store, parts.callbacks?.inAuditLog);
  if (committed.status === 'conflict') return undefined;
  if (committed.status === 'duplicate') return repeatedTurn(conversation, activity, store);
  return {
    result: { status: 'done', replies: turn.replies, ended, firstLine },
    tell() {
      for (const event of events)
        if (event.type === 'danger_seen') parts.countDanger?.(event.class, event.language);
      for (const event of events) {
        if (event.type === 'callback_requested') parts.callbacks?.noticed?.(event.made.id);
        if (event.type === 'callback_changed' || event.type === 'callback_taken_back')
          parts.callbacks?.noticed?.(event.id);
      }
      if (events.some(({ type }) => DESTROYS.has(type))) {
        parts.echoes.forget(conversation);
        parts.destroyed?.();
      }
      parts.subscribers.tell(conversation, transcriptTurn(turn, firstLine, now));
    },
  };
}

/** After these a key is gone, and nothing that was said under it may stand in memory. */
const DESTROYS: ReadonlySet<Event['type']> = new Set(['ended', 'erased', 'put_away', 'callback_taken_back']);

/** In one look where the store can, and the activity has a name already. */
async function beginning(
  store: OneTalk,
  conversation: string,
  activity: string | undefined,
): Promise<Beginning> {
  if (activity === undefined) return { loaded: await store.load(conversation), done: undefined };
  if (store.begin) return store.begin(conversation, activity);
  const loaded = await store.load(conversation);
  return { loaded, done: await store.turn(conversation, activity) };
}

async function callbacksOf(
  events: readonly Event[],
  session: Session,
  { channel, user }: Incoming,
  now: number,
  { callbacks, telling }: TurnParts,
): Promise<Required<Changes> | undefined> {
  if (callbacks === undefined || !events.some(isCallbackEvent)) return { documents: [], records: [] };
  const { ref } = telling.speaking.in(session.language);
  return callbackChanges(events, { session, channel, user, now, say: ref }, callbacks);
}

async function repeatedTurn(
  conversation: string,
  activity: string,
  store: OneTalk,
): Promise<Tried | undefined> {
  const stored = await store.turn(conversation, activity);
  return stored && repeatedResult(stored);
}

function repeatedResult({ content, firstLine }: StoredTurn): Tried {
  const turn = content === undefined ? undefined : (JSON.parse(content) as TurnContent);
  return {
    result: { status: 'repeated', replies: turn?.replies ?? [], ended: turn?.ended, firstLine },
    tell: () => undefined,
  };
}

/** The session a turn starts from; a stored one that could not be read is begun anew. */
interface Begun {
  session: Session;
  restarted: boolean;
}

function sessionOf(loaded: LoadedConversation | undefined, incoming: Incoming, parts: TurnParts): Begun {
  const fresh = () => newSession(languageOf(incoming, parts), parts.defaults.region);
  if (loaded?.session === undefined) return { session: fresh(), restarted: false };
  const session = parseSession(loaded.session);
  return session === undefined ? { session: fresh(), restarted: true } : { session, restarted: false };
}

function languageOf({ locale }: Incoming, { content, defaults }: TurnParts): string {
  const wanted = locale?.toLowerCase().split(/[-_]/)[0];
  return content.languages.find(({ code }) => code === wanted)?.code ?? defaults.language;
}

const waitingOf = ({ frames, asked, card }: Session): string => {
  const visits = frames.at(-1)?.visits ?? [];
  const visit = visits.at(-1);
  return asked === null || visit === undefined
    ? ''
    : `${frames.length} ${visits.length} ${visit.dialog} ${visit.step} ${card?.choosing ?? ''}`;
};

function endOf(events: readonly Event[]): { leave: boolean } | undefined {
  const end = events.find((event) => event.type === 'ended');
  return end?.type === 'ended' ? { leave: end.leave } : undefined;
}

function recordsOf(
  events: readonly Event[],
  now: number,
  { newId }: TurnParts,
): NonNullable<Commit['records']> {
  return events.flatMap((event) => {
    if (event.type === 'gap_seen') return [{ kind: GAP_RECORD, id: newId(), value: gapRecord(event, now) }];
    if (event.type !== 'service_reported') return [];
    const { service, reason } = event;
    const value = JSON.stringify({ service, reason, on: new Date(now).toISOString().slice(0, 10) });
    return [{ kind: 'service_report', id: newId(), value }];
  });
}

function logFaults(events: readonly Event[], { log }: TurnParts): void {
  for (const event of events)
    if (event.type === 'fault')
      log('fault', { dialog: event.dialog, step: event.step, problem: event.problem });
}
