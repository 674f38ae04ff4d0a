/**
 * Where turns are written. One commit is all or nothing: the session (compare-and-set), the turn's replies with
 * the mark that its activity is done, and any records. What is personal is sealed by the store under a key of the
 * conversation's own session, which is destroyed when the session ends; see `sealing.ts`.
 */

import type { Transfer } from './transfer.js';

export interface Commit {
  /** The conversation's key: an HMAC, 43 characters of base64url. */
  conversation: string;
  /** The version that was loaded, 0 if there was none. */
  expected: number;
  /** The session as JSON, or null when it ended: then its key is destroyed and nothing of it can be read again. */
  session: string | null;
  /**
   * True: from this commit on the session has a key of its own anew. What was said before can never be read again; this
   * session and this turn can.
   */
  renew?: true;
  turn?: NewTurn;
  documents?: DocumentChange[];
  records?: RecordChange[];
  /** Milliseconds since 1970; after this the conversation is forgotten. */
  expiresAt: number;
}

export interface NewTurn {
  /** The channel's activity id, hashed by the caller; a second commit with the same one is refused. */
  activity: string;
  /** Milliseconds since 1970. Marks are kept for 48 hours from here. */
  at: number;
  firstLine: number;
  lines: number;
  /** Echo and replies as JSON; up to 1 MB. */
  content: string;
}

/** A record of another room: an index, a count, a notice to send. It holds nothing personal. */
export interface RecordChange {
  kind: string;
  id: string;
  /** Null removes it. */
  value: string | null;
  /** What it must be now, null for not there; without it, whatever it is. */
  expected?: string | null;
}

/**
 * Something personal that outlives a conversation (a request to be called): sealed under a key of its own, so that
 * it can be destroyed wherever it was written.
 */
export interface DocumentChange {
  /** Random or an HMAC; never personal. */
  id: string;
  /** The version that was read, 0 where it must not be there. */
  expected: number;
  /** JSON up to 1 MB; null destroys the key. */
  value: string | null;
  /** Milliseconds since 1970; after this it is forgotten. */
  expiresAt: number;
}

/** What is changed without anybody talking. */
export interface Changes {
  documents?: DocumentChange[];
  records?: RecordChange[];
}

export type Committed =
  | { status: 'committed'; version: number }
  | { status: 'conflict' }
  | { status: 'duplicate' };

export interface LoadedConversation {
  /** Undefined when the session ended or its key is gone. */
  session: string | undefined;
  version: number;
  /** Lines on the transcript so far: the next turn's `firstLine`. */
  lines: number;
}

export interface StoredTurn {
  at: number;
  firstLine: number;
  lines: number;
  /** Undefined once the session's key is destroyed: the activity is known as done, its replies are gone. */
  content: string | undefined;
}

/** What `begin` finds: the conversation, and the turn that did the activity already. */
export interface Beginning {
  loaded: LoadedConversation | undefined;
  done: StoredTurn | undefined;
}

/** News from instance to instance of one service. It is lost where nobody listens; nothing rests on it alone. */
export interface News {
  /** To all other instances. The subject is a hash or a name of ours; the text is sealed on its way. */
  tell(subject: string, text: string): void;
  /** Until the returned function is called. Undefined says that some news may have been missed. */
  hear(listener: (news: { subject: string; text: string } | undefined) => void): () => void;
}

/** What a turn needs of a store. */
export interface OneTalk {
  load(conversation: string): Promise<LoadedConversation | undefined>;
  /**
   * `load` and `turn` in one, where a store far away saves a round trip by it. What it finds may be as old as the last
   * commit that was made here: a commit on it is then refused as a conflict or a duplicate.
   */
  begin?(conversation: string, activity: string): Promise<Beginning>;
  /** The turn that did this activity within the last 48 hours. */
  turn(conversation: string, activity: string): Promise<StoredTurn | undefined>;
  commit(commit: Commit): Promise<Committed>;
}

/** Everything may reject with `StoreUnavailable`; nothing else is expected to. */
export interface Store extends OneTalk {
  /** Turns of the present session within the last 48 hours with lines at or after `line`, oldest first. */
  turns(conversation: string, line: number): Promise<StoredTurn[]>;
  /**
   * Where other instances write too: work during which nobody else commits to this conversation. What it commits is
   * durable once this resolves.
   */
  alone?<Result>(conversation: string, work: (talk: OneTalk) => Promise<Result>): Promise<Result>;
  news?: News;
  /** For `kinline store copy`. */
  transfer?: Transfer;
  /** All or nothing, like a commit. */
  write(changes: Changes): Promise<'done' | 'conflict'>;
  /** Undefined when it was never there, is past its time, or its key is gone. */
  document(id: string): Promise<{ value: string; version: number } | undefined>;
  record(kind: string, id: string): Promise<string | undefined>;
  records(kind: string): AsyncIterable<{ id: string; value: string }>;
  /** Forgets conversations and marks that are past their time. Returns how many of each. */
  expire(now: number): Promise<{ conversations: number; marks: number }>;
  /** Resolves when the store can take a commit now; for readiness. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The store cannot be reached or refuses to write; nothing of the commit was kept. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
