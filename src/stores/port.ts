/**
 * Where turns are written. One commit is all or nothing: the session (compare-and-set), the turn's replies with
 * the mark that its activity is done, and any records. What is personal is sealed by the store under a key of the
 * conversation's own session, which is destroyed when the session ends; see `sealing.ts`.
 */

export interface Commit {
  /** The conversation's key: an HMAC, 43 characters of base64url. */
  conversation: string;
  /** The version that was loaded, 0 if there was none. */
  expected: number;
  /** The session as JSON, or null when it ended: then its key is destroyed and nothing of it can be read again. */
  session: string | null;
  turn?: NewTurn;
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

/** A record of another room (a callback, a feedback entry). `value` null removes it. */
export interface RecordChange {
  kind: string;
  id: string;
  value: string | null;
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

/** Everything may reject with `StoreUnavailable`; nothing else is expected to. */
export interface Store {
  load(conversation: string): Promise<LoadedConversation | undefined>;
  /** The turn that did this activity within the last 48 hours. */
  turn(conversation: string, activity: string): Promise<StoredTurn | undefined>;
  /** Turns of the present session within the last 48 hours with lines at or after `line`, oldest first. */
  turns(conversation: string, line: number): Promise<StoredTurn[]>;
  commit(commit: Commit): Promise<Committed>;
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
