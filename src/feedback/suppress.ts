/** Which groups of a table are shown, and which answers are told apart in it; the rules stand in `results.ts`. */
import { bridges } from './bridges.js';

/** How many of one service (or all) and one age group (or all) gave each answer. */
export interface Group {
  service: string;
  age: string;
  counts: Map<string, number>;
}
export interface DecidedGroup {
  service: string;
  age: string;
  /** In the order of the answers that are told apart. */
  counts: number[];
  size: number;
  shown: boolean;
  /** Shown to everybody already, so that hiding it here would hide nothing. */
  fixed: boolean;
}
export interface Published {
  groups: DecidedGroup[];
  answers: string[];
}

/** In place of answers that are too rare. */
export const OTHER = '_other';
/** In place of a service or an age group: all of them. */
export const ALL = '*';

/**
 * As many answers told apart as let the most people be seen in groups.
 * @param enough whether a service may have a row
 * @param before what the same readers can see elsewhere: the same answers are told apart, and more groups are shown
 */
export function publish(
  table: readonly Group[],
  enough: (service: string) => boolean,
  least: number,
  before?: Published,
): Published {
  const whole = table.find(({ service, age }) => service === ALL && age === ALL)?.counts ?? new Map();
  const rarest = [...whole].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).map(([answer]) => answer);
  if (before !== undefined && before.answers.length > 0) {
    const merged = rarest.filter((answer) => !before.answers.includes(answer));
    const apart = before.answers.filter((answer) => answer !== OTHER);
    return decide(table, merged, apart, enough, least, before.groups);
  }
  let best: Published | undefined;
  let most = 0;
  for (let merged = 0; merged <= rarest.length - 1; merged = Math.max(2, merged + 1)) {
    const decided = decide(table, rarest.slice(0, merged), rarest.slice(merged).sort(), enough, least);
    const shown = decided.groups.filter((group) => group.shown);
    const seen = shown
      .filter(({ service, age }) => service !== ALL && age !== ALL)
      .reduce((sum, { size }) => sum + size, 0);
    const worth = (seen * 1000 + shown.length) * (decided.answers.length > 2 ? 1.5 : 1);
    if (worth > most) [best, most] = [decided, worth];
  }
  return best ?? nothing(table);
}

const nothing = (table: readonly Group[]): Published => ({
  groups: table.map(({ service, age }) => ({
    service,
    age,
    counts: [],
    size: 0,
    shown: false,
    fixed: false,
  })),
  answers: [],
});

function decide(
  table: readonly Group[],
  merged: readonly string[],
  apart: readonly string[],
  enough: (service: string) => boolean,
  least: number,
  before: readonly DecidedGroup[] = [],
): Published {
  const groups = table.map(({ service, age, counts }, at): DecidedGroup => {
    const of = (answer: string): number => counts.get(answer) ?? 0;
    const put = apart.map(of);
    if (merged.length > 0) put.push(merged.reduce((sum, answer) => sum + of(answer), 0));
    const fixed = before[at]?.shown === true;
    const shown = fixed || (isSafe(put, least) && (service === ALL || enough(service)));
    return { service, age, counts: put, size: total(put), shown, fixed };
  });
  hideLeaks(groups, least);
  return { groups, answers: [...apart, ...(merged.length > 0 ? [OTHER] : [])] };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** Rule 1: no answer of a few, and none that all but a few gave. */
export function isSafe(counts: readonly number[], least: number): boolean {
  const size = total(counts);
  return counts.length > 1 && counts.every((count) => count >= least && size - count >= least);
}

/** A row or a column. */
interface Line {
  groups: DecidedGroup[];
  all: DecidedGroup | undefined;
  /** What of it is hidden, by answer. */
  rest: number[];
}

/** Rule 3: hides further groups until nothing that is hidden follows from what is shown. */
function hideLeaks(groups: readonly DecidedGroup[], least: number): void {
  const rows = linesOf(
    groups,
    ({ service }) => service,
    ({ age }) => age,
  );
  const columns = linesOf(
    groups,
    ({ age }) => age,
    ({ service }) => service,
  );
  const through = ({ service, age }: DecidedGroup): Line[] =>
    [rows.get(service), columns.get(age)].filter((line) => line !== undefined);
  const hide = (group: DecidedGroup | undefined): boolean => {
    if (group === undefined) return false;
    group.shown = false;
    for (const line of through(group)) if (line.all !== group) addTo(line.rest, group.counts);
    return true;
  };
  const lines = [...rows.values(), ...columns.values()];
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of lines) while (isLeaking(line, least)) changed = hide(smallest(line.groups)) || changed;
    if (changed) continue;
    for (const group of bridges(groups.filter(({ shown }) => !shown))) {
      if (group.size === 0 || isSafe(group.counts, least)) continue;
      const near = smallest(through(group).flatMap((line) => line.groups)) ?? smallest(groups);
      changed = hide(near) || changed;
    }
  }
}

function linesOf(
  groups: readonly DecidedGroup[],
  lineOf: (group: DecidedGroup) => string,
  placeOf: (group: DecidedGroup) => string,
): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const group of groups) {
    const line = lines.get(lineOf(group)) ?? { groups: [], all: undefined, rest: group.counts.map(() => 0) };
    lines.set(lineOf(group), line);
    line.groups.push(group);
    if (placeOf(group) === ALL) line.all = group;
    else if (!group.shown) addTo(line.rest, group.counts);
  }
  return lines;
}

/** Its hidden groups are together too few, and follow from what is shown. */
const isLeaking = ({ all, rest }: Line, least: number): boolean =>
  all?.shown === true && total(rest) > 0 && !isSafe(rest, least);

function addTo(sum: number[], counts: readonly number[]): void {
  for (const [at, count] of counts.entries()) sum[at] = (sum[at] ?? 0) + count;
}

/** Of those that are shown and may be hidden. */
function smallest(groups: readonly DecidedGroup[]): DecidedGroup | undefined {
  let found: DecidedGroup | undefined;
  for (const group of groups)
    if (group.shown && !group.fixed && (found === undefined || group.size < found.size)) found = group;
  return found;
}
