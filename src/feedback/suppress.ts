/** Which groups of a table are shown, and which answers are told apart in it; the rules stand in `results.ts`. */

/** How many of one service (or all) and one age group (or all) gave each answer. */
export interface Group {
  service: string;
  age: string;
  counts: Map<string, number>;
}
export interface DecidedGroup extends Group {
  shown: boolean;
}
export interface Published {
  groups: DecidedGroup[];
  answers: string[];
}

/** In place of answers that are too rare. */
export const OTHER = '_other';
/** In place of a service or an age group: all of them. */
export const ALL = '*';

export const sizeOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/**
 * As many answers told apart as let the most people be seen in groups.
 * @param enough whether a service may have a row
 */
export function publish(
  table: readonly Group[],
  enough: (service: string) => boolean,
  least: number,
): Published {
  const whole = table.find(({ service, age }) => service === ALL && age === ALL)?.counts ?? new Map();
  const rarest = [...whole].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).map(([answer]) => answer);
  let best: Published = { groups: table.map((group) => ({ ...group, shown: false })), answers: [] };
  let most = 0;
  for (let merged = 0; merged <= rarest.length - 1; merged = Math.max(2, merged + 1)) {
    const decided = decide(table, new Set(rarest.slice(0, merged)), rarest, enough, least);
    const seen = decided.groups
      .filter(({ shown, service, age }) => shown && service !== ALL && age !== ALL)
      .reduce((sum, { counts }) => sum + sizeOf(counts), 0);
    const all = decided.groups.filter(({ shown }) => shown).length;
    const worth = (seen * 1000 + all) * (decided.answers.length > 2 ? 1.5 : 1);
    if (worth > most) [best, most] = [decided, worth];
  }
  return best;
}

function decide(
  table: readonly Group[],
  merged: ReadonlySet<string>,
  all: readonly string[],
  enough: (service: string) => boolean,
  least: number,
): Published {
  const answers = [
    ...all.filter((answer) => !merged.has(answer)).sort(),
    ...(merged.size > 0 ? [OTHER] : []),
  ];
  const groups = table.map(({ service, age, counts }): DecidedGroup => {
    const put = new Map(answers.map((answer) => [answer, counts.get(answer) ?? 0]));
    for (const answer of merged) put.set(OTHER, (put.get(OTHER) ?? 0) + (counts.get(answer) ?? 0));
    return { service, age, counts: put, shown: false };
  });
  for (const group of groups)
    group.shown = isSafe(group.counts, least) && (group.service === ALL || enough(group.service));
  for (let hide = leak(groups, least); hide !== undefined; hide = leak(groups, least)) hide.shown = false;
  return { groups, answers };
}

/** Rule 1: no answer of a few, and none that all but a few gave. */
export function isSafe(counts: ReadonlyMap<string, number>, least: number): boolean {
  const size = sizeOf(counts);
  return counts.size > 1 && [...counts.values()].every((count) => count >= least && size - count >= least);
}

/** Rule 3: the next group that has to be hidden so that another stays hidden; undefined when none has to. */
function leak(groups: readonly DecidedGroup[], least: number): DecidedGroup | undefined {
  return (
    leakingLine(
      groups,
      ({ service }) => service,
      ({ age }) => age,
      least,
    ) ??
    leakingLine(
      groups,
      ({ age }) => age,
      ({ service }) => service,
      least,
    ) ??
    leakingBridge(groups, least)
  );
}

/** A row or column whose hidden groups are together too few, though they follow from what is shown. */
function leakingLine(
  groups: readonly DecidedGroup[],
  lineOf: (group: Group) => string,
  placeOf: (group: Group) => string,
  least: number,
): DecidedGroup | undefined {
  for (const line of by(groups, lineOf).values()) {
    const total = line.find((group) => placeOf(group) === ALL);
    const hidden = line.filter((group) => !group.shown && group !== total);
    const rest = added(hidden);
    if (total === undefined || !total.shown || sizeOf(rest) === 0 || isSafe(rest, least)) continue;
    return smallest(line.filter(({ shown }) => shown));
  }
  return undefined;
}

/** A hidden group that follows from sums and differences and says something of a few. */
function leakingBridge(groups: readonly DecidedGroup[], least: number): DecidedGroup | undefined {
  const hidden = groups.filter(({ shown }) => !shown);
  for (const group of bridges(hidden)) {
    if (sizeOf(group.counts) === 0 || isSafe(group.counts, least)) continue;
    const shown = groups.filter((other) => other.shown);
    const near = shown.filter(({ service, age }) => service === group.service || age === group.age);
    const next = smallest(near.length > 0 ? near : shown);
    if (next !== undefined) return next;
  }
  return undefined;
}

/** Groups without which the graph of services and ages falls further apart: Tarjan’s walk, without recursion. */
function bridges(hidden: readonly DecidedGroup[]): DecidedGroup[] {
  const edges = new Map<string, { to: string; group: DecidedGroup }[]>();
  const join = (from: string, to: string, group: DecidedGroup) => {
    const known = edges.get(from);
    if (known === undefined) edges.set(from, [{ to, group }]);
    else known.push({ to, group });
  };
  for (const group of hidden) {
    join(`s${group.service}`, `a${group.age}`, group);
    join(`a${group.age}`, `s${group.service}`, group);
  }
  const seen = new Map<string, number>();
  const low = new Map<string, number>();
  const found: DecidedGroup[] = [];
  for (const start of edges.keys()) {
    if (seen.has(start)) continue;
    const path: { node: string; by: DecidedGroup | undefined; next: number }[] = [];
    const enter = (node: string, by: DecidedGroup | undefined) => {
      low.set(node, seen.size);
      seen.set(node, seen.size);
      path.push({ node, by, next: 0 });
    };
    enter(start, undefined);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const edge = edges.get(top.node)?.[top.next];
      top.next += 1;
      if (edge !== undefined) {
        if (edge.group === top.by) continue;
        const before = seen.get(edge.to);
        if (before === undefined) enter(edge.to, edge.group);
        else low.set(top.node, Math.min(low.get(top.node) ?? 0, before));
        continue;
      }
      path.pop();
      const below = path.at(-1);
      if (below === undefined || top.by === undefined) continue;
      const reach = low.get(top.node) ?? 0;
      low.set(below.node, Math.min(low.get(below.node) ?? 0, reach));
      if (reach > (seen.get(below.node) ?? 0)) found.push(top.by);
    }
  }
  return found;
}

function added(groups: readonly Group[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const { counts } of groups)
    for (const [answer, count] of counts) sum.set(answer, (sum.get(answer) ?? 0) + count);
  return sum;
}

function smallest(groups: readonly DecidedGroup[]): DecidedGroup | undefined {
  return [...groups].sort((a, b) => sizeOf(a.counts) - sizeOf(b.counts))[0];
}

function by<T>(list: readonly T[], name: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of list) {
    const known = found.get(name(one));
    if (known === undefined) found.set(name(one), [one]);
    else known.push(one);
  }
  return found;
}
