/** Which edges of a graph hold it together; here the edges are groups, each between a service and an age group. */

export interface Placed {
  service: string;
  age: string;
}

interface Edge {
  to: number;
  /** Number of the group. */
  by: number;
}

/** Groups without which the graph of services and ages falls further apart: Tarjan’s walk, without recursion. */
export function bridges<T extends Placed>(hidden: readonly T[]): T[] {
  const edges = edgesOf(hidden);
  const seen: number[] = edges.map(() => -1);
  const low: number[] = edges.map(() => -1);
  const next: number[] = edges.map(() => 0);
  const found: T[] = [];
  let count = 0;
  for (let start = 0; start < edges.length; start += 1) {
    if (seen[start] !== -1) continue;
    const path: Edge[] = [{ to: start, by: -1 }];
    low[start] = seen[start] = count++;
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { to: node, by } = top;
      const at = next[node] ?? 0;
      const edge = edges[node]?.[at];
      next[node] = at + 1;
      if (edge === undefined) {
        path.pop();
        const below = path.at(-1)?.to;
        if (below === undefined) continue;
        const reach = low[node] ?? 0;
        low[below] = Math.min(low[below] ?? 0, reach);
        const group = hidden[by];
        if (reach > (seen[below] ?? 0) && group !== undefined) found.push(group);
      } else if (edge.by !== by) {
        const before = seen[edge.to] ?? -1;
        if (before === -1) {
          low[edge.to] = seen[edge.to] = count++;
          path.push(edge);
        } else low[node] = Math.min(low[node] ?? 0, before);
      }
    }
  }
  return found;
}

function edgesOf(hidden: readonly Placed[]): Edge[][] {
  const services = new Map<string, number>();
  const ages = new Map<string, number>();
  const edges: Edge[][] = [];
  const nodeOf = (names: Map<string, number>, name: string): number => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, edges.length);
    edges.push([]);
    return edges.length - 1;
  };
  for (const [by, { service, age }] of hidden.entries()) {
    const [one, other] = [nodeOf(services, service), nodeOf(ages, age)];
    edges[one]?.push({ to: other, by });
    edges[other]?.push({ to: one, by });
  }
  return edges;
}
