/**
 * A zip archive opened in memory, by somebody who does not trust it: nothing is ever written under a name from inside,
 * and what it says it will grow to is bounded before the first byte is unpacked.
 */
import { unzipSync } from 'fflate';
import { isTable, type SourceFile } from './source-file.js';

export interface ArchiveLimits {
  entries: number;
  /** Bytes of one table once unpacked. */
  entry: number;
  /** Bytes of all tables together. */
  total: number;
  /** How many times larger than packed a table may be. Text of a directory is 5 to 30 times. */
  ratio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 10_000,
  entry: 400_000_000,
  total: 1_000_000_000,
  ratio: 200,
};

/** Small tables are let off the ratio: a file of few bytes can repeat itself without harm. */
const SMALL = 1_000_000;

export type Opened = { ok: true; files: SourceFile[] } | { ok: false; reason: string };

class Refused extends Error {}

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/** The tables in an archive, from its top or from the one folder inside that holds them. */
export function openArchive(bytes: Uint8Array, limits: ArchiveLimits = ARCHIVE_LIMITS): Opened {
  let total = 0;
  let entries = 0;
  const sizes = new Map<string, number>();
  try {
    const unpacked = unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        entries += 1;
        if (entries > limits.entries) throw new Refused(`holds more than ${limits.entries} files`);
        if (isUnsafe(name)) throw new Refused('holds a file whose name leads out of it');
        if (!isWanted(name)) return false;
        if (sizes.has(name)) throw new Refused('holds two files of the same name');
        total += originalSize;
        const tooDense = originalSize > SMALL && originalSize > size * limits.ratio;
        if (originalSize > limits.entry || total > limits.total || tooDense)
          throw new Refused('would grow far beyond the size of a directory when unpacked');
        sizes.set(name, originalSize);
        return true;
      },
    });
    const files = Object.entries(unpacked);
    if (files.some(([name, file]) => file.length !== sizes.get(name)))
      return { ok: false, reason: 'is damaged: fetch it again' };
    const chosen = tablesOf(files);
    if (chosen.length === 0) return { ok: false, reason: 'holds no .csv or .json file' };
    return { ok: true, files: chosen };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.message };
    return { ok: false, reason: 'could not be unpacked: it is damaged, encrypted, or no zip archive' };
  }
}

const isUnsafe = (name: string): boolean =>
  /^([/\\]|[a-z]:)/i.test(name) || name.split(/[/\\]/).includes('..') || name.includes('\0');

/** Leaves out what macOS and version control put beside. */
const isWanted = (name: string): boolean =>
  isTable(name) && !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');

/** Files that say something of all tables; packages often keep the tables in a folder below them. */
const ABOUT = new Set(['datapackage.json', 'kinline.json']);

function tablesOf(files: [name: string, bytes: Uint8Array][]): SourceFile[] {
  const folders = new Map<string, SourceFile[]>();
  for (const [path, bytes] of files) {
    const cut = path.lastIndexOf('/');
    const folder = path.slice(0, cut + 1);
    const file = {
      name: path.slice(cut + 1),
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    };
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const depth = (folder: string): number => folder.split('/').length;
  // The folder with the services; without one the topmost, for a file may have any name.
  const [best] = [...folders].sort(
    ([a, inA], [b, inB]) => Number(holdsServices(inB)) - Number(holdsServices(inA)) || depth(a) - depth(b),
  );
  const [chosen = '', tables = []] = best ?? [];
  const above = [...folders].filter(([folder]) => folder !== chosen && chosen.startsWith(folder));
  const about = above.flatMap(([, files]) => files).filter(({ name }) => ABOUT.has(name.toLowerCase()));
  const own = new Set(tables.map(({ name }) => name));
  return [...tables, ...about.filter(({ name }) => !own.has(name))].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

const holdsServices = (files: SourceFile[]): boolean => files.some(({ name }) => /^services?\b/i.test(name));
