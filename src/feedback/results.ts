/**
 * What may be published of the counts, so that no number and no difference of numbers says something of a few.
 *
 * One block is a quarter and a question. Its table has a row for each service and for all of them, a column for each
 * age group and for all of them; a group is one place of that table and is published whole or not at all.
 * 1. A group may be published where each of its answers was given by ten or more, and ten or more gave another one
 *    (so nobody is alone with an answer, and never did all say the same). Answers too rare for that are put together
 *    as “other” in all groups alike.
 * 2. A service with fewer than ten entries in the quarter has no row.
 * 3. What can be worked out counts as published. In a row or column, all that is not shown is together again a group
 *    of 1, or nothing. And where services and ages are the points of a graph and each hidden group joins two, a
 *    group's numbers follow from sums and differences exactly where the graph falls apart without it: such a group
 *    must be one of 1 as well. Otherwise a further group is hidden, the smallest, until all of this holds.
 * 4. Every number is rounded to five, and totals are sums of what is shown.
 * Quarters are never added up, and only those that are over are published: a table that grows could be compared with
 * itself. Published tables are kept and not made again when an entry is taken back later.
 */
import { type Cell, type Counts, cellOf, ENTRIES } from './counts.js';
import { ALL, type Group, publish } from './suppress.js';

export interface Threshold {
  /** People in a cell and in its complement. */
  least: number;
  rounding: number;
}
/** For everybody: chat, board and exports. */
export const PUBLIC: Threshold = { least: 10, rounding: 5 };
/** Inside the desk, where the public tables are known as well: they show what those show, and more. */
export const DESK: Threshold = { least: 5, rounding: 5 };

export type Breakdown = 'service' | 'age';

export interface ResultRow {
  service: string;
  age: string;
  /** By answer; null where it is not shown. */
  answers: Record<string, number> | null;
}

export interface Results {
  quarter: string;
  question: string;
  /** Answers as they are told apart, in the order of their names. */
  answers: string[];
  rows: ResultRow[];
}

/** Counts by quarter and question, so that a table is made without looking at any other. */
export interface Tally {
  add(counts: Counts): void;
  quarters(): string[];
  questions(quarter: string): string[];
  /** @param by at most two, `service` and `age`; without any, all together */
  results(quarter: string, question: string, by: readonly Breakdown[], threshold?: Threshold): Results;
}

type Block = Map<string, Map<string, Map<string, number>>>;

export function createTally(counts: Counts = new Map()): Tally {
  const blocks = new Map<string, Map<string, Block>>();
  let published = new Map<string, Results>();

  function put({ quarter, question, service, age, answer }: Cell, by: number): void {
    const block = within(within(blocks, quarter), question);
    const group = within(within(block, service), age);
    group.set(answer, (group.get(answer) ?? 0) + by);
  }

  function whole(quarter: string, question: string, threshold: Threshold): Results {
    const key = `${quarter}\t${question}\t${threshold.least}`;
    const known = published.get(key);
    if (known !== undefined) return known;
    const made = make(quarter, question, threshold);
    published.set(key, made);
    return made;
  }

  function make(quarter: string, question: string, threshold: Threshold): Results {
    const block: Block = blocks.get(quarter)?.get(question) ?? new Map();
    const entries: Block = blocks.get(quarter)?.get(ENTRIES) ?? new Map();
    const sizes = new Map([...entries].map(([service, ages]) => [service, totalOf(ages)]));
    const many =
      (least: number) =>
      (service: string): boolean =>
        (sizes.get(service) ?? 0) >= least;
    const enough = many(threshold.least);
    const table = tableOf(block);
    const open =
      threshold.least < PUBLIC.least ? publish(table, many(PUBLIC.least), PUBLIC.least) : undefined;
    const { groups, answers } = publish(table, enough, threshold.least, open);
    const named = groups.filter(({ service }) => service === ALL || enough(service));
    const rows = named.map(({ service, age, counts: group, shown }) => ({
      service,
      age,
      answers: shown ? rounded(answers, group, threshold.rounding) : null,
    }));
    return { quarter, question, answers, rows };
  }

  const tally: Tally = {
    add(more) {
      for (const [key, by] of more) put(cellOf(key), by);
      published = new Map();
    },
    quarters: () => [...blocks.keys()].sort(),
    questions: (quarter) =>
      [...(blocks.get(quarter)?.keys() ?? [])].filter((question) => question !== ENTRIES).sort(),
    results: (quarter, question, by, threshold = PUBLIC) => rowsBy(whole(quarter, question, threshold), by),
  };
  tally.add(counts);
  return tally;
}

/** The rows of one breakdown. */
export function rowsBy(results: Results, by: readonly Breakdown[]): Results {
  const rows = results.rows.filter(
    ({ service, age }) =>
      (service === ALL) !== by.includes('service') && (age === ALL) !== by.includes('age'),
  );
  return { ...results, rows };
}

/** Groups of single services and ages, and of all of them together. */
function tableOf(block: Block): Group[] {
  const groups = new Map<string, Group>();
  for (const [service, ages] of block)
    for (const [age, answers] of ages)
      for (const [row, column] of [
        [service, age],
        [service, ALL],
        [ALL, age],
        [ALL, ALL],
      ] as const) {
        const key = `${row}\t${column}`;
        const group = groups.get(key) ?? { service: row, age: column, counts: new Map() };
        for (const [answer, by] of answers) group.counts.set(answer, (group.counts.get(answer) ?? 0) + by);
        groups.set(key, group);
      }
  return [...groups.values()].sort((a, b) => (`${a.service}\t${a.age}` < `${b.service}\t${b.age}` ? -1 : 1));
}

const totalOf = (ages: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined): number => {
  let sum = 0;
  for (const answers of ages?.values() ?? []) for (const count of answers.values()) sum += count;
  return sum;
};

const rounded = (answers: readonly string[], counts: readonly number[], to: number): Record<string, number> =>
  Object.fromEntries(answers.map((answer, at) => [answer, Math.round((counts[at] ?? 0) / to) * to]));

function within<K, Value extends Map<unknown, unknown>>(map: Map<K, Value>, key: K): Value {
  const found = map.get(key) ?? (new Map() as Value);
  map.set(key, found);
  return found;
}
