/** What somebody has who copied everything all along: the whole journal, and at last the snapshot made of it. */
import { link, mkdtemp, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Store } from '../../../src/stores/port.js';

/** So large that no snapshot is made before it is wanted, and nothing of the journal goes. */
export const WHOLE_JOURNAL = { snapshotBytes: 1e12 };

/**
 * Lays the closed store's journal aside, then has a snapshot made.
 * @returns the folder of the copies
 */
export async function hoard(
  folder: string,
  open: (options: { snapshotBytes: number }) => Promise<Store>,
): Promise<string> {
  const copies = await mkdtemp(join(dirname(folder), 'kinline-copies-'));
  const names = (await readdir(folder)).filter((name) => name.startsWith('journal-'));
  for (const name of names) await link(join(folder, name), join(copies, name));
  const store = await open({ snapshotBytes: 1 });
  await store.write({ records: [{ kind: 'attack', id: 'snapshot', value: '' }] });
  await store.close();
  return copies;
}
