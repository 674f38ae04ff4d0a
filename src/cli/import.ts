/** `kinline directory import`: loads a real directory at once or not at all, and says what became of every row. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from '../content/load.js';
import { cellOf } from '../directory/export/csv.js';
import { type ImportResult, importDirectory } from '../directory/import/import.js';
import { isUnpublished, keepUnpublished } from '../directory/import/keep.js';
import type { Outcome, ReportRow } from '../directory/import/report.js';
import { readSource } from '../directory/import/source.js';
import type { Directory } from '../directory/model.js';
import { loadCurrent, saveDirectory } from '../directory/storage.js';
import { createProgress } from './progress.js';
import { settingsOrExit } from './settings.js';

export interface ImportFlags {
  report?: string;
  dryRun?: boolean;
  allowPrivate?: boolean;
}

/**
 * Rows of the report that are shown, the gravest first; sound rows of no use are only counted. All of them are in the
 * file that `--report` names.
 */
const SHOWN = 20;
const GRAVITY: Outcome[] = ['left out', 'kept without', 'note'];

export async function runImport(path: string, flags: ImportFlags): Promise<number> {
  const config = settingsOrExit();
  const folder = join(config.KINLINE_DATA, 'directory');
  const source = await readSource(path, { allowPrivate: flags.allowPrivate ?? false });
  if (!source.ok) {
    process.stderr.write(`Nothing was imported: ${source.reason}.\n`);
    return 1;
  }
  const { needs } = loadContent(config.KINLINE_CONTENT).content;
  const progress = createProgress('Reading', process.stdout);
  const result = importDirectory({ ...source, now: new Date(), onProgress: progress.at }, needs);
  progress.end();
  const kept = result.ok && result.exported ? await keepOwn(result, folder, source.label) : undefined;
  if (flags.report !== undefined && !writeReport(flags.report, result.report)) return 1;
  show(result);
  if (!result.ok) {
    process.stderr.write(`Nothing was imported: ${result.reasons.join(' ')}\n`);
    return 1;
  }
  const directory = kept ?? result.directory;
  const count = directory.services.length;
  if (flags.dryRun) {
    process.stdout.write(`Tried only: ${count} services would be imported. Nothing was written.\n`);
    return 0;
  }
  await saveDirectory(folder, directory);
  process.stdout.write(`Imported ${count} services. A running Kinline takes them within seconds.\n`);
  return 0;
}

/** What is not public here is in no export, and stays. */
async function keepOwn(
  result: Extract<ImportResult, { ok: true }>,
  folder: string,
  file: string,
): Promise<Directory> {
  const before = await loadCurrent(folder, isUnpublished);
  const { directory, kept, hidden } = keepUnpublished(result.directory, before?.services ?? []);
  if (kept > 0)
    result.report.push({
      file,
      row: undefined,
      field: undefined,
      outcome: 'note',
      reason: `is an export, so ${kept} records that are private, excluded or inactive here were kept${hidden > 0 ? `, ${hidden} of them in place of what it shows` : ''}`,
    });
  return directory;
}

function show({ counts, report }: ImportResult): void {
  for (const { file, table, rows, stored, leftOut, notUsed } of counts)
    process.stdout.write(
      `${file}${/\.json|jsonl$/i.test(file) && table ? ` ${table}` : ''}: ${rows} rows, ${stored} stored, ${leftOut} left out, ${notUsed} not used\n`,
    );
  const gravest = GRAVITY.flatMap((outcome) =>
    report.filter((row) => row.outcome === outcome).slice(0, SHOWN),
  );
  const shown = gravest.slice(0, SHOWN);
  for (const row of shown) process.stdout.write(`  ${reportLine(row)}\n`);
  const more = report.length - shown.length;
  if (more > 0) process.stdout.write(`  … and ${more} more; --report FILE writes them all\n`);
}

function writeReport(path: string, rows: readonly ReportRow[]): boolean {
  const lines = rows.map(({ file, row, field, outcome, reason }) =>
    [file, row, field, outcome, reason].map((value) => cellOf(String(value ?? ''))).join(','),
  );
  try {
    writeFileSync(path, `${['file,row,field,outcome,reason', ...lines].join('\n')}\n`);
    return true;
  } catch {
    process.stderr.write('Nothing was imported: the report cannot be written there.\n');
    return false;
  }
}

const reportLine = ({ file, row, field, reason }: ReportRow): string =>
  `${[file, row === undefined ? undefined : `row ${row}`, field].filter(Boolean).join(', ')}: ${reason}`;
