/** The sheet of choices: each list with its options and their labels. */
import { NARROWEST } from '../channels/narrowest.js';
import { optionOf } from './names.js';
import type { FormProblem } from './problem.js';
import { type Translated, textIn } from './translated.js';
import type { FormRow } from './workbook.js';

export interface Choices {
  options: string[];
  /** The option that a choice's own name became. */
  option(name: string): string | undefined;
  labels(language: string, main: Translated): Record<string, string>;
}

const SHEET = 'choices';
/** One message shows so many buttons on every channel, with those that stand everywhere. */
const MOST = 8;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export function choicesOf(rows: readonly FormRow[], problems: FormProblem[]): Map<string, Choices> {
  const lists = new Map<string, FormRow[]>();
  for (const row of rows) {
    const list = row.cells.get('list_name') ?? row.cells.get('list name');
    if (list === undefined || !row.cells.has('name'))
      problems.push({ sheet: SHEET, row: row.row, message: 'A choice needs a list_name and a name.' });
    else lists.set(list, [...(lists.get(list) ?? []), row]);
    for (const [column, words] of row.cells) checkCell(column, words, row.row, problems);
  }
  return new Map([...lists].map(([list, own]) => [list, listOf(list, own, problems)]));
}

function checkCell(column: string, words: string, row: number, problems: FormProblem[]): void {
  if (column.startsWith('label')) {
    const length = [...graphemes.segment(words)].length;
    if (length > NARROWEST.label)
      problems.push({
        sheet: SHEET,
        row,
        message: `The label “${words}” has ${length} characters; a button shows ${NARROWEST.label}. Say it shorter, and explain it in the question.`,
      });
  } else if (!['list_name', 'list name', 'name'].includes(column))
    problems.push({
      sheet: SHEET,
      row,
      message: `The column ${column} cannot be brought in. Empty this cell, or delete the column.`,
    });
}

function listOf(list: string, rows: readonly FormRow[], problems: FormProblem[]): Choices {
  const [first] = rows;
  if (rows.length > MOST && first !== undefined)
    problems.push({
      sheet: SHEET,
      row: first.row,
      message: `The list ${list} has ${rows.length} choices; one message shows ${MOST}. Make two questions of it.`,
    });
  const byName = new Map<string, string>();
  const used = new Set(['skip', 'done', 'text', 'again', 'wrong']);
  for (const { row, cells } of rows) {
    const name = cells.get('name') ?? '';
    const option = optionOf(name);
    if (used.has(option))
      problems.push({ sheet: SHEET, row, message: `The name ${name} is taken in this list. Change it.` });
    used.add(option);
    byName.set(name, option);
    if (![...cells.keys()].some((column) => column.startsWith('label')))
      problems.push({ sheet: SHEET, row, message: 'This choice has no label. Write one.' });
  }
  return {
    options: [...byName.values()],
    option: (name) => byName.get(name),
    labels: (language, main) =>
      Object.fromEntries(
        rows.map((row) => [
          byName.get(row.cells.get('name') ?? '') ?? '',
          textIn(row, 'label', language, main) ?? '',
        ]),
      ),
  };
}
