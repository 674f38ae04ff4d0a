/**
 * News between instances by LISTEN and NOTIFY. Listening has a connection of its own, opened anew when it breaks.
 * What is told is gathered while a statement is on its way, so that telling costs less than one statement a turn, and
 * it is not part of the turn's commit, for the database commits those that notify one after the other.
 */
import { hkdfSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { News } from '../port.js';
import { type RandomBytes, unwrapKey, wrapKey } from '../sealing.js';
import { connectionOf, type Database, type Limits } from './pool.js';

const CHANNEL = 'kinline_news';
/** The database takes 8,000 bytes; sealing and base64 make a third more of it. */
const LONGEST = 5_600;
const TELL = {
  name: 'tell',
  text: `SELECT pg_notify('${CHANNEL}', news) FROM unnest($1::text[]) AS given(news)`,
};
const AGAIN_AFTER = { first: 100, longest: 5_000 };

type Listener = Parameters<News['hear']>[0];

export interface PostgresNews extends News {
  close(): Promise<void>;
}

export function createNews(parts: {
  url: string;
  limits: Limits;
  database: Database;
  secret: string | Uint8Array;
  /** The former secret, while it is being changed: its news is heard too. */
  before?: string | Uint8Array | undefined;
  random: RandomBytes;
}): PostgresNews {
  const { url, limits, database, random } = parts;
  const keyOf = (secret: string | Uint8Array) =>
    Buffer.from(hkdfSync('sha256', secret, 'kinline', 'news 1', 32));
  const key = keyOf(parts.secret);
  const former = parts.before === undefined ? undefined : keyOf(parts.before);
  const me = random(9).toString('base64url');
  const listeners = new Set<Listener>();
  let gathered: string[] = [];
  let telling: Promise<void> | undefined;
  let client: Client | undefined;
  const closing = new AbortController();

  async function tellAll(): Promise<void> {
    while (gathered.length > 0 && !closing.signal.aborted) {
      const news = gathered;
      gathered = [];
      // Lost news is made up for by the next turn; a database that is away has no turns to tell of.
      await database.ask(TELL, [news]).catch(() => undefined);
    }
    telling = undefined;
  }

  function receive(payload: string | undefined): void {
    const [from = '', sealed = ''] = (payload ?? '').split(' ');
    if (from === me) return;
    const bytes = Buffer.from(sealed, 'base64');
    const opened = unwrapKey(key, bytes, from) ?? (former && unwrapKey(former, bytes, from));
    if (opened === undefined) return;
    const [subject, text] = JSON.parse(opened.toString()) as [string, string];
    for (const listener of listeners) listener({ subject, text });
  }

  async function listen(): Promise<void> {
    for (
      let wait = AGAIN_AFTER.first;
      !closing.signal.aborted;
      wait = Math.min(2 * wait, AGAIN_AFTER.longest)
    ) {
      const opened = new Client({ ...connectionOf(url, limits), application_name: 'kinline news' });
      try {
        const lost = new Promise<void>((end) => {
          // More than one may come of one connection; an error that nobody hears ends the process.
          opened.on('error', () => end());
          opened.once('end', () => end());
        });
        opened.on('notification', ({ payload }) => receive(payload));
        await opened.connect();
        await opened.query(`LISTEN ${CHANNEL}`);
        client = opened;
        for (const listener of listeners) listener(undefined);
        wait = AGAIN_AFTER.first;
        if (!closing.signal.aborted) await lost;
      } catch {
        // The next try comes after the wait.
      }
      await opened.end().catch(() => undefined);
      await pause(wait, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
  }
  const listening = listen();

  return {
    tell(subject, text) {
      if (closing.signal.aborted) return;
      const kept = Buffer.byteLength(text) > LONGEST ? '' : text;
      const sealed = wrapKey(key, Buffer.from(JSON.stringify([subject, kept])), me, random);
      gathered.push(`${me} ${sealed.toString('base64')}`);
      telling ??= tellAll();
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      await client?.end().catch(() => undefined);
      await Promise.all([telling, listening]);
    },
  };
}
