import { expect, test } from '@jest/globals';
import { damageFiles } from './damage.js';
import { bundleFiller, fillDisk } from './full-disk.js';

test('on a full disk messages are refused, none that was taken is lost, and with room again more are taken', async () => {
  const filled = await fillDisk(bundleFiller());
  expect(filled).toMatchObject({ refused: 20, lost: 0 });
  expect(filled.taken).toBeGreaterThan(10);
  expect(filled.takenAfter).toBe(filled.disk ? 10 : 0);
}, 120_000);

test('after a kill, a last line that is torn anywhere costs nothing that was taken', async () => {
  const damaged = await damageFiles(bundleFiller(), 'journal', 3);
  expect(damaged).toMatchObject({ turns: 3 * 30, lost: 0 });
}, 120_000);

test('a damaged snapshot is named, and the journal brings all of it back', async () => {
  const damaged = await damageFiles(bundleFiller(), 'snapshot', 3);
  expect(damaged).toMatchObject({ turns: 3 * 30, lost: 0, named: 3 });
}, 120_000);
