/** Makes a backup: one archive that holds no key, and apart from it, when asked for, a file of the keys. */
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { dumpKeys, dumpTables } from '../../stores/postgres/dump.js';
import { FORMAT, LABEL, type Label, otherEntries, storeEntries, textEntry } from './entries.js';
import { type TarEntry, writeTar } from './tar.js';

export interface BackupOptions {
  data: string;
  /** `postgres://…`, or undefined for the embedded store. */
  database: string | undefined;
  /** The archive to write. */
  file: string;
  /** Where the keys go; nowhere when left out. */
  keys: string | undefined;
  now(): number;
}

/** How often a copy is begun again because a snapshot was finished under it. */
const TRIES = 5;

/** Each file is there whole or not at all. The keys are read last: whoever was erased meanwhile stays erased. */
export async function writeBackup(options: BackupOptions): Promise<void> {
  const { file, keys, data, database } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      await replace(file, (part) =>
        pipeline(
          writeTar(entries(options), options.now()),
          createGzip({ level: 1 }),
          createWriteStream(part),
        ),
      );
      break;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === TRIES) throw cause;
    }
  }
  if (keys !== undefined) await writeKeys({ data, database, keys });
}

/** The keys alone, in place of the copy that lay there. */
export async function writeKeys({
  data,
  database,
  keys,
}: Pick<BackupOptions, 'data' | 'database'> & { keys: string }): Promise<void> {
  if (database === undefined) await replace(keys, (part) => copyFile(join(data, 'store', 'keys.bin'), part));
  else await replace(keys, (part) => pipeline(dumpKeys(database), createWriteStream(part)));
}

async function* entries({ data, database, now }: BackupOptions): AsyncIterable<TarEntry> {
  const label: Label = { format: FORMAT, store: database === undefined ? 'embedded' : 'postgres', at: now() };
  yield textEntry(LABEL, `${JSON.stringify(label)}\n`);
  if (database === undefined) yield* storeEntries(join(data, 'store'));
  else yield* tables(database);
  yield* otherEntries(data);
}

/** A table's size is known when it has been read: it is laid aside on disk first. */
async function* tables(database: string): AsyncIterable<TarEntry> {
  for await (const { name, file, size } of dumpTables(database))
    yield { name: `tables/${name}.jsonl`, size, body: createReadStream(file) };
}

async function replace(path: string, write: (part: string) => Promise<unknown>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  try {
    // Made first, so that nobody but its owner can read it from its first byte on.
    await (await open(part, 'w', 0o600)).close();
    await write(part);
    const handle = await open(part, 'r+');
    await handle.sync();
    await handle.close();
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  }
}
