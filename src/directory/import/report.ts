/**
 * What an import tells a person about the rows it could not take as they are. Every row of a source is stored, or
 * named here: left out whole, not used, kept without a field, or kept with a note.
 */
import type { Row } from './tables.js';

export type Outcome = 'left out' | 'not used' | 'kept without' | 'note';

export interface ReportRow {
  file: string;
  /** As a spreadsheet shows it, the header being row 1; in JSON the how-manieth record. Undefined: the whole file. */
  row: number | undefined;
  field: string | undefined;
  outcome: Outcome;
  /** Plain words, saying what to do. */
  reason: string;
}

export interface FileCount {
  file: string;
  table: string;
  rows: number;
  stored: number;
  leftOut: number;
  /** Rows that are sound but of a kind Kinline has no use for, such as funding. */
  notUsed: number;
}

export interface Reporter {
  leftOut(row: Row, field: string | undefined, reason: string): void;
  keptWithout(row: Row, field: string, reason: string): void;
  note(row: Row, field: string | undefined, reason: string): void;
  /** The row is sound and of no use. */
  notUsed(row: Row, reason: string): void;
  /** Counts a row; it is stored unless something else is said of it. */
  count(row: Row): void;
  /** Something about a whole file, told once however often it is found. */
  once(file: string, field: string | undefined, reason: string): void;
  isLeftOut(row: Row): boolean;
  rows(): ReportRow[];
  counts(): FileCount[];
}

const FATES = { 'left out': 'leftOut', 'not used': 'notUsed' } as const;

export function createReporter(): Reporter {
  const report: ReportRow[] = [];
  const told = new Set<string>();
  const counts = new Map<string, FileCount>();
  let latest: Row | undefined;
  let last: FileCount | undefined;
  const countOf = ({ file, table }: Row): FileCount => {
    if (last?.file === file && last.table === table) return last;
    last = countIn(file, table);
    return last;
  };
  const countIn = (file: string, table: string): FileCount => {
    const key = `${file}\n${table}`;
    const known = counts.get(key);
    if (known) return known;
    const count = { file, table, rows: 0, stored: 0, leftOut: 0, notUsed: 0 };
    counts.set(key, count);
    return count;
  };
  const doom = (row: Row, fate: NonNullable<Row['fate']>): void => {
    const count = countOf(row);
    count[row.fate === undefined ? 'stored' : FATES[row.fate]] -= 1;
    count[FATES[fate]] += 1;
    row.fate = fate;
  };
  const add = (row: Row, field: string | undefined, outcome: Outcome, reason: string): void => {
    latest = row;
    report.push({
      file: row.file,
      row: row.row,
      field: field === undefined ? row.at || undefined : row.at + field,
      outcome,
      reason,
    });
  };
  const once = (file: string, field: string | undefined, reason: string): void => {
    const key = JSON.stringify([file, field, reason]);
    if (told.has(key)) return;
    told.add(key);
    latest = undefined;
    report.push({ file, row: undefined, field, outcome: 'note', reason });
  };
  return {
    once,
    leftOut(row, field, reason) {
      // One reason is enough for a row that is gone.
      if (row.fate === 'left out') return;
      doom(row, 'left out');
      // A field that could not be read was just told of; now it takes the row with it.
      const last = report.at(-1);
      if (last && latest === row && field !== undefined && last.field === row.at + field)
        last.outcome = 'left out';
      else add(row, field, 'left out', reason);
    },
    keptWithout: (row, field, reason) => add(row, field, 'kept without', reason),
    note: (row, field, reason) => add(row, field, 'note', reason),
    notUsed(row, reason) {
      if (row.fate === undefined) doom(row, 'not used');
      add(row, undefined, 'not used', reason);
    },
    count(row) {
      const count = countOf(row);
      count.rows += 1;
      count.stored += 1;
    },
    isLeftOut: (row) => row.fate === 'left out',
    rows: () => report,
    counts: () => [...counts.values()],
  };
}
