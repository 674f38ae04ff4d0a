/** What becomes of an entry between the child who sends it and those who read it. */
import { readCounts } from '../../src/feedback/counts.js';
import { type GivenEntry, givenEntry } from '../../src/feedback/entry.js';
import { layDecoy, lookUp } from '../../src/feedback/lookup.js';
import { type Mixing, mix } from '../../src/feedback/mixing.js';
import { poolChanges, readPool } from '../../src/feedback/pool.js';
import { newReceipt, receiptHash } from '../../src/feedback/receipt.js';
import { ENTRY_RECORD, entryDocument, rawDocument } from '../../src/feedback/shelf.js';
import type { Store } from '../../src/stores/port.js';
import { type Folder, makeFolder } from '../stores/folder.js';
import { seeded } from './seeded.js';

const random = seeded(3);
const hash = receiptHash('a secret for tests only');
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

const given = (words: string): GivenEntry =>
  givenEntry.parse({
    age: '10-13',
    about: { kind: 'counselling' },
    category: 'suggestion',
    taps: { listened: 'yes' },
    words: { change: words },
    language: 'en',
  });
const send = (words: string, receipt: string | null = null) =>
  store.write(poolChanges({ what: 'entry', given: given(words), receipt }, folder.clock.now));
const mixing = (): Mixing => ({ now: folder.clock.now, mask: (words) => words.replace('Ana', '[name]') });
async function entries() {
  const found: string[] = [];
  for await (const { id } of store.records(ENTRY_RECORD)) found.push(id);
  return found;
}
async function sendMany(count: number) {
  for (let at = 0; at < count; at += 1) await send(`Words of ${at} about Ana`);
}

test('nine wait; the tenth lets all out, masked, in one week and counted', async () => {
  await sendMany(9);
  expect(await mix(store, mixing())).toEqual({ status: 'held', waiting: 9 });
  expect(await entries()).toEqual([]);
  await send('The tenth');
  expect(await mix(store, mixing())).toEqual({ status: 'mixed', entries: 10 });
  const ids = await entries();
  expect(ids).toHaveLength(10);
  expect(await readPool(store)).toEqual([]);
  const read = await Promise.all(
    ids.map(async (id) => (await store.document(entryDocument(id)))?.value ?? ''),
  );
  expect(read.filter((value) => value.includes('about [name]'))).toHaveLength(9);
  expect(read.some((value) => value.includes('Ana'))).toBe(false);
  expect((await store.document(rawDocument(ids[0] ?? '')))?.value).toBeDefined();
  const counts = await readCounts(store);
  expect([...counts].find(([key]) => key.includes('listened'))?.[1]).toBe(10);
});

test('what stays in the files of a batch is all one size', async () => {
  await sendMany(9);
  await send('x'.repeat(5000));
  await mix(store, mixing());
  const sizes = new Set<number>();
  for (const [name, bytes] of await folder.files())
    if (name.includes('journal'))
      for (const [, sealed = ''] of bytes.toString('latin1').matchAll(/"document":"([^"]*)"/g))
        sizes.add(sealed.length);
  expect(sizes.size).toBe(1);
});

test('no byte of the store holds a word, and entries of one batch differ in no time', async () => {
  const canaries = Array.from({ length: 20 }, (_, at) => `canary-${at}-Zbigniewa`);
  for (const canary of canaries) {
    folder.clock.now += 3_600_000;
    await send(canary);
  }
  await mix(store, mixing());
  const bytes = [...(await folder.files()).values()].map((file) => file.toString('latin1')).join('\n');
  expect(canaries.filter((canary) => bytes.includes(canary))).toEqual([]);
  const kept = [...bytes.matchAll(/"id":"feedback-entry:[^"]+","version":1,"expiresAt":(\d+)/g)];
  expect(kept).toHaveLength(20);
  expect(new Set(kept.map(([, expiresAt]) => expiresAt)).size).toBe(1);
});

test('two instances that mix at once put nothing in twice', async () => {
  await sendMany(12);
  const both = await Promise.all([mix(store, mixing()), mix(store, mixing())]);
  expect(both.map(({ status }) => status).sort()).toEqual(['busy', 'mixed']);
  expect(await entries()).toHaveLength(12);
});

describe('a receipt', () => {
  test('says that the words wait, then opens them, and another one opens nothing', async () => {
    await layDecoy(store);
    const code = newReceipt(random);
    await sendMany(9);
    await send('Mine', await hash(code));
    expect((await lookUp(store, code, hash)).found).toBe('waiting');
    await mix(store, mixing());
    expect(await lookUp(store, code, hash)).toMatchObject({
      found: 'entry',
      entry: { words: { change: 'Mine' } },
    });
    expect((await lookUp(store, newReceipt(random), hash)).found).toBe('nothing');
  });

  test('takes back: nobody can read it from then on, and with the next batch it is gone and uncounted', async () => {
    const code = newReceipt(random);
    const receipt = await hash(code);
    await sendMany(9);
    await send('Mine', receipt);
    await mix(store, mixing());
    await store.write(poolChanges({ what: 'taken_back', receipt }, folder.clock.now));
    expect((await lookUp(store, code, hash)).found).toBe('nothing');
    await sendMany(10);
    await mix(store, mixing());
    expect(await entries()).toHaveLength(19);
    expect([...(await readCounts(store))].find(([key]) => key.includes('listened'))?.[1]).toBe(19);
  });

  test('takes back what still waits: it is never written, and counts for nobody’s cover', async () => {
    const receipt = await hash(newReceipt(random));
    await sendMany(9);
    await send('Mine', receipt);
    await store.write(poolChanges({ what: 'taken_back', receipt }, folder.clock.now));
    expect(await mix(store, mixing())).toEqual({ status: 'held', waiting: 9 });
    await send('Another');
    await mix(store, mixing());
    expect(await entries()).toHaveLength(10);
  });

  test('carries a word back to the reader', async () => {
    const code = newReceipt(random);
    const receipt = await hash(code);
    await sendMany(9);
    await send('Mine', receipt);
    await mix(store, mixing());
    await store.write(poolChanges({ what: 'word', receipt, words: 'Ana again' }, folder.clock.now));
    await sendMany(10);
    await mix(store, mixing());
    expect(await lookUp(store, code, hash)).toMatchObject({
      letters: [{ from: 'young_person', words: '[name] again' }],
    });
  });
});
