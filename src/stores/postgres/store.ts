/** The store over a database that any number of instances share. */
import { inOrder } from '../lowdb/coalesce.js';
import { documentRow } from '../lowdb/state.js';
import type { Beginning, Changes, Commit, Committed, News, OneTalk, Store } from '../port.js';
import { StoreUnavailable } from '../port.js';
import { type RandomBytes, unseal } from '../sealing.js';
import { atMost } from './at-most.js';
import { type CommitStatus, createBatches } from './batches.js';
import type { Asking, Database, Statement } from './pool.js';
import { readLook, readTurns, type Seen } from './read.js';
import type { SessionKeys, Written } from './session-keys.js';
import * as statements from './statements.js';
import { createTransfer } from './transfer.js';
import { markOf, namesOf, parametersOf, placesOf, type Under } from './write.js';

const TOKEN_BYTES = 12;
/** As many as one statement of `expire` forgets. */
const BATCH = 1000;

export interface StoreParts {
  database: Database;
  keys: SessionKeys;
  random: RandomBytes;
  now(): number;
  news: News;
  /** How many commits may be on their way at once: few, so that those that come meanwhile share the next. */
  lanes: number;
  /** How many may hold a connection while they wait for others; the rest are left for everybody else. */
  waiting: number;
  /** What else is closed with the store. */
  release(): Promise<void>;
}

