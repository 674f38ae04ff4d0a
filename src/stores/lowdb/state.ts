/**
 * What the store knows in memory: where each conversation's session and turns lie on disk, and the records. It is divided into shards so that a snapshot can be written piece by piece, and all of it
 * can be rebuilt by applying the journal's entries in order, any of them more than once.
 */
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { boxOf, createCalendar } from './calendar.js';
import type { Entry, Expiry, Place, Sealed, TalkEntry } from './line.js';

export const SHARDS = 256;
export const MARK_MILLISECONDS = 48 * 60 * 60 * 1000;

/** A turn that was done. Its content can be read while its session has its key. */
export interface Mark {
  /** `markId` of it; its content is bound to this. */
  id: string;
  session: LivingSession | undefined;
  place: Place | undefined;
  at: number;
  firstLine: number;
  lines: number;
}

export interface LivingSession {
  /** The id of its key. */
  key: string;
  /** Where it lies, sealed. */
  place: Place;
  /** Oldest first; only those that are still marked. */
  turns: Mark[];
}

export interface Row {
  version: number;
  lines: number;
  expiresAt: number;
  session: LivingSession | undefined;
  /** The calendar's box that the row lies in. */
  box: number;
}

export interface Shard {
  conversations: Map<string, Row>;
  /** By `markId`. */
  marks: Map<string, Mark>;
  records: Map<string, Map<string, string>>;
  /** Changed since it was last part of a snapshot. */
  changed: boolean;
}

export type State = ReturnType<typeof createState>;

export function shardOf(key: string): number {
  return crc32(key) % SHARDS;
}

/** Short, because there are many: the shard, then 120 bits of a hash. */
export function markId(conversation: string, activity: string): string {
  const digest = hash('sha256', `${conversation}\0${activity}`, 'binary');
  return String.fromCharCode(shardOf(conversation)) + digest.slice(0, 15);
}

/** Documents lie among the conversations, under names that no conversation has: those are 43 characters long. */
export const documentRow = (id: string): string => `document:${id}`;

