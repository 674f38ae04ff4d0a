/**
 * Attacks on published tables. They see what everybody sees; the true counts are only there to say afterwards whether
 * something of a few was found.
 */
import { type Counts, cellOf } from '../../src/feedback/counts.js';
import type { Results, Tally, Threshold } from '../../src/feedback/results.js';
import { ALL, OTHER } from '../../src/feedback/suppress.js';

const LEAST = 10;
const HALF = 2;

/** One table with both breakdowns and all totals, and the truth behind it, by service, age and answer. */
export interface Target {
  results: Results;
  truth: Map<string, Record<string, number>>;
}

const key = (service: string, age: string): string => `${service}\t${age}`;

export function targetsOf(tally: Tally, counts: Counts, threshold: Threshold): Target[] {
  const blocks = new Map<string, Map<string, Record<string, number>>>();
  for (const [name, count] of counts) {
    const { quarter, question, service, age, answer } = cellOf(name);
    const block = blocks.get(`${quarter}\t${question}`) ?? new Map<string, Record<string, number>>();
    blocks.set(`${quarter}\t${question}`, block);
    for (const row of [service, ALL])
      for (const column of [age, ALL]) {
        const group = block.get(key(row, column)) ?? {};
        group[answer] = (group[answer] ?? 0) + count;
        block.set(key(row, column), group);
      }
  }
  return tally.quarters().flatMap((quarter) =>
    tally.questions(quarter).map((question): Target => {
      const ways = [[], ['service'], ['age'], ['service', 'age']] as const;
      const tables = ways.map((by) => tally.results(quarter, question, by, threshold));
      const [first] = tables;
      if (first === undefined) throw new Error('There is no table.');
      const results = { ...first, rows: tables.flatMap(({ rows }) => rows) };
      const merged = new Map(
        [...(blocks.get(`${quarter}\t${question}`) ?? [])].map(([group, answers]) => [
          group,
          put(answers, results.answers),
        ]),
      );
      return { results, truth: merged };
    }),
  );
}

function put(answers: Record<string, number>, apart: readonly string[]): Record<string, number> {
  const found: Record<string, number> = Object.fromEntries(apart.map((answer) => [answer, 0]));
  for (const [answer, count] of Object.entries(answers)) {
    const under = apart.includes(answer) ? answer : OTHER;
    found[under] = (found[under] ?? 0) + count;
  }
  return found;
}

/**
 * Pairs of overlapping queries: a published total, and any published groups inside it. What lies between the two is
 * known to whoever subtracts them. Returns how many pairs were asked and how many left some, but fewer than ten.
 */
export function subtractPairs(targets: readonly Target[], pairs: number, random: (limit: number) => number) {
  let asked = 0;
  let recovered = 0;
  for (let tries = 0; asked < pairs && tries < pairs * 200; tries += 1) {
    const target = targets[random(targets.length)];
    const shown = target?.results.rows.filter(({ answers }) => answers !== null) ?? [];
    const outer = shown[random(shown.length)];
    if (target === undefined || outer === undefined) continue;
    if (outer.service !== ALL && outer.age !== ALL) continue;
    const parts = shown.filter(
      ({ service, age }) =>
        (outer.service === ALL
          ? outer.age === ALL
            ? age === ALL
            : age === outer.age
          : service === outer.service) &&
        (service !== ALL) !== (outer.service !== ALL && age === ALL) &&
        !(service === outer.service && age === outer.age),
    );
    const taken = random(3) === 0 ? parts : parts.filter(() => random(2) === 0);
    if (taken.length === 0) continue;
    asked += 1;
    const rest = { ...target.truth.get(key(outer.service, outer.age)) };
    for (const { service, age } of taken)
      for (const [answer, count] of Object.entries(target.truth.get(key(service, age)) ?? {}))
        rest[answer] = (rest[answer] ?? 0) - count;
    if (Object.values(rest).some((count) => count > 0 && count < LEAST)) recovered += 1;
  }
  return { asked, recovered };
}

