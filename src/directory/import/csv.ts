/** CSV files as spreadsheets save them: with or without a byte order mark, by comma, semicolon or tab, ragged. */
import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { COLUMNS, columnsOf, tableNamed, tableOf } from './columns.js';
import type { Meter } from './meter.js';
import type { Reporter } from './report.js';
import type { SourceFile } from './source-file.js';
import { type Row, rowOf, type Tables } from './tables.js';

/** A cell may be this long; a longer one is a quotation mark that was never closed, or an attack. */
const LONGEST_RECORD = 1_000_000;

/** The text of a file in UTF-8, or UTF-16 where its mark says so; undefined when it is in another encoding. */
export function decodeText(bytes: Buffer): string | undefined {
  const wide = wideEncoding(bytes);
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function wideEncoding([first, second]: Buffer): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** The file in UTF-8, as the reader of CSV wants it. */
function inUtf8(bytes: Buffer): Buffer | undefined {
  if (wideEncoding(bytes) === undefined) return isUtf8(bytes) ? bytes : undefined;
  const text = decodeText(bytes);
  return text === undefined ? undefined : Buffer.from(text);
}

function delimiterOf(line: string): string {
  const count = (mark: string): number => line.split(mark).length;
  return [';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

const OPTIONS = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  trim: true,
  max_record_size: LONGEST_RECORD,
} as const;

/** Names files by a `datapackage.json`: the table each of its resources is. */
export type Names = ReadonlyMap<string, string>;

/** Looks at the header of a CSV file and adds the file to the tables; its rows are read when they are asked for. */
export function readCsv(
  file: SourceFile,
  names: Names,
  tables: Tables,
  report: Reporter,
  meter: Meter,
): void {
  const tell = (field: string | undefined, reason: string): void => report.once(file.name, field, reason);
  const bytes = inUtf8(file.bytes);
  if (bytes === undefined) {
    tell(undefined, 'is not in UTF-8: save it again as "CSV UTF-8"');
    return;
  }
  const beginning = bytes.toString('utf8', 0, 65_536);
  // Excel may say on a line before the header which mark it used.
  const said = /^\uFEFF?sep=(.)\r?\n/i.exec(beginning);
  const start = said ? Buffer.byteLength(said[0]) : 0;
  const header = headerOf(said ? beginning.slice(said[0].length) : beginning, said?.[1]);
  if (header === undefined) {
    tell(undefined, 'cannot be read as CSV: look for a quotation mark that is never closed');
    return;
  }
  const known = names.get(file.name.toLowerCase());
  const table = (known === undefined ? undefined : tableNamed(known)) ?? tableOf(file.name, header.names);
  if (table === undefined) {
    tell(undefined, 'is none of the tables of HSDS: name it as HSDS does, such as services.csv');
    return;
  }
  const columns = columnsOf(table, header.names);
  for (const column of columns)
    if (column !== '' && !COLUMNS[table]?.includes(column))
      tell(column, 'is a column Kinline does not know; it is not read');
  const size = bytes.length;
  meter.expect(size);
  tables.add(table, (use) => {
    const again = inUtf8(file.bytes) ?? Buffer.alloc(0);
    const rows = start === 0 ? again : again.subarray(start);
    readRows(rows, { file: file.name, table, columns, delimiter: header.delimiter }, { report, meter }, use);
    meter.next(size);
  });
}

/** Takes the mark off that keeps spreadsheets from running a text that begins like a formula. */
const unmarked = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text);

const SHORT = 32;
const MANY = 20_000;

/** Gives one string for equal ones: towns, languages, days and hours come again and again. */
function createInterner(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > SHORT) return text;
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size < MANY) known.set(text, text);
    return text;
  };
}

function headerOf(
  text: string,
  said: string | undefined,
): { names: string[]; delimiter: string } | undefined {
  const end = text.indexOf('\n');
  const delimiter = said ?? delimiterOf(end < 0 ? text : text.slice(0, end));
  try {
    const [names = []] = parse(text, { ...OPTIONS, delimiter, to: 1 }) as string[][];
    return { names, delimiter };
  } catch {
    return undefined;
  }
}

interface Sheet {
  file: string;
  table: string;
  columns: readonly string[];
  delimiter: string;
}

function readRows(
  bytes: Buffer,
  { file, table, columns, delimiter }: Sheet,
  { report, meter }: { report: Reporter; meter: Meter },
  use: (row: Row) => void,
): void {
  const kept = [...columns.entries()].filter(([, name]) => COLUMNS[table]?.includes(name));
  // The same object for each row, for a row is read before the next one comes.
  const cells: Record<string, string> = {};
  const once = createInterner();
  let index = 0;
  const take = (record: string[], context: { bytes: number }): null => {
    index += 1;
    if (index % 1000 === 0) meter.at(context.bytes);
    if (index === 1 || record.every((cell) => cell === '')) return null;
    for (const [column, name] of kept) cells[name] = once(unmarked(record[column] ?? ''));
    const row = rowOf(file, table, index, '', cells);
    if (record.length > columns.length && record.slice(columns.length).some((cell) => cell !== ''))
      report.note(row, undefined, 'has more cells than the header: put texts with commas in quotation marks');
    use(row);
    return null;
  };
  try {
    parse(bytes, { ...OPTIONS, delimiter, on_record: take });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = index < 2 ? '' : ` from row ${index + 1} on`;
    report.once(
      file,
      undefined,
      `cannot be read as CSV${where}: look for a quotation mark that is never closed`,
    );
  }
}
