/** When the last backup was made, kept with the data, so that somebody hears of it when none is made any more. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'last-backup.json';
const schema = z.object({ at: z.number(), keys: z.boolean() });

/** `keys`: whether keys were backed up with it. */
export type LastBackup = z.infer<typeof schema>;

export async function keepLastBackup(data: string, last: LastBackup): Promise<void> {
  await writeFile(join(data, FILE), `${JSON.stringify(last)}\n`, { mode: 0o600 });
}

/** Undefined when none was made, or nobody knows. */
export async function readLastBackup(data: string): Promise<LastBackup | undefined> {
  const text = await readFile(join(data, FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
