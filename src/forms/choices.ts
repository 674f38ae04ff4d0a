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
  /** What the buttons read: shortened where they are longer than a button shows. */
  labels(language: string, main: Translated): Record<string, string>;
  /** The labels whole, to stand below the question where a button shows one shortened; else nothing. */
  list(language: string, main: Translated): string;
}

const SHEET = 'choices';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export function choicesOf(rows: readonly FormRow[], problems: FormProblem[]): Map<string, Choices> {
  const lists = new Map<string, FormRow[]>();
  for (const row of rows) {
    const list = row.cells.get('list_name') ?? row.cells.get('list name');
    if (list === undefined || !row.cells.has('name'))
      problems.push({ sheet: SHEET, row: row.row, message: 'A choice needs a list_name and a name.' });
    else lists.set(list, [...(lists.get(list) ?? []), row]);
    for (const column of row.cells.keys()) checkCell(column, row.row, problems);
  }
  return new Map([...lists].map(([list, own]) => [list, listOf(own, problems)]));
}

function checkCell(column: string, row: number, problems: FormProblem[]): void {
  if (!column.startsWith('label') && !['list_name', 'list name', 'name'].includes(column))
    problems.push({
      sheet: SHEET,
      row,
      message: `The column ${column} cannot be brought in. Empty this cell, or delete the column.`,
    });
}

function listOf(rows: readonly FormRow[], problems: FormProblem[]): Choices {
  const byName = new Map<string, string>();
  const used = new Set(['skip', 'done', 'more_answers', 'text', 'again', 'wrong']);
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
  const whole = (language: string, main: Translated): [string, string][] =>
    rows.map((row) => [
      byName.get(row.cells.get('name') ?? '') ?? '',
      textIn(row, 'label', language, main) ?? '',
    ]);
  const [first] = rows;
  for (const column of new Set(
    rows.flatMap(({ cells }) => [...cells.keys()].filter((name) => name.startsWith('label'))),
  )) {
    const labels = rows.flatMap(({ cells }) => cells.get(column) ?? []).map(shorten);
    if (new Set(labels).size < labels.length && first !== undefined)
      problems.push({
        sheet: SHEET,
        row: first.row,
        message: `Two labels of this list begin alike (${column}), and a button shows ${NARROWEST.label} characters. Let them begin differently.`,
      });
  }
  return {
    options: [...byName.values()],
    option: (name) => byName.get(name),
    labels: (language, main) =>
      Object.fromEntries(whole(language, main).map(([option, label]) => [option, shorten(label)])),
    list(language, main) {
      const labels = whole(language, main).map(([, label]) => label);
      return labels.some((label) => shorten(label) !== label)
        ? labels.map((label) => `\n– ${label}`).join('')
        : '';
    },
  };
}

/** Cut after a word where that is possible. */
function shorten(label: string): string {
  const signs = [...graphemes.segment(label)].map(({ segment }) => segment);
  if (signs.length <= NARROWEST.label) return label;
  const cut = signs.slice(0, NARROWEST.label - 1).join('');
  const word = cut.replace(/\s+\S*$/, '');
  return `${word.length > cut.length / 2 ? word : cut}…`;
}
