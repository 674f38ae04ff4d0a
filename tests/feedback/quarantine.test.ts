/** What cannot wait reaches one role at once and nobody else ever. */
import { readCounts } from '../../src/feedback/counts.js';
import { givenEntry } from '../../src/feedback/entry.js';
import { layDecoy, lookUp } from '../../src/feedback/lookup.js';
import { mix } from '../../src/feedback/mixing.js';
import { poolChanges } from '../../src/feedback/pool.js';
import { quarantineChanges, quarantinedFor, recordDone } from '../../src/feedback/quarantine.js';
import { answered, entriesIn, looked } from '../../src/feedback/reading.js';
import { newReceipt, receiptHash } from '../../src/feedback/receipt.js';
import { rawDocument } from '../../src/feedback/shelf.js';
import type { Store } from '../../src/stores/port.js';
import { type Folder, makeFolder } from '../stores/folder.js';
import { seeded } from './seeded.js';

const hash = receiptHash('a secret for tests only');
const mask = (words: string) => words.replace('Ana', '[name]');
const given = givenEntry.parse({
  age: '14-17',
  about: { kind: 'counselling' },
  category: 'concern',
  taps: { safe: 'no' },
  words: { say: 'It is about Ana' },
  mayShow: true,
  language: 'en',
});
let folder: Folder;
let store: Store;
beforeEach(async () => {
  folder = await makeFolder();
  store = await folder.open();
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});

test('it is there at once, for its recipient alone, never to be shown and counted nowhere', async () => {
  const { now } = folder.clock;
  await layDecoy(store);
  const code = newReceipt(seeded(1));
  const { changes } = quarantineChanges({
    given,
    recipient: 'second_recipient',
    receipt: await hash(code),
    contact: false,
    now,
    mask,
  });
  await store.write(changes);
  expect(await quarantinedFor(store, 'safeguarding_lead')).toEqual([]);
  const [found] = await quarantinedFor(store, 'second_recipient');
  expect(found?.entry).toMatchObject({ words: { say: 'It is about [name]' }, mayShow: false, done: [] });
  expect(await entriesIn(store)).toEqual([]);
  expect((await readCounts(store)).size).toBe(0);

  if (found === undefined) return;
  const done = recordDone(found, 'Called the line for children', '2026-11-24');
  expect(await store.write(done.changes)).toBe('done');
  const reply = answered(done.entry, found.version + 1, 'We are here for you', '2026-W48');
  expect(await store.write(reply.changes)).toBe('done');
  expect(await lookUp(store, code, hash)).toMatchObject({
    found: 'entry',
    letters: [{ from: 'reader', words: 'We are here for you' }],
  });
});

test('taken back, it is gone with the next batch', async () => {
  const { now } = folder.clock;
  const receipt = await hash(newReceipt(seeded(2)));
  const { changes } = quarantineChanges({
    given,
    recipient: 'safeguarding_lead',
    receipt,
    contact: false,
    now,
    mask,
  });
  await store.write(changes);
  await store.write(poolChanges({ what: 'taken_back', receipt }, now));
  for (let at = 0; at < 10; at += 1)
    await store.write(
      poolChanges({ what: 'entry', given: { ...given, category: 'thanks' }, receipt: null }, now),
    );
  expect((await mix(store, { now, mask })).status).toBe('mixed');
  expect(await quarantinedFor(store, 'safeguarding_lead')).toEqual([]);
  expect(await entriesIn(store)).toHaveLength(10);
});

test('once a person has looked, the words as they were written are gone', async () => {
  const { now } = folder.clock;
  for (let at = 0; at < 10; at += 1)
    await store.write(poolChanges({ what: 'entry', given, receipt: null }, now));
  await mix(store, { now, mask });
  const [found] = await entriesIn(store);
  if (found === undefined) throw new Error('There is no entry.');
  const raw = await store.document(rawDocument(found.entry.id));
  expect(raw?.value).toContain('Ana');
  const { changes } = looked(found.entry, found.version, raw?.version ?? 0);
  expect(await store.write(changes)).toBe('done');
  expect(await store.document(rawDocument(found.entry.id))).toBeUndefined();
});
