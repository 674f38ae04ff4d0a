/**
 * Where the imported directory lives: each import is a file of its own that is never changed, and `current.json`
 * points to the one in use and the one before. Replacing that pointer is the whole of an import: a reader sees the
 * old directory or the new one, whatever happens in between, and the old one can be taken back.
 */
import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Directory } from './model.js';

const POINTER = 'current.json';
const VERSION = /^directory-[0-9a-f]{16}\.json$/;
const pointerSchema = z.object({
  current: z.string().regex(VERSION),
  previous: z.string().regex(VERSION).nullable(),
});
type Pointer = z.infer<typeof pointerSchema>;

/** What holds for every stored directory; its services were checked when they were imported. */
const shape = z.looseObject({
  source: z.string(),
  importedAt: z.string(),
  invented: z.boolean(),
  services: z.array(z.looseObject({ id: z.string(), organization: z.looseObject({ id: z.string() }) })),
});

/** Which file a loaded directory came from. */
const versions = new WeakMap<Directory, string>();

/** Makes a directory the current one, and keeps the one before it. Durable when it resolves. */
export async function saveDirectory(folder: string, directory: Directory): Promise<void> {
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify(directory);
  const name = `directory-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.json`;
  const before = await readPointer(folder);
  await writeDurably(folder, name, text);
  const previous = before?.current === name ? before.previous : (before?.current ?? null);
  await point(folder, { current: name, previous });
  await removeOthers(folder, [name, previous]);
}

/** The current directory; undefined before the first import. A damaged file is a fault that names it. */
export async function loadCurrent(folder: string): Promise<Directory | undefined> {
  const pointer = await readPointer(folder);
  return pointer && readVersion(folder, pointer.current);
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

async function readVersion(folder: string, name: string): Promise<Directory> {
  try {
    const directory = shape.parse(
      JSON.parse(await readFile(join(folder, name), 'utf8')),
    ) as unknown as Directory;
    versions.set(directory, name);
    return directory;
  } catch (cause) {
    throw new Error(`${name} of the directory is damaged or gone: import the directory again`, { cause });
  }
}

async function point(folder: string, pointer: Pointer): Promise<void> {
  await writeDurably(folder, POINTER, JSON.stringify(pointer));
}

/** Whole or not at all: written beside, synced, renamed over, and the renaming synced too. */
async function writeDurably(folder: string, name: string, text: string): Promise<void> {
  const beside = join(folder, `${name}.${process.pid}.new`);
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, name));
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function removeOthers(folder: string, keep: (string | null)[]): Promise<void> {
  for (const name of await readdir(folder))
    if (VERSION.test(name) && !keep.includes(name)) await rm(join(folder, name), { force: true });
}
