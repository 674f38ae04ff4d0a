/**
 * How often each answer was given, kept up to date with every batch, so that results never look at entries. A cell is
 * one quarter, service, age group, question and answer; only rooms inside ever see one, see `results.ts`.
 */
import type { AgeGroup, FeedbackEntry } from './entry.js';
import { COUNT_RECORD, type Shelf, type ShelfChanges } from './shelf.js';
import { quarterOf } from './weeks.js';

export interface Cell {
  quarter: string;
  /** A service's id, or `kind:` and a need's code where the service is not named. */
  service: string;
  age: AgeGroup;
  question: string;
  answer: string;
}

/** By cell's key. */
export type Counts = Map<string, number>;

/** Under this question stands every entry once; under the other its category. */
export const ENTRIES = '_entries';
export const CATEGORY = '_category';

const BETWEEN = '\t';
const ORDER = ['quarter', 'service', 'age', 'question', 'answer'] as const;

export const keyOf = (cell: Cell): string => ORDER.map((name) => cell[name]).join(BETWEEN);

export function cellOf(key: string): Cell {
  const [quarter = '', service = '', age = '', question = '', answer = ''] = key.split(BETWEEN);
  return { quarter, service, age: age as AgeGroup, question, answer };
}

/** All cells that an entry counts in. A campaign's questions are its own, whatever they are called. */
export function cellsOf(
  entry: Pick<FeedbackEntry, 'week' | 'about' | 'age' | 'taps' | 'category' | 'campaign'>,
): Cell[] {
  const { week, about, age, taps, category, campaign } = entry;
  const common = { quarter: quarterOf(week), service: about.service ?? `kind:${about.kind}`, age };
  const answers = Object.entries(taps).map(([question, answer]) => [
    campaign === undefined ? question : `${campaign}/${question}`,
    answer,
  ]);
  return [[ENTRIES, 'given'], [CATEGORY, category], ...answers].map(([question = '', answer = '']) => ({
    ...common,
    question,
    answer,
  }));
}

export function addTo(counts: Counts, cells: readonly Cell[], by: 1 | -1): void {
  for (const cell of cells) {
    const key = keyOf(cell);
    counts.set(key, (counts.get(key) ?? 0) + by);
  }
}

/** What is written for them: absolute values that only stand if nobody else counted in between. */
export async function countChanges(
  shelf: Pick<Shelf, 'record'>,
  counts: Counts,
): Promise<ShelfChanges['records']> {
  const changes: ShelfChanges['records'] = [];
  // By name, so that the order of entries does not show.
  for (const [id, by] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (by === 0) continue;
    const before = await shelf.record(COUNT_RECORD, id);
    const after = Number(before ?? 0) + by;
    changes.push({
      kind: COUNT_RECORD,
      id,
      value: after > 0 ? String(after) : null,
      expected: before ?? null,
    });
  }
  return changes;
}

export async function readCounts(shelf: Pick<Shelf, 'records'>): Promise<Counts> {
  const counts: Counts = new Map();
  for await (const { id, value } of shelf.records(COUNT_RECORD)) counts.set(id, Number(value));
  return counts;
}
