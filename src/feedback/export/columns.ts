/**
 * The columns of an export: their HXL tags, by which humanitarian tools know what they are, and what each holds, for
 * the data dictionary that goes with the table for researchers.
 */
import { PUBLIC } from '../results.js';
import type { ExportRow } from './table.js';

export interface Column {
  name: keyof ExportRow;
  /** HXL 1.1. */
  tag: string;
  type: 'text' | 'code' | 'date' | 'integer';
  meaning: string;
  /** What may stand there, where that is a closed list. */
  values?: string;
}

export const COLUMNS: readonly Column[] = [
  {
    name: 'what',
    tag: '#meta+type',
    type: 'code',
    meaning: 'What is counted: an answer of young people, or something that was looked for and not found.',
    values: 'answer | gap',
  },
  { name: 'start', tag: '#date+start', type: 'date', meaning: 'First day of the quarter.' },
  {
    name: 'end',
    tag: '#date+end',
    type: 'date',
    meaning: 'Last day of the quarter. Answers count in the quarter that the Thursday of their week is in.',
  },
  {
    name: 'country',
    tag: '#country+code',
    type: 'code',
    meaning: 'Of a gap: the country. Answers are of no country.',
    values: 'ISO 3166-1 alpha-2 | other | unknown',
  },
  {
    name: 'service',
    tag: '#service+code',
    type: 'code',
    meaning: 'The service by its id, or its kind after “kind:”. Empty: all together.',
  },
  {
    name: 'age',
    tag: '#group+age',
    type: 'code',
    meaning: 'Age group in years. Empty: all together.',
    values: '6-9 | 10-13 | 14-17 | 18-25',
  },
  {
    name: 'question',
    tag: '#indicator+name',
    type: 'code',
    meaning: 'The question that was answered. Campaigns stand before it: campaign/question.',
  },
  {
    name: 'category',
    tag: '#meta+feedback+type',
    type: 'code',
    meaning: 'What kind of feedback it was.',
    values: 'thanks | suggestion | question | request_for_help | dissatisfaction | _other',
  },
  {
    name: 'answer',
    tag: '#indicator+answer',
    type: 'code',
    meaning: 'The answer that was tapped; “_other”: answers that were too rare. Of a gap: what was missing.',
  },
  {
    name: 'count',
    tag: '#indicator+num',
    type: 'integer',
    meaning: `How many, rounded to ${PUBLIC.rounding}. Never of fewer than ${PUBLIC.least}. Empty where it is suppressed.`,
  },
  {
    name: 'status',
    tag: '#status',
    type: 'code',
    meaning: 'Whether the number may be shown, by itself and beside all others.',
    values: 'published | suppressed',
  },
];

/** The rules that the numbers went through, for whoever works with them. */
export const RULES: readonly string[] = [
  `No number of fewer than ${PUBLIC.least} people, and none that all but fewer than ${PUBLIC.least} gave.`,
  `Every number is rounded to ${PUBLIC.rounding}, and totals are sums of what is shown.`,
  'No group in which all said the same.',
  `No service with fewer than ${PUBLIC.least} entries in the quarter.`,
  'At most two breakdowns: service and age. What could be worked out by sums and differences is suppressed too.',
  'Quarters are the shortest time, and only those that are over are published, once and for good.',
  'What went to one role at once, because it must not wait, is counted nowhere.',
  'Free words of young people are not exported.',
];

/** @param tags with the row of HXL tags below the names */
export function toCsv(rows: readonly ExportRow[], tags: boolean): string {
  const lines = [
    COLUMNS.map(({ name }) => name as string),
    ...(tags ? [COLUMNS.map(({ tag }) => tag)] : []),
    ...rows.map((row) => COLUMNS.map(({ name }) => String(row[name] ?? ''))),
  ];
  return csvOf(lines);
}

export function dictionaryCsv(): string {
  const head = ['column', 'hxl', 'type', 'values', 'meaning'];
  return csvOf([
    head,
    ...COLUMNS.map(({ name, tag, type, values = '', meaning }) => [name, tag, type, values, meaning]),
  ]);
}

const csvOf = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');

/** What a table program would take for a formula is made a word first. */
function quoted(cell: string): string {
  const safe = /^[=+@\t\r-]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
