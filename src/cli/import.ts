/** `kinline directory import`: loads a real directory at once or not at all, and says what became of every row. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from '../content/load.js';
import { importDirectory } from '../directory/import/import.js';
import type { ReportRow } from '../directory/import/report.js';
import { readSource } from '../directory/import/source.js';
import { saveDirectory } from '../directory/storage.js';
import { settingsOrExit } from './settings.js';

export interface ImportFlags {
  report?: string;
  dryRun?: boolean;
  allowPrivate?: boolean;
}

/** Rows of the report that are shown; all of them are in the file that `--report` names. */
const SHOWN = 20;

export async function runImport(path: string, flags: ImportFlags): Promise<number> {
  const config = settingsOrExit();
  const source = await readSource(path, { allowPrivate: flags.allowPrivate ?? false });
  if (!source.ok) {
    process.stderr.write(`Nothing was imported: ${source.reason}.\n`);
    return 1;
  }
  const { needs } = loadContent(config.KINLINE_CONTENT).content;
  const result = importDirectory({ ...source, now: new Date() }, needs);
  if (flags.report !== undefined) writeFileSync(flags.report, reportCsv(result.report));
  for (const { file, rows, stored, leftOut, notUsed } of result.counts)
    process.stdout.write(
      `${file}: ${rows} rows, ${stored} stored, ${leftOut} left out, ${notUsed} not used\n`,
    );
  for (const row of result.report.slice(0, SHOWN)) process.stdout.write(`  ${reportLine(row)}\n`);
  const more = result.report.length - SHOWN;
  if (more > 0) process.stdout.write(`  … and ${more} more; --report FILE writes them all\n`);
  if (!result.ok) {
    process.stderr.write(`Nothing was imported: ${result.reasons.join(' ')}\n`);
    return 1;
  }
  const { services } = result.directory;
  if (flags.dryRun) {
    process.stdout.write(`Tried only: ${services.length} services would be imported. Nothing was written.\n`);
    return 0;
  }
  await saveDirectory(join(config.KINLINE_DATA, 'directory'), result.directory);
  process.stdout.write(
    `Imported ${services.length} services. A running Kinline takes them within seconds.\n`,
  );
  return 0;
}

const reportLine = ({ file, row, field, reason }: ReportRow): string =>
  `${[file, row === undefined ? undefined : `row ${row}`, field].filter(Boolean).join(', ')}: ${reason}`;

function reportCsv(rows: readonly ReportRow[]): string {
  const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const lines = rows.map(({ file, row, field, outcome, reason }) =>
    [file, row, field, outcome, reason].map(cell).join(','),
  );
  return `${['file,row,field,outcome,reason', ...lines].join('\n')}\n`;
}
