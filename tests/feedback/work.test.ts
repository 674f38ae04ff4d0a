/** What happens to young people's words by itself. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startFeedbackWork } from '../../src/compose/feedback-work.js';
import { countChanges } from '../../src/feedback/counts.js';
import { lookUp } from '../../src/feedback/lookup.js';
import { poolChanges } from '../../src/feedback/pool.js';
import { everythingPublished } from '../../src/feedback/published.js';
import { entriesIn } from '../../src/feedback/reading.js';
import { NOTICE_RECORD } from '../../src/notify/notice.js';
import type { Store } from '../../src/stores/port.js';
import { ORGANIZATION, person } from '../casework/office.js';
import { makeFolder } from '../stores/folder.js';
import { COUNTS, NOW } from '../web/board-house.js';
import { GIVEN } from '../web/feedback-seed.js';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let store: Store;
beforeEach(async () => {
  folder = await makeFolder();
  store = await folder.open();
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});

async function wait(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    await store.write(poolChanges({ what: 'entry', given: GIVEN, receipt: null }, NOW));
}

/** One look, which is over when it was stopped. */
async function looked() {
  const hidden: string[] = [];
  let woken = 0;
  const logged: string[] = [];
  const work = await startFeedbackWork({
    feedback: {
      mask: (words) => `masked ${words}`,
      renewNames: (staff) => hidden.push(...staff.map(({ name }) => name)),
    },
    organization: ORGANIZATION,
    store,
    people: async () => [person('anna', 'caseworker')],
    wake: () => {
      woken += 1;
    },
    now: () => NOW,
    log: (event) => logged.push(event),
  });
  await work.stop();
  return { hidden, logged, woken };
}

const notices = async (): Promise<number> => {
  let count = 0;
  for await (const _ of store.records(NOTICE_RECORD)) count += 1;
  return count;
};

test('nine wait for others; with the tenth all are there to be read, masked, and the officer is told once', async () => {
  await wait(9);
  expect((await looked()).woken).toBe(0);
  expect(await entriesIn(store)).toEqual([]);
  await wait(1);
  const { logged, woken } = await looked();
  expect([logged.includes('feedback_mixed'), woken]).toEqual([true, 1]);
  const entries = await entriesIn(store);
  expect(entries).toHaveLength(10);
  for (const { entry } of entries) expect(entry.words.own).toMatch(/^masked /);
  expect(await notices()).toBe(1);
  expect((await looked()).woken).toBe(0);
  expect(await notices()).toBe(1);
});

test('tables of a quarter that is over are published once', async () => {
  await store.write({ records: await countChanges(store, COUNTS) });
  expect((await looked()).logged).toContain('feedback_published');
  expect(await everythingPublished(store)).toHaveLength(1);
  expect((await looked()).logged).not.toContain('feedback_published');
});

test('names of whoever works here are hidden, and an unknown receipt finds something to open as a known one does', async () => {
  expect((await looked()).hidden).toEqual(['anna (invented)']);
  expect(await store.document('feedback-entry:decoy')).toBeDefined();
  expect(await lookUp(store, [1], async () => 'nobody knows it')).toMatchObject({ found: 'nothing' });
});
