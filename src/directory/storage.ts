/**
 * Where the imported directory lives: each import is a file of its own that is never changed, and `current.json`
 * points to the one in use and the one before. Replacing that pointer is the whole of an import: a reader sees the
 * old directory or the new one, whatever happens in between, and the old one can be taken back.
 */
import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { directoryTexts, readDirectoryFile } from './directory-file.js';
import type { Directory, Service } from './model.js';

const POINTER = 'current.json';
const VERSION = /^directory-[0-9a-f]{16}\.json$/;
const pointerSchema = z.object({
  current: z.string().regex(VERSION),
  previous: z.string().regex(VERSION).nullable(),
});
type Pointer = z.infer<typeof pointerSchema>;

/** Which file a loaded directory came from. */
const versions = new WeakMap<Directory, string>();

/** Makes a directory the current one, and keeps the one before it. Durable when it resolves. */
export async function saveDirectory(folder: string, directory: Directory): Promise<void> {
  await mkdir(folder, { recursive: true });
  const before = await readPointer(folder);
  const name = await writeVersion(folder, directory);
  const previous = before?.current === name ? before.previous : (before?.current ?? null);
  await point(folder, { current: name, previous });
  await removeOthers(folder, [name, previous]);
}

/**
 * The current directory, or those of its services that are wanted; undefined before the first import. A damaged file
 * is a fault that names it.
 */
export async function loadCurrent(
  folder: string,
  wanted?: (service: Service) => boolean,
): Promise<Directory | undefined> {
  const pointer = await readPointer(folder);
  return pointer && readVersion(folder, pointer.current, wanted);
}

/** Takes the directory before the current one back; doing it again returns. Undefined where there is none. */
export async function restorePrevious(folder: string): Promise<Directory | undefined> {
  const pointer = await readPointer(folder);
  if (!pointer?.previous) return undefined;
  // Read it first: a pointer to a file that cannot be read would take the directory away.
  const directory = await readVersion(folder, pointer.previous);
  await point(folder, { current: pointer.previous, previous: pointer.current });
  return directory;
}

export interface WatchOptions {
  /** How often the pointer is looked at where the system tells of no change, in milliseconds. */
  pollEvery?: number;
  /** What is in use now, as `loadCurrent` gave it: another one that is current already is told at once. */
  having?: Directory | undefined;
  /** A new directory that cannot be read; the one in use stays. */
  onError?: (error: unknown) => void;
}

/** Calls back with each new current directory, until stopped. */
export function watchCurrent(
  folder: string,
  onChange: (directory: Directory) => void,
  { pollEvery = 10_000, onError = () => {}, having }: WatchOptions = {},
): () => void {
  let seen = having && versions.get(having);
  let stopped = false;
  let looking = Promise.resolve();
  const look = (): void => {
    looking = looking
      .then(async () => {
        const pointer = stopped ? undefined : await readPointer(folder);
        if (!pointer || pointer.current === seen) return;
        const directory = await readVersion(folder, pointer.current);
        seen = pointer.current;
        if (!stopped) onChange(directory);
      })
      .catch(onError);
  };
  const timer = setInterval(look, pollEvery);
  timer.unref();
  const watcher = startWatching(folder, look);
  look();
  return () => {
    stopped = true;
    clearInterval(timer);
    watcher?.close();
  };
}

/** Not every file system can tell of changes; polling is there for those. */
function startWatching(folder: string, look: () => void) {
  try {
    const watcher = watch(folder, { persistent: false }, look);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

async function readPointer(folder: string): Promise<Pointer | undefined> {
  const text = await readFile(join(folder, POINTER), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return pointerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${POINTER} of the directory is damaged: import the directory again`, { cause });
  }
}

async function readVersion(
  folder: string,
  name: string,
  wanted?: (service: Service) => boolean,
): Promise<Directory> {
  try {
    const directory = await readDirectoryFile(join(folder, name), wanted);
    versions.set(directory, name);
    return directory;
  } catch (cause) {
    throw new Error(`${name} of the directory is damaged or gone: import the directory again`, { cause });
  }
}

async function point(folder: string, pointer: Pointer): Promise<void> {
  await writeDurably(folder, POINTER, async (file) => {
    await file.writeFile(JSON.stringify(pointer));
    return POINTER;
  });
}

/** Writes a directory under a name made of what is in it, and tells the name. */
async function writeVersion(folder: string, directory: Directory): Promise<string> {
  const hash = createHash('sha256');
  const write = async (file: FileHandle): Promise<string> => {
    for (const text of directoryTexts(directory)) {
      hash.update(text);
      await file.write(text);
    }
    return `directory-${hash.digest('hex').slice(0, 16)}.json`;
  };
  return writeDurably(folder, 'directory', write);
}

/** Whole or not at all: written beside, synced, renamed over, and the renaming synced too. `write` tells the name. */
async function writeDurably(
  folder: string,
  what: string,
  write: (file: FileHandle) => Promise<string>,
): Promise<string> {
  const beside = join(folder, `${what}.${process.pid}.new`);
  const file = await open(beside, 'w', 0o600);
  let name: string;
  try {
    name = await write(file);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, name));
  await syncFolder(folder);
  return name;
}

async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function removeOthers(folder: string, keep: (string | null)[]): Promise<void> {
  for (const name of await readdir(folder))
    if (isStray(name, keep)) await rm(join(folder, name), { force: true });
}

/** Older versions, and halves that an import which was ended left behind. */
const isStray = (name: string, keep: (string | null)[]): boolean =>
  (VERSION.test(name) && !keep.includes(name)) || /^(directory|current\.json)\.\d+\.new$/.test(name);
