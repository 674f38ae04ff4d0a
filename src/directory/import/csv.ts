/** CSV files as spreadsheets save them: with or without a byte order mark, by comma, semicolon or tab, ragged. */
import { parse } from 'csv-parse/sync';
import type { Reporter } from './report.js';
import type { SourceFile } from './source-file.js';
import { addRow, COLUMNS, type Tables, tableOf } from './tables.js';

/** The text of a file in UTF-8, or UTF-16 where its mark says so; undefined when it is in another encoding. */
export function decodeText(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const header = end < 0 ? text : text.slice(0, end);
  const count = (mark: string): number => header.split(mark).length;
  return [';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/** Adds the rows of one CSV file to the tables. */
export function readCsv(file: SourceFile, tables: Tables, report: Reporter): void {
  const text = decodeText(file.bytes);
  if (text === undefined) {
    report.once(file.name, undefined, 'is not in UTF-8: save it again as "CSV UTF-8"');
    return;
  }
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      trim: true,
    });
  } catch {
    report.once(
      file.name,
      undefined,
      'cannot be read as CSV: look for a quotation mark that is never closed',
    );
    return;
  }
  const header = (records[0] ?? []).map((name) => name.trim().toLowerCase().replace(/\s+/g, '_'));
  const table = tableOf(file.name, header);
  if (table === undefined) {
    report.once(
      file.name,
      undefined,
      'is none of the tables of HSDS: name it as HSDS does, such as services.csv',
    );
    return;
  }
  for (const column of header) {
    if (column !== '' && !COLUMNS[table]?.includes(column))
      report.once(file.name, column, 'is a column Kinline does not know; it is not read');
  }
  // A file with only its header is there, and empty.
  if (!tables.has(table)) tables.set(table, []);
  for (const [index, record] of records.entries()) {
    if (index === 0 || record.every((cell) => cell === '')) continue;
    const cells: Record<string, string> = {};
    for (const [column, name] of header.entries()) if (name !== '') cells[name] = record[column] ?? '';
    const row = { file: file.name, row: index + 1, at: '', cells };
    if (record.slice(header.length).some((cell) => cell !== ''))
      report.note(row, undefined, 'has more cells than the header: put texts with commas in quotation marks');
    addRow(tables, table, row);
  }
}
