/** The records of one kind, read beside a running service: nothing is locked and nothing is changed. */
import { existsSync } from 'node:fs';
import { realDisk } from './disk.js';
import { recover } from './recover.js';
import { FolderRefused } from './refused.js';

/** While the service tidies its files, a reader may find one gone; then it looks once more. */
const TRIES = 3;

export async function readRecords(
  folder: string,
  kind: string,
  now: number,
): Promise<{ id: string; value: string }[]> {
  if (!existsSync(folder)) return [];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { state } = await recover(folder, realDisk, now, () => undefined);
      return state.recordIds(kind).flatMap((id) => {
        const value = state.record(kind, id);
        return value === undefined ? [] : [{ id, value }];
      });
    } catch (error) {
      if (attempt === TRIES || !(error instanceof FolderRefused)) throw error;
    }
  }
}
