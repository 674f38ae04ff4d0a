/**
 * What leaves the house: the tables as they were published, what stands on the board, and what was looked for and not
 * found, by quarter. Nothing here is counted anew, so nobody gets a smaller number than everybody sees.
 */
import { CATEGORY } from '../counts.js';
import { PUBLIC, type Results } from '../results.js';
import { ALL } from '../suppress.js';

/** How often something was looked for and not found, already without what is too small. */
export interface GapRow {
  gap: string;
  need: string;
  area: string;
  /** `2026-Q3`. */
  quarter: string;
  count: number;
}

/** One number, or that there is one that is not shown. */
export interface ExportRow {
  what: 'answer' | 'gap';
  /** First and last day of the quarter. */
  start: string;
  end: string;
  country: string;
  /** A service's id, or `kind:` and a need's code; empty: all. */
  service: string;
  /** Empty: all. */
  age: string;
  question: string;
  category: string;
  answer: string;
  count: number | null;
  status: 'published' | 'suppressed';
}

export function exportRows(results: readonly Results[], gaps: readonly GapRow[]): ExportRow[] {
  return [...results.flatMap(answerRows), ...gaps.map(gapRow)];
}

function answerRows({ quarter, question, answers, rows }: Results): ExportRow[] {
  const isCategory = question === CATEGORY;
  return rows.flatMap(({ service, age, answers: counts }): ExportRow[] => {
    const common = {
      what: 'answer' as const,
      ...daysOf(quarter),
      country: '',
      service: service === ALL ? '' : service,
      age: age === ALL ? '' : age,
      question,
    };
    if (counts === null)
      return [{ ...common, category: '', answer: '', count: null, status: 'suppressed' as const }];
    return answers.map((answer) => ({
      ...common,
      category: isCategory ? answer : '',
      answer: isCategory ? '' : answer,
      count: counts[answer] ?? 0,
      status: 'published' as const,
    }));
  });
}

function gapRow({ gap, need, area, quarter, count }: GapRow): ExportRow {
  return {
    what: 'gap',
    ...daysOf(quarter),
    country: area,
    service: `kind:${need}`,
    age: '',
    question: '',
    category: '',
    answer: gap,
    count: Math.round(count / PUBLIC.rounding) * PUBLIC.rounding,
    status: 'published',
  };
}

function daysOf(quarter: string): { start: string; end: string } {
  const [year = 0, number = 1] = quarter.split('-Q').map(Number);
  const day = (month: number, date: number): string =>
    new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
  return { start: day((number - 1) * 3, 1), end: day(number * 3, 0) };
}
