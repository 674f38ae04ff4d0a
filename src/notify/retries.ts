/**
 * How a command asks a running service to try again what failed: by a file beside the data, which only the service's own
 * user can write. The data itself is open in one process alone.
 */
import { appendFile, readFile, rename, rm } from 'node:fs/promises';

/** @param which a delivery's id, a reference, or `all` */
export async function askForRetry(file: string, which: string): Promise<void> {
  await appendFile(file, `${which}\n`, { mode: 0o600 });
}

/** Takes what was asked for, once. Returns how many are tried again. */
export async function takeRetries(file: string, retry: (which: string) => Promise<number>): Promise<number> {
  const taken = `${file}.taken`;
  try {
    await rename(file, taken);
  } catch {
    return 0;
  }
  const lines = (await readFile(taken, 'utf8')).split('\n').filter((line) => line !== '');
  await rm(taken, { force: true });
  let count = 0;
  for (const which of new Set(lines)) count += await retry(which);
  return count;
}