export function createPostgresStore(parts: StoreParts): Store {
  const { database, keys, random, now } = parts;
  const order = inOrder();
  const few = atMost(parts.waiting);
  const batches = createBatches(database, parts.lanes);
  let closing: Promise<void> | undefined;

  function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    return closing ? Promise.reject(new StoreUnavailable('The store is closed.')) : work();
  }

  async function look(on: Asking, conversation: string, mark: Buffer | null): Promise<Seen> {
    const [row] = await on.ask<statements.Look>(statements.LOOK, [conversation, now(), mark]);
    if (row === undefined) throw new StoreUnavailable('The database gave no answer.');
    const seen = readLook(row, conversation, mark, keys);
    keys.hold(conversation, seen.held);
    return seen;
  }

  /** The key that the session has at the version the commit builds on. */
  async function underOf(on: Asking, { conversation, expected, session, renew }: Commit): Promise<Under> {
    if (session === null) return undefined;
    if (renew) return { made: keys.make() };
    let held = keys.held(conversation);
    if (held?.version !== expected && expected > 0) ({ held } = await look(on, conversation, null));
    const kept = held?.version === expected ? held.key : undefined;
    return kept === undefined ? { made: keys.make() } : { kept };
  }

  async function attempt(on: Asking, commit: Commit): Promise<Committed> {
    const { conversation, expected, session } = commit;
    const token = random(TOKEN_BYTES);
    const under = await underOf(on, commit);
    const status = await send(on, commit, under, token);
    if (status !== 'committed') {
      keys.drop(conversation);
      // Stale: the conversation was forgotten and began anew, and has come to the same number again.
      return { status: status === 'stale' ? 'conflict' : status };
    }
    const key = under && ('made' in under ? under.made : under.kept);
    const version = expected + 1;
    keys.hold(conversation, { version, key: session === null ? undefined : key, ...writtenBy(commit) });
    return { status, version };
  }

  /**
   * The session as it was committed here last. Should another instance have gone on with it since, or the activity be
   * done already, the commit will say so.
   */
  function remembered(conversation: string): Beginning | undefined {
    const held = keys.held(conversation);
    if (held?.written === undefined || held.written.expiresAt <= now()) return undefined;
    const { session, lines } = held.written;
    return { loaded: { session, version: held.version, lines }, done: undefined };
  }

  parts.news.hear((news) => keys.drop(news?.subject));

  async function send(
    on: Asking,
    changes: Changes & Partial<Commit>,
    under: Under,
    token: Buffer,
  ): Promise<CommitStatus> {
    const parameters = parametersOf(changes, under, token, now(), keys, random);
    if (on === database) return batches(parameters);
    const [row] = await on.ask<{ statuses: CommitStatus[] }>(statements.COMMIT, parameters);
    return row?.statuses[0] ?? 'conflict';
  }

  /** Whoever waits for several does so in one order, so that no two wait for each other. */
  function inTurn<Result>(places: readonly string[], work: () => Promise<Result>): Promise<Result> {
    return places.reduceRight<() => Promise<Result>>((inner, place) => () => order.run(place, inner), work)();
  }

  async function expireAll(statement: Statement, at: number): Promise<number> {
    let all = 0;
    for (;;) {
      const [row] = await database.ask<{ count: number }>(statement, [at]);
      const count = row?.count ?? 0;
      all += count;
      if (count < BATCH) return all;
    }
  }

  const talkOn = (on: Asking, exclusive: boolean): Required<OneTalk> => ({
    load: (conversation) => guarded(async () => (await look(on, conversation, null)).loaded),
    turn: (conversation, activity) =>
      guarded(async () => (await look(on, conversation, markOf(conversation, activity))).done),
    begin: (conversation, activity) =>
      guarded(async () => {
        const known = exclusive ? undefined : remembered(conversation);
        return known ?? look(on, conversation, markOf(conversation, activity));
      }),
    commit: (commit) =>
      guarded(() => (exclusive ? attempt(on, commit) : inTurn(namesOf(commit), () => attempt(on, commit)))),
  });

  return {
    ...talkOn(database, false),
    news: parts.news,
    transfer: createTransfer({ database, keys, random, now }),

    /** The lock is the one that every commit takes, so those of other instances wait. */
    alone: (conversation, work) =>
      guarded(() =>
        few(() =>
          database.together(async (on) => {
            await on.ask(statements.LOCK, placesOf({ conversation }));
            return work(talkOn(on, true));
          }),
        ),
      ),

    turns: (conversation, line) =>
      guarded(async () => {
        const values = [conversation, now(), line];
        return readTurns(
          await database.ask<statements.FoundTurn>(statements.TURNS, values),
          conversation,
          keys,
        );
      }),

    write: (changes) =>
      guarded(() =>
        inTurn(namesOf(changes), async () => {
          const status = await send(database, changes, undefined, random(TOKEN_BYTES));
          return status === 'committed' ? 'done' : 'conflict';
        }),
      ),

    document: (id) =>
      guarded(async () => {
        const [row] = await database.ask<{
          version: number;
          value: Buffer;
          key_id: Buffer;
          wrapped: Buffer;
        }>(statements.DOCUMENT, [id, now()]);
        const key = row && keys.open(row.key_id, row.wrapped);
        const value = key && unseal(key.key, row.value, { of: 'session', conversation: documentRow(id) });
        return value === undefined || row === undefined ? undefined : { value, version: row.version };
      }),

    record: (kind, id) =>
      guarded(async () => {
        const [row] = await database.ask<{ value: string }>(statements.RECORD, [kind, id]);
        return row?.value;
      }),

    async *records(kind) {
      let after = '';
      for (;;) {
        const page = await guarded(() =>
          database.ask<{ id: string; value: string }>(statements.RECORDS, [kind, after]),
        );
        yield* page;
        const last = page.at(-1);
        if (last === undefined) return;
        after = last.id;
      }
    },

    expire: (at) =>
      guarded(async () => {
        const conversations = await expireAll(statements.EXPIRE_CONVERSATIONS, at);
        await expireAll(statements.EXPIRE_DOCUMENTS, at);
        return { conversations, marks: await expireAll(statements.EXPIRE_MARKS, at) };
      }),

    ping: () =>
      guarded(async () => {
        const [row] = await database.ask<{ reading: boolean }>(statements.PING, []);
        if (row?.reading !== false) throw new StoreUnavailable('The database takes no writes.');
      }),

    close() {
      closing ??= parts.release().finally(() => database.close());
      return closing;
    },
  };
}

/** Only where it says how many lines there are now. */
function writtenBy({ session, turn, expiresAt }: Commit): { written?: Written } {
  if (session === null || turn === undefined) return {};
  return { written: { session, lines: turn.firstLine + turn.lines, expiresAt } };
}
