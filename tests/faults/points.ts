/** Where a process is killed on the way of a message, in their order. */
export const POINTS = [
  /** The message has arrived; nothing was done. */
  'received',
  /** The store was asked for the conversation. */
  'loading',
  /** The conversation is there; nothing was decided. */
  'loaded',
  /** All is decided; nothing was written. */
  'decided',
  /** The commit is on its way to disk or database. */
  'committing',
  /** The commit is durable; nobody knows. */
  'committed',
  /** Listeners know; the person does not. */
  'told',
  /** The answer was sent. */
  'answered',
] as const;

export type Point = (typeof POINTS)[number];

export type Where = { folder: string } | { url: string };

/** What `talker.ts` is told to do when it starts. */
export interface Task {
  store: Where;
  secret: string;
  /** Milliseconds since 1970 that its clock begins at. */
  now: number;
  /** Its clock is set forward and back all the time. */
  jumps?: boolean;
  /** Dies at this point, when it has come there so many times. */
  kill?: { point: Point; after: number };
}

export interface Message {
  user: string;
  /** Also its echo: the turns of a person are numbered. */
  number: number;
  text: string;
}

export interface Answer {
  user: string;
  number: number;
  status: 'done' | 'repeated' | 'not_taken';
}

/** What is bundled lies elsewhere than these. */
export const MIGRATIONS = 'src/stores/postgres/migrations';
export const CHANNEL = 'faults';
/** A record of this kind is written with each turn: two for one message would be a doubled effect. */
export const EFFECT = 'fault_effect';
