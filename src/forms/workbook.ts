/** Workbooks as sheets of named columns, and back. Only the words of cells are read. */
import readWorkbook from 'read-excel-file/node';
import writeWorkbook from 'write-excel-file/node';

/** A row by its column's header, without empty cells. */
export interface FormRow {
  /** As the spreadsheet counts. */
  row: number;
  cells: ReadonlyMap<string, string>;
}

export interface Workbook {
  /** By the sheet's name in small letters. */
  sheets: ReadonlyMap<string, readonly FormRow[]>;
}

export async function readForm(data: Buffer): Promise<Workbook> {
  const sheets = new Map<string, FormRow[]>();
  for (const { sheet, data: table } of await readWorkbook(data)) {
    const [head = [], ...rows] = table;
    const names = head.map((cell) => wordsOf(cell));
    sheets.set(
      sheet.trim().toLowerCase(),
      rows.flatMap((cells, index) => {
        const named = cells.flatMap((cell, column): [string, string][] => {
          const words = wordsOf(cell);
          return words === '' || !names[column] ? [] : [[names[column], words]];
        });
        return named.length === 0 ? [] : [{ row: index + 2, cells: new Map(named) }];
      }),
    );
  }
  return { sheets };
}

function wordsOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

/** One sheet to write: the columns in order, and rows of their values. */
export interface Table {
  sheet: string;
  columns: readonly string[];
  rows: readonly Readonly<Record<string, string>>[];
}

export async function writeForm(tables: readonly Table[]): Promise<Buffer> {
  const sheets = tables.map(({ sheet, columns, rows }) => ({
    sheet,
    data: [
      columns.map((column) => ({ value: column, fontWeight: 'bold' as const })),
      ...rows.map((row) => columns.map((column) => ({ value: row[column] ?? '', type: String }))),
    ],
  }));
  return writeWorkbook(sheets).toBuffer();
}
