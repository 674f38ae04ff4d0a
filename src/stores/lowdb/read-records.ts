/**
 * Reads records of a store without opening it, so that a command can look while the service runs. Nothing is changed
 * and no lock is taken; when the service writes a snapshot in that moment, it is read again.
 */
import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { realDisk } from './disk.js';
import { recover } from './recover.js';
import { FolderRefused } from './refused.js';

const TRIES = 5;
const BETWEEN_TRIES = 200;

/** Empty where there is no store yet. Rejects with `FolderRefused` when the folder is damaged. */
export async function readRecords(
  folder: string,
  kind: string,
  now: number,
): Promise<{ id: string; value: string }[]> {
  if ((await stat(folder).catch(() => undefined)) === undefined) return [];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { state } = await recover(folder, realDisk, now, () => undefined);
      return state.shards.flatMap(({ records }) =>
        [...(records.get(kind) ?? [])].map(([id, value]) => ({ id, value })),
      );
    } catch (error) {
      const missed = error instanceof FolderRefused || (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!missed || attempt === TRIES) throw error;
      await setTimeout(BETWEEN_TRIES);
    }
  }
}