/** Bounds of every cell, narrowed by all rows and columns until nothing more follows. Returns cells known to be few. */
export function narrowBounds(
  { results, truth }: Target,
  least = LEAST,
): { hidden: number; recovered: number } {
  const rows = [...new Set([...truth.keys()].map((name) => name.split('\t')[0] ?? ''))];
  const columns = [...new Set([...truth.keys()].map((name) => name.split('\t')[1] ?? ''))];
  const shown = new Map(results.rows.map(({ service, age, answers }) => [key(service, age), answers]));
  let hidden = 0;
  let recovered = 0;
  for (const answer of results.answers) {
    const bounds = new Map<string, [number, number]>();
    for (const row of rows)
      for (const column of columns) {
        const value = shown.get(key(row, column))?.[answer];
        bounds.set(
          key(row, column),
          value === undefined ? [0, 1e9] : [Math.max(least, value - HALF), value + HALF],
        );
      }
    for (let round = 0, changed = true; changed && round < 50; round += 1) {
      changed = false;
      for (const row of rows) changed = narrow(bounds, columns, (column) => key(row, column)) || changed;
      for (const column of columns) changed = narrow(bounds, rows, (row) => key(row, column)) || changed;
    }
    for (const [name, [, high]] of bounds) {
      const really = truth.get(name)?.[answer] ?? 0;
      if (shown.get(name) || really === 0 || really >= least) continue;
      hidden += 1;
      if (high < least) recovered += 1;
    }
  }
  return { hidden, recovered };
}

/** One line: its parts add up to its total. */
function narrow(
  bounds: Map<string, [number, number]>,
  places: readonly string[],
  name: (place: string) => string,
): boolean {
  const of = (place: string): [number, number] => bounds.get(name(place)) ?? [0, 0];
  const parts = places.filter((place) => place !== ALL);
  const [low, high] = [0, 1].map((side) => parts.reduce((sum, place) => sum + (of(place)[side] ?? 0), 0));
  const total = of(ALL);
  const before = JSON.stringify(places.map(of));
  bounds.set(name(ALL), [Math.max(total[0], low ?? 0), Math.min(total[1], high ?? 0)]);
  for (const place of parts) {
    const [from, to] = of(place);
    const least = total[0] - ((high ?? 0) - to);
    const most = total[1] - ((low ?? 0) - from);
    bounds.set(name(place), [Math.max(from, least), Math.min(to, most)]);
  }
  return JSON.stringify(places.map(of)) !== before;
}

/**
 * The strongest: as if nothing were rounded, all sums solved at once. Returns hidden cells of a few whose exact value
 * follows.
 */
export function solve({ results, truth }: Target, least = LEAST): number {
  const shown = new Set(
    results.rows.flatMap(({ service, age, answers }) => (answers === null ? [] : [key(service, age)])),
  );
  const unknown = [...truth.keys()].filter((name) => !shown.has(name));
  const at = new Map(unknown.map((name, index) => [name, index]));
  const lines = new Map<string, number[]>();
  for (const [name, index] of at) {
    const [row = '', column = ''] = name.split('\t');
    for (const [line, sign] of [
      [`row ${row}`, column === ALL ? -1 : 1],
      [`column ${column}`, row === ALL ? -1 : 1],
    ] as const) {
      const equation = lines.get(line) ?? new Array<number>(unknown.length).fill(0);
      equation[index] = sign;
      lines.set(line, equation);
    }
  }
  const known = determined([...lines.values()], unknown.length);
  return known.filter((index) =>
    Object.values(truth.get(unknown[index] ?? '') ?? {}).some((count) => count > 0 && count < least),
  ).length;
}

/** Unknowns that stand alone in a row when all equations are solved as far as they go. */
function determined(given: readonly number[][], width: number): number[] {
  const equations = given.map((row) => [...row]);
  let next = 0;
  for (let column = 0; column < width && next < equations.length; column += 1) {
    const pivot = equations.findIndex((row, index) => index >= next && Math.abs(row[column] ?? 0) > 1e-9);
    const chosen = equations[pivot];
    const other = equations[next];
    if (chosen === undefined || other === undefined) continue;
    equations[pivot] = other;
    const by = chosen[column] ?? 1;
    const unit = chosen.map((value) => value / by);
    equations[next] = unit;
    for (const [index, row] of equations.entries()) {
      const times = row[column] ?? 0;
      if (index === next || Math.abs(times) < 1e-9) continue;
      for (const [place, value] of unit.entries()) row[place] = (row[place] ?? 0) - times * value;
    }
    next += 1;
  }
  return equations.flatMap((row) => {
    const places = row.flatMap((value, place) => (Math.abs(value) > 1e-9 ? [place] : []));
    return places.length === 1 ? places : [];
  });
}
