/** News between instances while the secret is being changed: some know both, some still only the former. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { Store } from '../../src/stores/port.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { START } from '../conformance/commits.js';
import { type Database, makeDatabase } from '../helpers/postgres.js';

const FORMER = 'the former secret, for tests only';
const NEW = 'the new secret, for tests only';

let database: Database;
let stores: Store[];
beforeEach(async () => {
  database = await makeDatabase();
  stores = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  await database.drop();
});

async function open(secret: string, before?: string): Promise<Store> {
  const store = await openPostgresStore({ url: database.url, secret, before, now: () => START });
  stores.push(store);
  return store;
}

/** Resolves when the listener has heard it. What is told before anybody listens is lost, so it is told until then. */
async function hears(listener: Store, teller: Store, text: string): Promise<void> {
  let heard = false;
  const stop = listener.news?.hear((news) => {
    heard ||= news?.subject === 'a subject' && news.text === text;
  });
  while (!heard) {
    teller.news?.tell('a subject', text);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  stop?.();
}

test('instances under the former and the new secret hear each other, whichever speaks first', async () => {
  const old = await open(FORMER);
  const both = await open(NEW, FORMER);
  await hears(old, both, 'from the new one');
  await hears(both, old, 'from the former one');
  const another = await open(FORMER);
  await hears(another, both, 'to one that started later');
});

test('what is told is sealed on its way', async () => {
  const spy = new Client(database.url);
  await spy.connect();
  const payloads: string[] = [];
  spy.on('notification', ({ payload }) => payloads.push(payload ?? ''));
  await spy.query('LISTEN kinline_news');
  const [one, other] = [await open(FORMER), await open(FORMER)];
  await hears(other, one, 'words of a person');
  await spy.query('SELECT 1');
  await spy.end();
  expect(payloads.length).toBeGreaterThan(0);
  for (const payload of payloads) {
    expect(payload).not.toContain('words');
    expect(Buffer.from(payload.split(' ')[1] ?? '', 'base64').toString()).not.toContain('words');
  }
});
