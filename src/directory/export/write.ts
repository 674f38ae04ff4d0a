/** Writes an export where it is wanted: a folder, a zip archive, one JSON file, or piece by piece into a stream. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Zip, ZipDeflate } from 'fflate';
import type { Directory, Service } from '../model.js';
import { addRows, csvOf, type TableRows } from './csv.js';
import { OWN_IDS, UUIDS } from './ids.js';
import { hsdsOf, mayLeave } from './service.js';

export interface ExportFile {
  name: string;
  texts(): Iterable<string>;
}

export type Written = { ok: true; services: number; kept: number } | { ok: false; reason: string };

/** The files of an export. */
export function exportFiles(directory: Directory, csv: boolean): ExportFile[] {
  const about = { exported: true, ...(directory.invented ? { invented: true } : {}) };
  const kinline = { name: 'kinline.json', texts: () => [`${JSON.stringify(about)}\n`] };
  if (!csv) return [{ name: 'services.json', texts: () => jsonTexts(directory) }, kinline];
  const tables: TableRows = new Map();
  const seen = new Set<string>();
  for (const service of leaving(directory))
    addRows(hsdsOf(service, directory.invented, OWN_IDS), tables, seen);
  return [
    ...[...tables].map(([table, rows]) => ({ name: `${table}.csv`, texts: () => [csvOf(rows)] })),
    kinline,
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const leaving = ({ services }: Directory): Service[] => services.filter(mayLeave);

/** A list of services of HSDS 3.0, one a line. */
export function* jsonTexts(directory: Directory): Generator<string> {
  let between = '[\n';
  for (const service of leaving(directory)) {
    yield `${between}${JSON.stringify(hsdsOf(service, directory.invented, UUIDS))}`;
    between = ',\n';
  }
  yield between === '[\n' ? '[]\n' : '\n]\n';
}

/** @param out a folder, or the name of a `.zip` or `.json` file */
export async function writeExport(directory: Directory, out: string, csv: boolean): Promise<Written> {
  const services = leaving(directory).length;
  const written: Written = { ok: true, services, kept: directory.services.length - services };
  if (/\.json$/i.test(out)) {
    if (csv)
      return { ok: false, reason: 'tables do not fit into one .json file: name a folder or a .zip file' };
    await beside(out, (into) => writeAll(into, jsonTexts(directory)));
    return written;
  }
  const files = exportFiles(directory, csv);
  if (/\.zip$/i.test(out)) await beside(out, (into) => writeZip(into, files));
  else {
    const strange = await otherTables(out, files);
    if (strange !== undefined)
      return {
        ok: false,
        reason: `the folder holds ${strange} already, which would be read as part of the export: name an empty one`,
      };
    await mkdir(out, { recursive: true });
    for (const { name, texts } of files) await beside(join(out, name), (into) => writeAll(into, texts()));
  }
  return written;
}

/** A table in the folder that is not of this export: importing the folder would mix them. */
async function otherTables(folder: string, files: readonly ExportFile[]): Promise<string | undefined> {
  const ours = new Set(files.map(({ name }) => name));
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return there.find((name) => /\.(csv|json|jsonl|ndjson|tsv|txt)$/i.test(name) && !ours.has(name));
}

/** Whole or not at all: written beside, then put in place. */
async function beside(path: string, write: (into: Writable) => Promise<void>): Promise<void> {
  const half = `${path}.${process.pid}.new`;
  const into = createWriteStream(half);
  try {
    await once(into, 'open');
    await write(into);
    into.end();
    await finished(into);
    await rename(half, path);
  } catch (error) {
    into.destroy();
    await rm(half, { force: true });
    throw error;
  }
}

async function writeAll(into: Writable, texts: Iterable<string>): Promise<void> {
  for (const text of texts) if (!into.write(text)) await once(into, 'drain');
}

async function writeZip(into: Writable, files: readonly ExportFile[]): Promise<void> {
  let fault: Error | null = null;
  const zip = new Zip((error, bytes) => {
    fault ??= error;
    if (bytes) into.write(bytes);
  });
  for (const { name, texts } of files) {
    // The same directory gives the same archive.
    const entry = new ZipDeflate(name);
    entry.mtime = '2000-01-01T00:00:00Z';
    zip.add(entry);
    for (const text of texts()) {
      entry.push(Buffer.from(text));
      if (into.writableNeedDrain) await once(into, 'drain');
    }
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  if (fault) throw fault;
}
