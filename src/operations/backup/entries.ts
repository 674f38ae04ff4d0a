/** What goes into a backup of a data folder, file by file, while Kinline serves. No key and no secret is among it. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesToCopy, MANIFEST_NAME } from '../../stores/lowdb/copy.js';
import type { TarEntry } from './tar.js';

/** What is in front of every backup and tells what it is. */
export const LABEL = 'kinline-backup.json';
export const FORMAT = 1;

export interface Label {
  format: number;
  store: 'embedded' | 'postgres';
  /** Milliseconds since 1970. */
  at: number;
}

/** Secrets, locks, and what is made anew by itself. */
const LEFT_OUT = /^(store|demo-secret|last-backup\.json|outbox-retry|\..*|.*\.(sock|new|part))$/;

export function textEntry(name: string, text: string | Buffer): TarEntry {
  const bytes = Buffer.from(text);
  return { name, size: bytes.length, body: only(bytes) };
}

async function* only(bytes: Buffer): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function fileEntry(name: string, path: string): Promise<TarEntry> {
  const { size } = await stat(path);
  return { name, size, body: size === 0 ? only(Buffer.alloc(0)) : createReadStream(path, { end: size - 1 }) };
}

/** The embedded store's files. Rejects with ENOENT where one was replaced meanwhile. */
export async function* storeEntries(folder: string): AsyncIterable<TarEntry> {
  const { manifest, names } = await filesToCopy(folder);
  if (manifest) yield textEntry(`store/${MANIFEST_NAME}`, manifest);
  for (const name of names) yield await fileEntry(`store/${name}`, join(folder, name));
}

/** Everything else in the data folder: the directory, the numbers that were served last. */
export async function* otherEntries(data: string, within = ''): AsyncIterable<TarEntry> {
  const found = await readdir(join(data, within), { withFileTypes: true });
  for (const entry of found) {
    if (within === '' && LEFT_OUT.test(entry.name)) continue;
    const name = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) yield* otherEntries(data, name);
    else if (entry.isFile() && !entry.name.endsWith('.new')) yield await fileEntry(name, join(data, name));
  }
}
