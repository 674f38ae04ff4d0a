/** Reads what `kinline directory import` is given: a folder of tables, a zip archive of one, a file, or a web address. */
import { readFileSync } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isZip, openArchive } from './archive.js';
import { type Fetching, fetchSource } from './fetch.js';
import { isTable, type SourceFile } from './source-file.js';

export type SourceFiles = { ok: true; label: string; files: SourceFile[] } | { ok: false; reason: string };

export const isAddress = (path: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(path);

/** A zip archive is read whole, so it may not be larger than this. */
const LARGEST_ARCHIVE = 1_000_000_000;

/** The tables of a source, sorted by name, so that the same folder always reads the same. */
export async function readSource(path: string, fetching: Fetching = {}): Promise<SourceFiles> {
  if (isAddress(path)) {
    const fetched = await fetchSource(path, fetching);
    return fetched.ok ? unpack(fetched.label, fetched.bytes) : fetched;
  }
  const label = basename(path);
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await readFolder(path, label);
    const archive = isZip(await beginningOf(path));
    if (archive && found.size <= LARGEST_ARCHIVE) return unpack(label, await readFile(path));
    if (archive) return { ok: false, reason: `${label} is larger than an archive may be` };
    if (/\.zip$/i.test(path)) return { ok: false, reason: `${label} is no zip archive, whatever its name` };
    if (!isTable(path)) return { ok: false, reason: `${label} is neither a folder, .zip, .csv nor .json` };
    return { ok: true, label, files: [fileAt(path, label)] };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return { ok: false, reason: `${label} is not there` };
    if (code === 'EACCES') return { ok: false, reason: `${label} may not be read by this user` };
    throw new Error(`${label} could not be read`, { cause: error });
  }
}

async function readFolder(path: string, label: string): Promise<SourceFiles> {
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && isTable(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0) return { ok: false, reason: `${label} holds no .csv or .json file` };
  return { ok: true, label, files: names.map((name) => fileAt(join(path, name), name)) };
}

function unpack(label: string, bytes: Buffer): SourceFiles {
  if (!isZip(bytes)) return { ok: true, label, files: [{ name: nameOf(label, bytes), bytes }] };
  const opened = openArchive(bytes);
  return opened.ok ? { ...opened, label } : { ok: false, reason: `${label} ${opened.reason}` };
}

/** What a web address gives is told by its beginning where its name does not tell. */
function nameOf(label: string, bytes: Buffer): string {
  const name = basename(label);
  if (isTable(name)) return name;
  return /^\uFEFF?\s*[[{]/.test(bytes.toString('utf8', 0, 64)) ? `${name}.json` : `${name}.csv`;
}

function fileAt(path: string, name: string): SourceFile {
  return {
    name,
    get bytes() {
      return readFileSync(path);
    },
  };
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer;
  } finally {
    await file.close();
  }
}
