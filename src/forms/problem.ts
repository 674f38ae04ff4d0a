/** What in a workbook cannot be brought in: which sheet and row, and what to do. */
export interface FormProblem {
  sheet: string;
  /** As the spreadsheet counts: the header is row 1. */
  row: number;
  message: string;
}

export const inWords = ({ sheet, row, message }: FormProblem): string =>
  `sheet ${sheet}, row ${row}: ${message}`;
