/**
 * Who is in. A session is 256 random bits in a cookie, of which only a hash is stored; it ends after half an hour
 * without a request and after twelve hours anyhow. Each request looks it up anew, so whoever is put out is out at once.
 */
import type { RecordChange, Store } from '../stores/port.js';
import type { RandomBytes } from '../stores/sealing.js';
import { readAccount } from './account.js';
import { line } from './accounts.js';
import type { Audit } from './audit.js';
import type { AuditEntry } from './audit-entry.js';
import type { Staff } from './staff.js';
import { newToken, type StaffSecrets } from './staff-secrets.js';

export const SESSION_RECORD = 'staff_session';
const MINUTE = 60_000;
export const IDLE_MINUTES = 30;
export const WHOLE_HOURS = 12;
/** A request is written down as seen only when so much time has passed; in between this process remembers. */
const WRITTEN_EVERY = MINUTE;
const TRIES = 10;

interface Stored {
  staff: string;
  createdAt: number;
  seenAt: number;
  /** What it runs on, in a few words that tell nobody who it is. */
  device: string | null;
}

export interface Session {
  /** By which it is shown in a list and revoked; it opens nothing. */
  id: string;
  staff: Staff;
  createdAt: number;
  /** To be put into every form, and to come back with it. */
  csrf: string;
}

export interface ListedSession {
  id: string;
  createdAt: number;
  seenAt: number;
  device: string | null;
}

export interface Sessions {
  /** To be written together with what let somebody in. */
  begun(staff: string, device?: string | null): { token: string; record: RecordChange };
  /**
   * Undefined when it is over, revoked, or its account disabled.
   * @param quiet true for what a page asks by itself: nobody is there because of it
   */
  of(token: string, quiet?: boolean): Promise<Session | undefined>;
  isCsrf(token: string, given: string): boolean;
  /** Newest first. */
  list(staff: string): Promise<ListedSession[]>;
  /** One of somebody's own; false when there is none. */
  revoke(actor: string, staff: string, id: string): Promise<boolean>;
  /** All of somebody's. @param but one that stays. @returns how many */
  revokeAll(actor: string, staff: string, but?: string): Promise<number>;
  /** The one that somebody leaves. */
  end(token: string): Promise<void>;
  /** What removes all of somebody's, to be written together with a change of how they get in. */
  endings(staff: string): Promise<RecordChange[]>;
  /** Forgets those that are over. @returns how many */
  tidy(): Promise<number>;
}

export interface SessionParts {
  store: Store;
  audit: Audit;
  secrets: StaffSecrets;
  now(): number;
  random: RandomBytes;
}

export function createSessions({ store, audit, secrets, now, random }: SessionParts): Sessions {
  /** When this process last saw somebody, by session. */
  const seen = new Map<string, number>();

  const seenAt = (id: string, stored: Stored): number => Math.max(seen.get(id) ?? 0, stored.seenAt);
  function isOver(id: string, stored: Stored): boolean {
    const idle = now() - seenAt(id, stored) >= IDLE_MINUTES * MINUTE;
    return idle || now() - stored.createdAt >= WHOLE_HOURS * 60 * MINUTE;
  }

  async function each(): Promise<{ id: string; value: string; stored: Stored }[]> {
    const found: { id: string; value: string; stored: Stored }[] = [];
    for await (const { id, value } of store.records(SESSION_RECORD))
      found.push({ id, value, stored: JSON.parse(value) as Stored });
    return found;
  }

  /** As they are at this moment: one that is seen meanwhile is looked at again, so that it cannot come back. */
  async function endingsOf(ids: readonly string[]): Promise<RecordChange[]> {
    const values = await Promise.all(ids.map((id) => store.record(SESSION_RECORD, id)));
    return ids.flatMap((id, at) => {
      const expected = values[at];
      return expected === undefined ? [] : [{ kind: SESSION_RECORD, id, value: null, expected }];
    });
  }

  async function remove(ids: readonly string[], entry: AuditEntry): Promise<void> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      if ((await audit.write([entry], { records: await endingsOf(ids) })) === 'conflict') continue;
      for (const id of ids) seen.delete(id);
      return;
    }
    throw new Error('Sessions could not be ended: they changed each time.');
  }

  /** That somebody was here; when it was revoked in between it stays so. */
  async function touch(id: string, value: string, stored: Stored): Promise<void> {
    seen.set(id, now());
    if (now() - stored.seenAt < WRITTEN_EVERY) return;
    const later = JSON.stringify({ ...stored, seenAt: now() });
    await store.write({ records: [{ kind: SESSION_RECORD, id, value: later, expected: value }] });
  }

  return {
    begun(staff, device = null) {
      const token = newToken(random);
      const stored: Stored = { staff, createdAt: now(), seenAt: now(), device };
      const record = { kind: SESSION_RECORD, id: secrets.token(token), value: JSON.stringify(stored) };
      return { token, record: { ...record, expected: null } };
    },

    async of(token, quiet = false) {
      const id = secrets.token(token);
      const value = await store.record(SESSION_RECORD, id);
      if (value === undefined) return undefined;
      const stored = JSON.parse(value) as Stored;
      if (isOver(id, stored)) return undefined;
      const staff = (await readAccount(store, stored.staff))?.account.staff;
      if (staff === undefined || staff.disabled) return undefined;
      if (!quiet) await touch(id, value, stored);
      return { id, staff, createdAt: stored.createdAt, csrf: secrets.csrf(token) };
    },

    isCsrf: (token, given) => secrets.isCsrf(token, given),

    async list(staff) {
      const own = (await each()).filter(({ id, stored }) => stored.staff === staff && !isOver(id, stored));
      return own
        .map(({ id, stored: { createdAt, device, ...rest } }) => ({
          id,
          createdAt,
          seenAt: seenAt(id, { createdAt, device, ...rest }),
          device,
        }))
        .sort((one, other) => other.createdAt - one.createdAt);
    },

    async revoke(actor, staff, id) {
      const own = (await each()).some((one) => one.id === id && one.stored.staff === staff);
      if (own) await remove([id], line(now(), actor, 'session:revoke', staff));
      return own;
    },

    async revokeAll(actor, staff, but) {
      const own = (await each()).filter(({ id, stored }) => stored.staff === staff && id !== but);
      const ids = own.map(({ id }) => id);
      await remove(ids, line(now(), actor, 'session:revoke_all', staff));
      return ids.length;
    },

    async end(token) {
      const id = secrets.token(token);
      const value = await store.record(SESSION_RECORD, id);
      if (value === undefined) return;
      const { staff } = JSON.parse(value) as Stored;
      await remove([id], line(now(), staff, 'logout', staff));
    },

    async endings(staff) {
      const own = (await each()).filter(({ stored }) => stored.staff === staff);
      return endingsOf(own.map(({ id }) => id));
    },

    async tidy() {
      const over = (await each()).filter(({ id, stored }) => isOver(id, stored));
      for (const { id } of over) seen.delete(id);
      // One that was seen by another instance in the meantime is not as it was, and stays.
      const records = over.map(({ id, value }) => ({
        kind: SESSION_RECORD,
        id,
        value: null,
        expected: value,
      }));
      const done = await Promise.all(records.map((record) => store.write({ records: [record] })));
      return done.filter((each) => each === 'done').length;
    },
  };
}
