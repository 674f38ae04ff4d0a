/** `kinline backup` and `kinline restore`: everything that is stored, in one file, without the keys that open it. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { demoSecret } from '../compose/secret.js';
import { openStore, storeRefusal } from '../compose/store.js';
import type { Config } from '../config.js';
import { keepLastBackup } from '../operations/backup/last.js';
import { BackupRefused, putInPlace, putKeys, unpack } from '../operations/backup/read.js';
import { writeBackup } from '../operations/backup/write.js';
import { lockFolder } from '../stores/lowdb/lock.js';
import { isEmpty, restoreKeys, restoreTables } from '../stores/postgres/dump.js';

const databaseOf = ({ KINLINE_STORE }: Config): string | undefined =>
  KINLINE_STORE === 'embedded' ? undefined : KINLINE_STORE;

export async function runBackup(
  config: Config,
  file: string,
  { keys }: { keys?: string },
  now: () => number,
): Promise<number> {
  const data = config.KINLINE_DATA;
  const database = databaseOf(config);
  if (database === undefined && !existsSync(join(data, 'store')))
    return refuse(`There is nothing in ${data} yet.`);
  if (keys !== undefined && dirname(resolve(keys)) === dirname(resolve(file)))
    return refuse(
      'The keys must not lie beside the backup that they open. Give them a place that is kept apart.',
    );
  await mkdir(data, { recursive: true, mode: 0o700 });
  await writeBackup({ data, database, file, keys, now });
  await keepLastBackup(data, { at: now(), keys: keys !== undefined });
  process.stdout.write(
    `Backed up to ${file}. It holds no secret and no key: without the keys, sessions and requests in it cannot be read.\n`,
  );
  process.stdout.write(
    keys === undefined
      ? 'The keys were not backed up. To be able to read it after the loss of this computer: --keys <file in another place>\n'
      : `The keys, wrapped under KINLINE_SECRET, are in ${keys}; the ones that lay there before are gone. Keep only this newest one, apart from the backups: whoever is erased can then be read from no backup any more.\n`,
  );
  return 0;
}

export interface RestoreFlags {
  keys?: string;
  replace?: boolean;
}

export async function runRestoreBackup(
  config: Config,
  file: string,
  flags: RestoreFlags,
  now: () => number,
): Promise<number> {
  const data = config.KINLINE_DATA;
  const beside = join(data, '.restoring');
  await mkdir(data, { recursive: true, mode: 0o700 });
  try {
    const { label } = await unpack(file, beside);
    const database = databaseOf(config);
    if ((database === undefined) !== (label.store === 'embedded'))
      throw new BackupRefused(`This is a backup of the ${label.store} store; KINLINE_STORE names the other.`);
    const said =
      database === undefined
        ? await restoreFolder(config, beside, flags, now())
        : await restoreDatabase(config, database, beside, flags, now());
    process.stdout.write(
      `Restored what was backed up at ${new Date(label.at).toISOString()}.\n${said.map((line) => `${line}\n`).join('')}`,
    );
    return 0;
  } catch (cause) {
    const why = cause instanceof BackupRefused ? cause.message : storeRefusal(cause);
    if (why === undefined) throw cause;
    return refuse(why);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function restoreFolder(
  config: Config,
  beside: string,
  { keys, replace = false }: RestoreFlags,
  now: number,
): Promise<string[]> {
  const data = config.KINLINE_DATA;
  const store = join(data, 'store');
  const there = existsSync(store) ? (await readdir(store)).length > 0 : false;
  if (there && !replace)
    throw new BackupRefused(
      `There is data in ${store}. With --replace it is set aside first; nothing was changed.`,
    );
  // Held until everything is in place: nobody may be writing here meanwhile.
  const lock = there ? await lockFolder(store) : undefined;
  try {
    const own = join(store, 'keys.bin');
    if (keys !== undefined) await putKeys(keys, join(beside, 'store'));
    else if (existsSync(own)) await putKeys(own, join(beside, 'store'));
    const said: string[] = [];
    const warn = (message: string) => void said.push(message.replaceAll(beside, data));
    const settings = { ...config, KINLINE_DATA: beside };
    await (await openStore(keptSecret(settings, data), { warn })).close();
    for (const left of ['lock.sock', 'owner']) await rm(join(beside, 'store', left), { force: true });
    const aside = await putInPlace(beside, data, join(data, `before-restore-${now}`));
    if (aside !== undefined) said.push(`What was there before lies in ${aside}: remove it when all is well.`);
    return said;
  } finally {
    await lock?.release();
  }
}

/** A demo's own secret stays where it is. */
function keptSecret(config: Config, data: string): Config {
  return config.KINLINE_SECRET === undefined ? { ...config, KINLINE_SECRET: demoSecret(data) } : config;
}

async function restoreDatabase(
  config: Config,
  database: string,
  beside: string,
  { keys }: RestoreFlags,
  now: number,
): Promise<string[]> {
  // Makes the tables, and proves the secret.
  await (await openStore(config)).close();
  if (!(await isEmpty(database)))
    throw new BackupRefused('The database is not empty. Restore into an empty one; nothing was changed.');
  const folder = join(beside, 'tables');
  const names = (await readdir(folder)).flatMap((name) => /^(\w+)\.jsonl$/.exec(name)?.[1] ?? []);
  await restoreTables(database, new Map(names.map((name) => [name, join(folder, `${name}.jsonl`)])));
  if (keys !== undefined) await restoreKeys(database, keys);
  await rm(folder, { recursive: true });
  const aside = await putInPlace(
    beside,
    config.KINLINE_DATA,
    join(config.KINLINE_DATA, `before-restore-${now}`),
  );
  return [
    ...(keys === undefined ? ['Without --keys no session and no request in it can be read.'] : []),
    ...(aside === undefined ? [] : [`What was in KINLINE_DATA before lies in ${aside}.`]),
  ];
}

function refuse(what: string): number {
  process.stderr.write(`${what}\n`);
  return 1;
}
