/** Reads a folder of tables or one JSON file from disk, for `importDirectory`. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

export type SourceFiles =
  | { ok: true; label: string; files: { name: string; bytes: Buffer }[] }
  | { ok: false; reason: string };

/** The CSV and JSON files at a path, sorted by name, so that the same folder always reads the same. */
export async function readSource(path: string): Promise<SourceFiles> {
  const label = basename(path);
  try {
    if ((await stat(path)).isFile()) {
      if (!/\.(csv|json)$/i.test(path)) return { ok: false, reason: `${label} is neither .csv nor .json` };
      return { ok: true, label, files: [{ name: label, bytes: await readFile(path) }] };
    }
    const names = (await readdir(path, { withFileTypes: true }))
      .filter((entry) => entry.isFile() && /\.(csv|json)$/i.test(entry.name))
      .map((entry) => entry.name)
      .sort();
    if (names.length === 0) return { ok: false, reason: `${label} holds no .csv or .json file` };
    const files = await Promise.all(
      names.map(async (name) => ({ name, bytes: await readFile(join(path, name)) })),
    );
    return { ok: true, label, files };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return { ok: false, reason: `${label} is not there` };
    if (code === 'EACCES') return { ok: false, reason: `${label} may not be read by this user` };
    throw new Error(`${label} could not be read`, { cause: error });
  }
}
