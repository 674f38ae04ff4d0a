/** `kinline directory export`: the public part of the directory in HSDS 3.0, for others to use. */
import { once } from 'node:events';
import { join } from 'node:path';
import { loadContent } from '../content/load.js';
import { jsonTexts, writeExport } from '../directory/export/write.js';
import { importDirectory } from '../directory/import/import.js';
import { readSource } from '../directory/import/source.js';
import type { Directory } from '../directory/model.js';
import { loadCurrent } from '../directory/storage.js';
import { settingsOrExit } from './settings.js';

export interface ExportFlags {
  out?: string;
  csv?: boolean;
}

export async function runExport({ out, csv = false }: ExportFlags): Promise<number> {
  const directory = await servedDirectory();
  if (directory === undefined) {
    process.stderr.write('There is no directory to export: import one first.\n');
    return 1;
  }
  if (out === undefined) {
    if (csv) {
      process.stderr.write('Say where the tables go: --out with a folder or a .zip file.\n');
      return 1;
    }
    for (const text of jsonTexts(directory))
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    return 0;
  }
  const written = await writeExport(directory, out, csv);
  if (!written.ok) {
    process.stderr.write(`Nothing was exported: ${written.reason}.\n`);
    return 1;
  }
  const { services, kept } = written;
  process.stdout.write(
    `Exported ${services} services${kept > 0 ? `; ${kept} that are private, excluded or inactive stay here` : ''}.\n`,
  );
  return 0;
}

/** What people are shown: the imported directory, else in demo mode the invented one. */
async function servedDirectory(): Promise<Directory | undefined> {
  const config = settingsOrExit();
  const imported = await loadCurrent(join(config.KINLINE_DATA, 'directory'));
  if (imported !== undefined || config.KINLINE_MODE !== 'demo') return imported;
  const source = await readSource(join(config.KINLINE_CONTENT, 'demo/directory'));
  if (!source.ok) return undefined;
  const { needs } = loadContent(config.KINLINE_CONTENT).content;
  const result = importDirectory({ ...source, now: new Date() }, needs);
  return result.ok ? result.directory : undefined;
}
