/**
 * A feed of the times in which somebody may call, for their own calendar: no names, no numbers, only references. It is
 * read by programs that cannot log in, so its address holds a secret of 256 bits, of which only a hash is stored. Whoever
 * has the address sees when this member of staff may call whom by reference, and nothing else; a new one ends it.
 */
import { createHash } from 'node:crypto';
import { createEvents, type EventAttributes } from 'ics';
import type { CalendarWindow } from '../casework/calendar.js';
import type { RecordChange, Store } from '../stores/port.js';
import type { AuditedWrite } from './audited.js';
import { messageId } from './delivery.js';
import type { Say } from './words.js';

const CALENDAR_RECORD = 'calendar_feed';

export interface Feeds {
  /** The address of a new feed; the one before leads nowhere from now on. Shown once. */
  newAddress(staff: string): Promise<string>;
  revoke(staff: string): Promise<void>;
  has(staff: string): Promise<boolean>;
  /** Whose feed it is. @param token as it stands in the address */
  staffOf(token: string): Promise<string | undefined>;
}

export interface FeedParts {
  store: Store;
  write: AuditedWrite;
  /** The service's public address. */
  home: string;
  now(): number;
  randomBytes(count: number): Buffer;
}

export const FEED_PATH = '/desk/calendar/';

export function createFeeds({ store, write, home, now, randomBytes }: FeedParts): Feeds {
  const hash = (token: string): string => createHash('sha256').update(token).digest('base64url');

  async function ending(staff: string): Promise<RecordChange[]> {
    const changes: RecordChange[] = [];
    for await (const { id, value } of store.records(CALENDAR_RECORD))
      if (JSON.parse(value).staff === staff) changes.push({ kind: CALENDAR_RECORD, id, value: null });
    return changes;
  }

  return {
    async newAddress(staff) {
      const token = randomBytes(32).toString('base64url');
      const value = JSON.stringify({ staff, at: now() });
      const fresh = { kind: CALENDAR_RECORD, id: hash(token), value };
      const records = [...(await ending(staff)), fresh];
      await write({ actor: staff, action: 'calendar:new', subject: staff }, { records });
      return new URL(`${FEED_PATH}${token}.ics`, home).href;
    },
    async revoke(staff) {
      const records = await ending(staff);
      if (records.length > 0)
        await write({ actor: staff, action: 'calendar:revoke', subject: staff }, { records });
    },
    has: async (staff) => (await ending(staff)).length > 0,
    async staffOf(token) {
      if (!/^[\w-]{43}$/.test(token)) return undefined;
      const value = await store.record(CALENDAR_RECORD, hash(token));
      return value === undefined ? undefined : (JSON.parse(value).staff as string);
    },
  };
}

/** The windows as iCalendar; the same window has the same id in every reading. */
export function calendarOf(
  windows: readonly CalendarWindow[],
  language: string,
  say: Say,
  now: number,
): string {
  const events = windows.map(
    ({ id, reference, from, until }): EventAttributes => ({
      uid: `${messageId(`${id} ${from}`)}@kinline`,
      start: from,
      startInputType: 'utc',
      startOutputType: 'utc',
      end: until,
      endInputType: 'utc',
      endOutputType: 'utc',
      created: now,
      title: plain(say(language, 'notices:calendar.call', { reference })),
      classification: 'PRIVATE',
      busyStatus: 'TENTATIVE',
    }),
  );
  const calName = say(language, 'notices:calendar.name');
  const { error, value } = createEvents(events, { productId: '-//Kinline//EN', calName, method: 'PUBLISH' });
  if (error !== null || value === null || value === undefined)
    throw new Error('The calendar could not be written.', { cause: error });
  return value;
}

const plain = (words: string): string => words.replace(/[\u2066-\u2069]/g, '');
