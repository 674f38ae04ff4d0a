/** Results as people read them. */

/** The first column is words, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

export interface Goal {
  what: string;
  measured: string;
  goal: string;
  met: boolean;
}

export function goalTable(goals: readonly Goal[]): string {
  return table(
    ['goal', 'measured', 'wanted', 'met'],
    goals.map(({ what, measured, goal, met }) => [what, measured, goal, met ? 'yes' : 'NO']),
  );
}
