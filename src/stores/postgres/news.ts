/**
 * News between instances by LISTEN and NOTIFY. Listening has a connection of its own, opened anew when it breaks.
 * What is told is gathered while a statement is on its way, so that telling costs less than one statement a turn, and
 * it is not part of the turn's commit, for the database commits those that notify one after the other.
 */
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
  /** What news is sealed under: the same for all instances, whichever secret each was started with. */
  key(): Promise<Uint8Array>;
  random: RandomBytes;
}): PostgresNews {
  const { url, limits, database, key, random } = parts;
  const me = random(9).toString('base64url');
  const listeners = new Set<Listener>();
  let gathered: [subject: string, text: string][] = [];
  /** News is heard in the order in which it came. */
  let hearing: Promise<void> = Promise.resolve();
  let telling: Promise<void> | undefined;
  let client: Client | undefined;
  const closing = new AbortController();

  async function tellAll(): Promise<void> {
    while (gathered.length > 0 && !closing.signal.aborted) {
      const news = gathered;
      gathered = [];
      // Lost news is made up for by the next turn; a database that is away has no turns to tell of.
      await tellThese(news).catch(() => undefined);
    }
    telling = undefined;
  }

  async function tellThese(news: readonly [subject: string, text: string][]): Promise<void> {
    const under = await key();
    const sealed = news.map((one) => wrapKey(under, Buffer.from(JSON.stringify(one)), me, random));
    await database.ask(TELL, [sealed.map((each) => `${me} ${each.toString('base64')}`)]);
  }

  async function receive(payload: string | undefined): Promise<void> {
    const [from = '', sealed = ''] = (payload ?? '').split(' ');
    if (from === me) return;
    const opened = unwrapKey(await key(), Buffer.from(sealed, 'base64'), from);
    if (opened === undefined) return;
    const [subject, text] = JSON.parse(opened.toString()) as [string, string];
    for (const listener of listeners) listener({ subject, text });
  }

  function missed(): void {
    for (const listener of listeners) listener(undefined);
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
        opened.on('notification', ({ payload }) => {
          hearing = hearing.then(() => receive(payload)).catch(missed);
        });
        await opened.connect();
        await opened.query(`LISTEN ${CHANNEL}`);
        client = opened;
        missed();
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
      gathered.push([subject, kept]);
      telling ??= tellAll();
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      await client?.end().catch(() => undefined);
      await Promise.all([telling, listening, hearing]);
    },
  };
}
