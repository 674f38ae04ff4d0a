/**
 * Tables as they were published: made once when a quarter is over, and never again. A table that is made anew after an
 * entry was taken back could be compared with the former one, and would tell of that entry.
 */
import { type Breakdown, DESK, PUBLIC, type Results, rowsBy, type Tally, type Threshold } from './results.js';
import type { Shelf } from './shelf.js';
import { isOver } from './weeks.js';

/** By quarter and question. */
export const PUBLISHED_RECORD = 'feedback-published';
/** The same as staff see it, who are told of smaller groups. */
const INSIDE_RECORD = 'feedback-inside';

const idOf = (quarter: string, question: string): string => `${quarter}\t${question}`;
const WAYS: readonly (readonly Breakdown[])[] = [[], ['service'], ['age'], ['service', 'age']];

/**
 * Publishes what is over and was not published yet. To be called now and then; two at once do no harm.
 * @returns how many tables are new
 */
export async function publishOver(shelf: Shelf, tally: Tally, now: number): Promise<number> {
  await keepOver(shelf, tally, now, INSIDE_RECORD, DESK);
  return keepOver(shelf, tally, now, PUBLISHED_RECORD, PUBLIC);
}

async function keepOver(
  shelf: Shelf,
  tally: Tally,
  now: number,
  kind: string,
  threshold: Threshold,
): Promise<number> {
  let made = 0;
  for (const quarter of tally.quarters().filter((one) => isOver(one, now)))
    for (const question of tally.questions(quarter)) {
      const id = idOf(quarter, question);
      if ((await shelf.record(kind, id)) !== undefined) continue;
      const tables = WAYS.map((by) => tally.results(quarter, question, by, threshold));
      const whole = { ...tables[0], rows: tables.flatMap(({ rows }) => rows) };
      const records = [{ kind, id, value: JSON.stringify(whole), expected: null }];
      if ((await shelf.write({ documents: [], records })) === 'done') made += 1;
    }
  return made;
}

/** What everybody may see; undefined where nothing was published. */
export async function publishedResults(
  shelf: Pick<Shelf, 'record'>,
  quarter: string,
  question: string,
  by: readonly Breakdown[],
): Promise<Results | undefined> {
  const value = await shelf.record(PUBLISHED_RECORD, idOf(quarter, question));
  return value === undefined ? undefined : rowsBy(JSON.parse(value) as Results, by);
}

/** All of it, by quarter, for exports and the board. */
export const everythingPublished = (shelf: Pick<Shelf, 'records'>): Promise<Results[]> =>
  all(shelf, PUBLISHED_RECORD);

/** All of it as staff see it, at the desk and nowhere else. */
export const everythingInside = (shelf: Pick<Shelf, 'records'>): Promise<Results[]> =>
  all(shelf, INSIDE_RECORD);

async function all(shelf: Pick<Shelf, 'records'>, kind: string): Promise<Results[]> {
  const found: { value: string }[] = [];
  for await (const record of shelf.records(kind)) found.push(record);
  return readPublished(found);
}

/** The same from records as they were read. */
export function readPublished(records: readonly { value: string }[]): Results[] {
  const found = records.map(({ value }) => JSON.parse(value) as Results);
  return found.sort((a, b) => (idOf(a.quarter, a.question) < idOf(b.quarter, b.question) ? -1 : 1));
}
