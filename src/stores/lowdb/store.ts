/** The store over its parts: state in memory, journal on disk, keys in their own file. */

import type { Commit, Committed, LoadedConversation, Store, StoredTurn } from '../port.js';
import { StoreUnavailable } from '../port.js';
import type { RandomBytes } from '../sealing.js';
import { seal } from '../sealing.js';
import type { inOrder } from './coalesce.js';
import type { Journal } from './journal.js';
import type { Keys } from './keys.js';
import { type Entry, entryBody, expiryBody, placesOf, probeBody, type Sealed } from './line.js';
import type { Reader } from './reader.js';
import type { Recent } from './recent.js';
import { isMarked, type Mark, markId, type State } from './state.js';
import type { Upkeep } from './upkeep.js';

export interface StoreParts {
  state: State;
  journal: Journal;
  keys: Keys;
  reader: Reader;
  recent: Recent;
  conversations: ReturnType<typeof inOrder>;
  upkeep: Upkeep;
  random: RandomBytes;
  now(): number;
  warn(message: string): void;
  release(): Promise<void>;
}

export function createStore(parts: StoreParts): Store {
  const { state, journal, keys, reader, recent, conversations, upkeep, random, now } = parts;
  const active = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;

  /** Compare-and-set and duplicates are decided when all earlier commits of the conversation are durable or refused. */
  async function attempt(commit: Commit): Promise<Committed> {
    const { conversation, turn } = commit;
    if (turn && state.mark(conversation, turn.activity, now())) return { status: 'duplicate' };
    const row = state.row(conversation, now());
    if ((row?.version ?? 0) !== commit.expected) return { status: 'conflict' };
    const known = row?.session && keys.key(row.session.key) ? row.session.key : undefined;
    const key = commit.session === null ? null : (known ?? (await keys.take()));
    const version = commit.expected + 1;
    const lines = turn ? turn.firstLine + turn.lines : (row?.lines ?? 0);
    try {
      const gone = await write({ conversation, version, lines, expiresAt: commit.expiresAt, key }, commit);
      if (gone !== undefined) await destroy(gone);
    } catch (cause) {
      if (key !== null && key !== known) keys.giveBack(key);
      throw cause;
    }
    upkeep.afterCommit();
    return { status: 'committed', version };
  }

  /** Resolves with the key that nothing needs any more. */
  async function write(values: Omit<Entry, 'turn' | 'records'>, commit: Commit): Promise<string | undefined> {
    const { turn, records = [] } = commit;
    const entry: Entry = { ...values };
    if (turn) {
      const { activity, at, firstLine, lines } = turn;
      entry.turn = { activity, at, firstLine, lines };
    }
    if (records.length > 0) entry.records = records;
    const sealed = sealCommit(entry.key, commit);
    const { body, ranges } = entryBody(entry, sealed);
    let gone: string | undefined;
    await journal.append(body, (segment, offset) => {
      const places = placesOf(ranges, segment, offset);
      gone = state.apply(entry, places);
      if (gone !== undefined) recent.forget([gone]);
      if (entry.key !== null && places.session && commit.session !== null)
        recent.keep(entry.key, places.session, commit.session);
    });
    return gone;
  }

  /** Of a turn that ends its session nothing is written: nobody could read it. */
  function sealCommit(key: string | null, { conversation, session, turn }: Commit): Sealed<string> {
    const secret = key === null ? undefined : keys.key(key);
    const sealed: Sealed<string> = {};
    if (!secret || session === null) return sealed;
    sealed.session = seal(secret, session, { of: 'session', conversation }, random).toString('base64');
    if (turn) {
      const activity = markId(conversation, turn.activity);
      sealed.content = seal(secret, turn.content, { of: 'turn', conversation, activity }, random).toString(
        'base64',
      );
    }
    return sealed;
  }

  /** The commit stands whether or not this works; what could not be wiped is wiped by the next call, or the next start. */
  async function destroy(key: string): Promise<void> {
    await keys.destroy([key]).catch((cause) => {
      parts.warn(`The key of an ended session could not be wiped yet (${reason(cause)}).`);
    });
  }

  async function read(conversation: string, mark: Mark): Promise<StoredTurn> {
    const session = state.row(conversation, now())?.session;
    const readable = session !== undefined && session === mark.session;
    const [content] = readable ? await reader.contents(conversation, session, [mark]) : [];
    return stored(mark, content);
  }

  /** The journal is told before the memory, so that what was forgotten is forgotten after a restart too. */
  async function expire(at: number): Promise<{ conversations: number; marks: number }> {
    const due = state.due(at);
    const except = due.conversations.filter(conversations.busy);
    let expired = { conversations: 0, marks: 0 };
    if (due.conversations.length > except.length || due.marks > 0) {
      let gone: string[] = [];
      await journal.append(expiryBody({ at, except }), () => {
        ({ keys: gone, ...expired } = state.expire({ at, except }));
        recent.forget(gone);
      });
      await keys.destroy(gone);
    }
    await upkeep.daily(at);
    return expired;
  }

  async function probe(): Promise<void> {
    if (keys.condemned() > 0) await keys.destroy([]);
    if (journal.failing()) await journal.append(probeBody, () => {});
  }

  async function finish(): Promise<void> {
    await Promise.allSettled(active);
    await upkeep.settled();
    await journal.close();
    await keys.close();
    await parts.release();
  }

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (closing) throw new StoreUnavailable('The store is closed.');
    const working = work();
    active.add(working);
    try {
      return await working;
    } catch (cause) {
      throw new StoreUnavailable(`The data folder cannot be read or written (${reason(cause)}).`, { cause });
    } finally {
      active.delete(working);
    }
  }

  return {
    load: (conversation) =>
      guarded(async (): Promise<LoadedConversation | undefined> => {
        const row = state.row(conversation, now());
        if (!row) return undefined;
        const session = row.session && (await reader.session(conversation, row.session));
        return { session, version: row.version, lines: row.lines };
      }),

    turn: (conversation, activity) =>
      guarded(async () => {
        const mark = state.mark(conversation, activity, now());
        return mark && read(conversation, mark);
      }),

    turns: (conversation, line) =>
      guarded(async () => {
        const session = state.row(conversation, now())?.session;
        if (!session || !keys.key(session.key)) return [];
        const wanted = session.turns.filter(
          (mark) => mark.firstLine + mark.lines > line && isMarked(mark, now()),
        );
        wanted.sort((a, b) => a.firstLine - b.firstLine);
        const contents = await reader.contents(conversation, session, wanted);
        const turns = wanted.map((mark, index) => stored(mark, contents[index]));
        return turns.filter(({ content }) => content !== undefined);
      }),

    commit: (commit) => guarded(() => conversations.run(commit.conversation, () => attempt(commit))),

    record: (kind, id) => guarded(async () => state.record(kind, id)),

    async *records(kind) {
      const ids = await guarded(async () => state.recordIds(kind));
      for (const id of ids) {
        const value = state.record(kind, id);
        if (value !== undefined) yield { id, value };
      }
    },

    expire: (at) => guarded(() => expire(at)),

    ping: () => guarded(probe),

    close() {
      closing ??= finish();
      return closing;
    },
  };
}

function stored({ at, firstLine, lines }: Mark, content: string | undefined): StoredTurn {
  return { at, firstLine, lines, content };
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  return (cause as NodeJS.ErrnoException).code ?? cause.message;
}
