/**
 * A source as tables of rows of texts, whatever it came as. A table is read when its turn comes and its rows are
 * forgotten one after the other, so that a large directory never lies in memory twice.
 */

export interface Row {
  file: string;
  table: string;
  row: number;
  /** Where inside a JSON record, in front of a field's name: `phones[0].`; empty for CSV. */
  at: string;
  /** By column; emptied once the row was read. */
  cells: Record<string, string>;
  /** What became of it; undefined while it counts as stored. */
  fate: 'left out' | 'not used' | undefined;
}

export const rowOf = (file: string, table: string, row: number, at: string, cells: Row['cells']): Row => ({
  file,
  table,
  row,
  at,
  cells,
  fate: undefined,
});

/** Gives each row of a part of a table. */
export type Reading = (use: (row: Row) => void) => void;

export interface Tables {
  add(table: string, reading: Reading): void;
  addRow(table: string, row: Row): void;
  /** Gives each row of a table once; the second time there are none. */
  take(table: string, use: (row: Row) => void): void;
}

const NO_CELLS: Row['cells'] = {};

export function createTables(): Tables {
  const readings = new Map<string, Reading[]>();
  const rows = new Map<string, Row[]>();
  return {
    add: (table, reading) => readings.set(table, [...(readings.get(table) ?? []), reading]),
    addRow(table, row) {
      const list = rows.get(table);
      if (list) list.push(row);
      else rows.set(table, [row]);
    },
    take(table, use) {
      const once = (row: Row): void => {
        use(row);
        row.cells = NO_CELLS;
      };
      const mine = readings.get(table) ?? [];
      readings.delete(table);
      for (const read of mine) read(once);
      const flat = rows.get(table) ?? [];
      rows.delete(table);
      for (const row of flat) once(row);
    },
  };
}