export function createState() {
  const shards: Shard[] = Array.from({ length: SHARDS }, () => ({
    conversations: new Map(),
    marks: new Map(),
    records: new Map(),
    changed: false,
  }));
  const rowsDue = createCalendar();
  const marksDue = createCalendar();

  function shard(number: number): Shard {
    const found = shards[number];
    if (!found) throw new RangeError(`there is no shard ${number}`);
    return found;
  }
  const conversationShard = (conversation: string) => shard(shardOf(conversation));
  const recordShard = (kind: string, id: string) => shard(shardOf(`${kind}\0${id}`));

  function setRow(conversation: string, values: Omit<Row, 'box'>): void {
    const { conversations } = conversationShard(conversation);
    const before = conversations.get(conversation);
    const early = before !== undefined && before.box <= boxOf(values.expiresAt);
    const box = early ? before.box : rowsDue.file(conversation, values.expiresAt);
    conversations.set(conversation, { ...values, box });
  }

  function setMark(mark: Mark): void {
    const { id } = mark;
    const { marks } = shard(id.charCodeAt(0));
    const before = marks.get(id);
    if (!before) marksDue.file(id, mark.at + MARK_MILLISECONDS);
    marks.set(id, mark);
    const turns = mark.session?.turns;
    if (!turns || !mark.place) return;
    const known = before ? turns.indexOf(before) : -1;
    if (known >= 0) turns[known] = mark;
    else turns.push(mark);
  }

  function setRecord(kind: string, id: string, value: string | null): void {
    const into = recordShard(kind, id);
    const ofKind = into.records.get(kind) ?? new Map<string, string>();
    if (value === null) ofKind.delete(id);
    else ofKind.set(id, value);
    if (ofKind.size > 0) into.records.set(kind, ofKind);
    else into.records.delete(kind);
    into.changed = true;
  }

  /** Puts a sealed text in its row. A key that the row no longer has is added to `gone`. */
  function setSession(
    row: string,
    { key, ...values }: Omit<TalkEntry, 'conversation' | 'turn'>,
    place: Place | undefined,
    gone: string[],
  ): LivingSession | undefined {
    const into = conversationShard(row);
    const before = into.conversations.get(row)?.session;
    let session: LivingSession | undefined;
    if (key !== null && place) {
      session = before?.key === key ? before : { key, place, turns: [] };
      session.place = place;
    }
    setRow(row, { ...values, session });
    into.changed = true;
    if (before && before !== session) {
      endSession(before);
      gone.push(before.key);
    }
    return session;
  }

  function dropMark(id: string): void {
    const { marks } = shard(id.charCodeAt(0));
    const mark = marks.get(id);
    marks.delete(id);
    // Turns end in the order they came, so this is the first one but for a clock that was set.
    const index = mark?.session?.turns.indexOf(mark) ?? -1;
    if (index >= 0) mark?.session?.turns.splice(index, 1);
  }

  return {
    shards: shards as readonly Shard[],
    setRow,
    setMark,
    setRecord,

    /** A conversation that is not past its time. */
    row(conversation: string, now: number): Row | undefined {
      const row = conversationShard(conversation).conversations.get(conversation);
      return row && row.expiresAt > now ? row : undefined;
    },

    mark(conversation: string, activity: string, now: number): Mark | undefined {
      const id = markId(conversation, activity);
      const mark = shard(id.charCodeAt(0)).marks.get(id);
      return mark && isMarked(mark, now) ? mark : undefined;
    },

    record: (kind: string, id: string) => recordShard(kind, id).records.get(kind)?.get(id),

    /** Ids of a kind as they are now. */
    recordIds: (kind: string) => shards.flatMap(({ records }) => [...(records.get(kind)?.keys() ?? [])]),

    /** Takes a durable entry in. Returns the ids of keys that nothing needs any more. */
    apply({ talk, documents = [], records = [], marks = [] }: Entry, places: Sealed<Place>): string[] {
      const gone: string[] = [];
      if (talk) {
        const { conversation, turn, ...values } = talk;
        const session = setSession(conversation, values, places.session, gone);
        if (turn) {
          const { activity, mark, ...done } = turn;
          setMark({ id: mark ?? markId(conversation, activity), session, place: places.content, ...done });
        }
      }
      let sealed = 0;
      for (const { id, ...values } of documents) {
        const place = values.key === null ? undefined : places.documents?.[sealed++];
        setSession(documentRow(id), { ...values, lines: 0 }, place, gone);
      }
      for (const { kind, id, value } of records) setRecord(kind, id, value);
      for (const { mark, ...done } of marks)
        setMark({ id: mark, session: undefined, place: undefined, ...done });
      return gone;
    },

    /** What `expire` would forget now. */
    due(now: number): { conversations: string[]; marks: number } {
      const conversations = new Set<string>();
      for (const conversation of rowsDue.begun(now)) {
        const row = conversationShard(conversation).conversations.get(conversation);
        if (row && row.expiresAt <= now) conversations.add(conversation);
      }
      let marks = 0;
      for (const id of marksDue.begun(now)) {
        const mark = shard(id.charCodeAt(0)).marks.get(id);
        if (mark && !isMarked(mark, now)) marks++;
      }
      return { conversations: [...conversations], marks };
    },

    /** Forgets what is past its time, and returns the keys that nothing needs any more. */
    expire({ at, except }: Expiry): { conversations: number; marks: number; keys: string[] } {
      const keys: string[] = [];
      let conversations = 0;
      let marks = 0;
      const kept = new Set(except);
      for (const conversation of rowsDue.due(at)) {
        const from = conversationShard(conversation);
        const row = from.conversations.get(conversation);
        if (!row || row.box > boxOf(at)) continue;
        if (row.expiresAt > at || kept.has(conversation)) {
          row.box = rowsDue.file(conversation, Math.max(row.expiresAt, at));
          continue;
        }
        from.conversations.delete(conversation);
        from.changed = true;
        conversations++;
        if (!row.session) continue;
        keys.push(row.session.key);
        endSession(row.session);
      }
      for (const id of marksDue.due(at)) {
        const from = shard(id.charCodeAt(0));
        const mark = from.marks.get(id);
        if (!mark) continue;
        if (isMarked(mark, at)) {
          marksDue.file(id, mark.at + MARK_MILLISECONDS);
          continue;
        }
        dropMark(id);
        from.changed = true;
        marks++;
      }
      return { conversations, marks, keys };
    },

    /** Sessions that are not past their time, and whose they are. */
    *living(now: number): Generator<{ conversation: string; session: LivingSession }> {
      for (const { conversations } of shards) {
        for (const [conversation, row] of conversations) {
          const { session, expiresAt } = row;
          if (session && expiresAt > now) yield { conversation, session };
        }
      }
    },

    /** Segments in which something lies that can still be read. */
    segmentsInUse(now: number): Set<number> {
      const used = new Set<number>();
      for (const { session } of this.living(now)) {
        used.add(session.place.segment);
        for (const turn of session.turns) if (turn.place) used.add(turn.place.segment);
      }
      return used;
    },
  };
}

export function isMarked(mark: Mark, now: number): boolean {
  return mark.at + MARK_MILLISECONDS > now;
}

/** The key goes, so where its turns lie is of no use any more. */
function endSession(session: LivingSession): void {
  for (const turn of session.turns) {
    turn.session = undefined;
    turn.place = undefined;
  }
  session.turns = [];
}
