/**
 * Chats of people who work here. A code that the desk shows is typed into the chat once, within ten minutes; from then on
 * notices come there, and three commands are answered. Who may do what is asked anew each time; where the chat is, is
 * sealed, and records hold neither code nor account of the chat.
 */
import { createHmac } from 'node:crypto';
import type { RecordChange, Store } from '../stores/port.js';
import type { AuditedWrite } from './audited.js';

/** Which member of staff a chat belongs to, by its link. */
export const LINK_RECORD = 'staff_chat';
const CODE_RECORD = 'staff_chat_code';
const TRIES_RECORD = 'staff_chat_tries';
const linkDocument = (link: string): string => `staff_chat:${link}`;

/** Nothing that looks like something else. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const MINUTES_10 = 600_000;
/** Wrong codes from one chat within ten minutes; no further one is looked at. */
const TRIES = 5;
const DAY = 86_400_000;
/** After this without a word from it, a chat is no longer linked. */
const YEAR = 365 * DAY;

export interface Links {
  /** A code for somebody, for the desk or a command to show. A newer one takes an older one's place. */
  newCode(staff: string): Promise<string>;
  /** `wrong` also where it was used, is over, or too many were tried. */
  link(written: string, chat: { channel: string; user: string }, place: unknown): Promise<'linked' | 'wrong'>;
  /** Whose chat it is. */
  staffOf(chat: { channel: string; user: string }): Promise<{ staff: string; link: string } | undefined>;
  /** A linked chat said something: it stays linked, and where it is may have changed. At most once a day. */
  renew(link: string, place: unknown): Promise<void>;
  place(link: string): Promise<unknown>;
  all(): Promise<{ link: string; staff: string }[]>;
  unlink(link: string): Promise<void>;
}

export interface LinkParts {
  store: Store;
  write: AuditedWrite;
  secret: string;
  now(): number;
  /** Whole numbers from 0 below the limit, evenly and unguessably. */
  random(limit: number): number;
}

export function createLinks({ store, write, secret, now, random }: LinkParts): Links {
  const hash = (...parts: string[]): string =>
    createHmac('sha256', `staff chat ${secret}`).update(JSON.stringify(parts)).digest('base64url');
  const linkOf = ({ channel, user }: { channel: string; user: string }) => hash('chat', channel, user);

  async function mayTry(link: string): Promise<boolean> {
    const before = await store.record(TRIES_RECORD, link);
    const { from, count } = (before === undefined ? { from: 0, count: 0 } : JSON.parse(before)) as {
      from: number;
      count: number;
    };
    const fresh = now() - from >= MINUTES_10;
    if (!fresh && count >= TRIES) return false;
    const value = JSON.stringify(fresh ? { from: now(), count: 1 } : { from, count: count + 1 });
    const counted = await store.write({
      records: [{ kind: TRIES_RECORD, id: link, value, expected: before ?? null }],
    });
    return counted === 'done';
  }

  async function placeKept(link: string, staff: string, place: unknown) {
    const document = await store.document(linkDocument(link));
    return {
      documents: [
        {
          id: linkDocument(link),
          expected: document?.version ?? 0,
          value: JSON.stringify(place),
          expiresAt: now() + YEAR,
        },
      ],
      records: [{ kind: LINK_RECORD, id: link, value: JSON.stringify({ staff, at: now() }) }],
    };
  }

  return {
    async newCode(staff) {
      const signs = Array.from({ length: 8 }, () => SIGNS[random(SIGNS.length)]).join('');
      const records: RecordChange[] = [];
      for await (const { id, value } of store.records(CODE_RECORD))
        if (JSON.parse(value).staff === staff || JSON.parse(value).until <= now())
          records.push({ kind: CODE_RECORD, id, value: null });
      const value = JSON.stringify({ staff, until: now() + MINUTES_10 });
      const fresh = { kind: CODE_RECORD, id: hash('code', signs), value };
      await write({ actor: staff, action: 'chat:code', subject: staff }, { records: [...records, fresh] });
      return `${signs.slice(0, 4)}-${signs.slice(4)}`;
    },

    async link(written, chat, place) {
      const link = linkOf(chat);
      if (!(await mayTry(link))) return 'wrong';
      const id = hash('code', written.toUpperCase().replace(/[^A-Z0-9]/g, ''));
      const value = await store.record(CODE_RECORD, id);
      if (value === undefined) return 'wrong';
      const { staff, until } = JSON.parse(value) as { staff: string; until: number };
      if (until <= now()) return 'wrong';
      const kept = await placeKept(link, staff, place);
      const done = await write(
        { actor: staff, action: 'chat:link', subject: staff },
        {
          documents: kept.documents,
          records: [
            { kind: CODE_RECORD, id, value: null, expected: value },
            { kind: TRIES_RECORD, id: link, value: null },
            ...kept.records,
          ],
        },
      );
      return done === 'done' ? 'linked' : 'wrong';
    },

    async staffOf(chat) {
      const link = linkOf(chat);
      const value = await store.record(LINK_RECORD, link);
      return value === undefined ? undefined : { staff: JSON.parse(value).staff as string, link };
    },

    async renew(link, place) {
      const value = await store.record(LINK_RECORD, link);
      if (value === undefined) return;
      const { staff, at } = JSON.parse(value) as { staff: string; at: number };
      if (now() - at >= DAY) await store.write(await placeKept(link, staff, place));
    },

    async place(link) {
      const document = await store.document(linkDocument(link));
      return document === undefined ? undefined : JSON.parse(document.value);
    },

    async all() {
      const found: { link: string; staff: string }[] = [];
      for await (const { id, value } of store.records(LINK_RECORD))
        found.push({ link: id, staff: JSON.parse(value).staff });
      return found;
    },

    async unlink(link) {
      const value = await store.record(LINK_RECORD, link);
      if (value === undefined) return;
      const { staff } = JSON.parse(value) as { staff: string };
      const document = await store.document(linkDocument(link));
      const gone = { id: linkDocument(link), value: null, expiresAt: now() };
      await write(
        { actor: staff, action: 'chat:unlink', subject: staff },
        {
          ...(document === undefined ? {} : { documents: [{ ...gone, expected: document.version }] }),
          records: [{ kind: LINK_RECORD, id: link, value: null }],
        },
      );
    },
  };
}
