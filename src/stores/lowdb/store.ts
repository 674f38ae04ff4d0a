/** The store over its parts: state in memory, journal on disk, keys in their own file. */

import type { Changes, Commit, Committed, LoadedConversation, NewTurn, Store, StoredTurn } from '../port.js';
import { StoreUnavailable } from '../port.js';
import type { RandomBytes } from '../sealing.js';
import { seal } from '../sealing.js';
import type { inOrder } from './coalesce.js';
import type { Journal } from './journal.js';
import type { Keys } from './keys.js';
import { type Entry, entryBody, expiryBody, placesOf, probeBody, type Sealed } from './line.js';
import type { Reader } from './reader.js';
import type { Recent } from './recent.js';
import { documentRow, isMarked, type Mark, markId, type Row, type State } from './state.js';
import { createTransfer } from './transfer.js';
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

  /** Compare-and-set and duplicates are decided when all earlier writes of the same things are durable or refused. */
  async function attempt(commit: Commit): Promise<Committed> {
    const { conversation, turn } = commit;
    if (turn && state.mark(conversation, turn.activity, now())) return { status: 'duplicate' };
    const row = state.row(conversation, now());
    if ((row?.version ?? 0) !== commit.expected || !asExpected(commit)) return { status: 'conflict' };
    const version = commit.expected + 1;
    const lines = turn ? turn.firstLine + turn.lines : (row?.lines ?? 0);
    await write(commit, { ...commit, row, version, lines });
    return { status: 'committed', version };
  }

  async function change(changes: Changes): Promise<'done' | 'conflict'> {
    if (!asExpected(changes)) return 'conflict';
    await write(changes, undefined);
    return 'done';
  }

  function asExpected({ documents = [], records = [] }: Changes): boolean {
    return (
      documents.every(({ id, expected }) => (state.row(documentRow(id), now())?.version ?? 0) === expected) &&
      records.every(
        ({ kind, id, expected }) => expected === undefined || (state.record(kind, id) ?? null) === expected,
      )
    );
  }

  /** What is written of a conversation, with the row it has now. */
  type Talk = Commit & { row: Row | undefined; version: number; lines: number };

  async function write(changes: Changes, talk: Talk | undefined): Promise<void> {
    const taken: string[] = [];
    const keyFor = async (
      value: string | null,
      row: Row | undefined,
      renew = false,
    ): Promise<string | null> => {
      if (value === null) return null;
      if (!renew && row?.session && keys.key(row.session.key)) return row.session.key;
      const key = await keys.take();
      taken.push(key);
      return key;
    };
    try {
      const entry: Entry = {};
      const sealed: Sealed<string> = {};
      if (talk) {
        const { conversation, version, expiresAt, lines, session, turn } = talk;
        const key = await keyFor(session, talk.row, talk.renew);
        entry.talk = { conversation, version, expiresAt, lines, key };
        if (turn) entry.talk.turn = withoutContent(turn);
        Object.assign(sealed, sealCommit(key, talk));
      }
      for (const { id, expected, value, expiresAt } of changes.documents ?? []) {
        const row = documentRow(id);
        const key = await keyFor(value, state.row(row, now()));
        entry.documents = [...(entry.documents ?? []), { id, version: expected + 1, expiresAt, key }];
        if (key !== null && value !== null)
          sealed.documents = [...(sealed.documents ?? []), sealText(key, row, value)];
      }
      if (changes.records?.length)
        entry.records = changes.records.map(({ expected: _, ...record }) => record);
      await append(entry, sealed, talk?.session ?? null);
    } catch (cause) {
      for (const key of taken) keys.giveBack(key);
      throw cause;
    }
    upkeep.afterCommit();
  }

  async function append(entry: Entry, sealed: Sealed<string>, session: string | null): Promise<void> {
    const { body, ranges } = entryBody(entry, sealed);
    let gone: string[] = [];
    await journal.append(body, (segment, offset) => {
      const places = placesOf(ranges, segment, offset);
      gone = state.apply(entry, places);
      if (gone.length > 0) recent.forget(gone);
      const key = entry.talk?.key ?? null;
      if (key !== null && places.session && session !== null) recent.keep(key, places.session, session);
    });
    if (gone.length > 0) await destroy(gone);
  }

  /** Of a turn that ends its session nothing is written: nobody could read it. */
  function sealCommit(key: string | null, { conversation, session, turn }: Commit): Sealed<string> {
    const secret = key === null ? undefined : keys.key(key);
    const sealed: Sealed<string> = {};
    if (!secret || key === null || session === null) return sealed;
    sealed.session = sealText(key, conversation, session);
    if (turn) {
      const activity = markId(conversation, turn.activity);
      sealed.content = seal(secret, turn.content, { of: 'turn', conversation, activity }, random).toString(
        'base64',
      );
    }
    return sealed;
  }

  function sealText(key: string, conversation: string, text: string): string {
    const secret = keys.key(key);
    if (!secret) throw new Error('A key that was just taken is gone.');
    return seal(secret, text, { of: 'session', conversation }, random).toString('base64');
  }

  /** The commit stands whether or not this works; what could not be wiped is wiped by the next call, or the next start. */
  async function destroy(gone: readonly string[]): Promise<void> {
    await keys.destroy(gone).catch((cause) => {
      parts.warn(`The key of an ended session could not be wiped yet (${reason(cause)}).`);
    });
  }

  const oneAfterTheOther = <T>(places: readonly string[], work: () => Promise<T>): Promise<T> =>
    places.length < 2 ? conversations.run(places[0] ?? '', work) : conversations.runAll(places, work);

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

    commit: (commit) =>
      guarded(() => oneAfterTheOther([commit.conversation, ...placesIn(commit)], () => attempt(commit))),

    write: (changes) => guarded(() => oneAfterTheOther(placesIn(changes), () => change(changes))),

    document: (id) =>
      guarded(async () => {
        const row = state.row(documentRow(id), now());
        const value = row?.session && (await reader.session(documentRow(id), row.session));
        return row === undefined || value === undefined ? undefined : { value, version: row.version };
      }),

    record: (kind, id) => guarded(async () => state.record(kind, id)),

    async *records(kind) {
      const ids = await guarded(async () => state.recordIds(kind));
      for (const id of ids) {
        const value = state.record(kind, id);
        if (value !== undefined) yield { id, value };
      }
    },

    expire: (at) => guarded(() => expire(at)),

    transfer: createTransfer({ state, journal, keys, reader, random, now }),

    ping: () => guarded(probe),

    close() {
      closing ??= finish();
      return closing;
    },
  };
}

/** What must not change between looking and writing. */
function placesIn({ documents = [], records = [] }: Changes): string[] {
  return [
    ...documents.map(({ id }) => documentRow(id)),
    ...records.map(({ kind, id }) => `record:${kind}:${id}`),
  ];
}

function withoutContent({ activity, at, firstLine, lines }: NewTurn): Omit<NewTurn, 'content'> {
  return { activity, at, firstLine, lines };
}

function stored({ at, firstLine, lines }: Mark, content: string | undefined): StoredTurn {
  return { at, firstLine, lines, content };
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  return (cause as NodeJS.ErrnoException).code ?? cause.message;
}
