/** The secret of a database is changed while an instance serves; cut off in the middle, it is gone on with. */
import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Store } from '../../src/stores/port.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { rotateDatabase } from '../../src/stores/postgres/rotate.js';
import { wrappingOf } from '../../src/stores/sealing.js';
import { commitOf, DAY, START } from '../conformance/commits.js';
import { makeDatabase } from '../helpers/postgres.js';

const FORMER = 'a secret for tests only';
const NEW = 'another secret for tests only';
const ROWS = 10_000;
const BATCH = 250;
const now = () => START;

async function fill(store: Store): Promise<void> {
  for (let row = 0; row < ROWS; row += BATCH)
    await store.write({
      documents: Array.from({ length: BATCH }, (_, n) => ({
        id: `document ${row + n}`,
        expected: 0,
        value: `"${row + n}"`,
        expiresAt: START + DAY,
      })),
    });
}

async function unreadable(store: Store, every: number): Promise<number> {
  const rows = Array.from({ length: ROWS / every }, (_, n) => n * every);
  let lost = 0;
  for (let at = 0; at < rows.length; at += 100) {
    const some = rows.slice(at, at + 100);
    const values = await Promise.all(some.map((row) => store.document(`document ${row}`)));
    lost += values.filter((found, index) => found?.value !== `"${some[index]}"`).length;
  }
  return lost;
}

test('10,000 rows are sealed anew while served, also after it was cut off; none is unreadable', async () => {
  const database = await makeDatabase();
  const first = await openPostgresStore({ url: database.url, secret: FORMER, now });
  await fill(first);
  await first.close();

  // As an operator does: instances know both secrets first.
  const serving = await openPostgresStore({ url: database.url, secret: NEW, before: FORMER, now });
  let left = 3000;
  const failing = (size: number) => {
    left -= 1;
    if (left < 0) throw new Error('cut off');
    return randomBytes(size);
  };
  const [to, before] = [wrappingOf(NEW), wrappingOf(FORMER)];
  await expect(rotateDatabase(database.url, to, before, failing)).rejects.toThrow('cut off');
  expect(await unreadable(serving, 20)).toBe(0);

  const rotating = rotateDatabase(database.url, to, before);
  const commits = Array.from({ length: 50 }, (_, n) =>
    serving.commit(commitOf(`new ${n}`, { session: `{"new":${n}}` })),
  );
  await Promise.all(commits);
  expect(await unreadable(serving, 20)).toBe(0);
  const count = await rotating;
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(ROWS - 2500);
  await serving.close();

  const after = await openPostgresStore({ url: database.url, secret: NEW, now });
  expect(await unreadable(after, 1)).toBe(0);
  await after.close();
  await expect(openPostgresStore({ url: database.url, secret: FORMER, now })).rejects.toMatchObject({
    reason: 'secret',
  });
  await database.drop();
}, 120_000);
