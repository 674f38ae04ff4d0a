import { expect, test } from '@jest/globals';
import { bundleFiller, fillDisk } from './full-disk.js';

test('on a full disk messages are refused, none that was taken is lost, and with room again more are taken', async () => {
  const filled = await fillDisk(bundleFiller());
  expect(filled).toMatchObject({ refused: 20, lost: 0 });
  expect(filled.taken).toBeGreaterThan(10);
  expect(filled.takenAfter).toBe(filled.disk ? 10 : 0);
}, 120_000);
