/** What several runs say together. */

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Pair by pair, so that a change of the machine's pace touches both sides of each ratio. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)));
}

/** A share with Wilson's 95 % interval, in per cent. */
export function wilson(right: number, all: number): string {
  if (all === 0) return 'none';
  const z = 1.96;
  const share = right / all;
  const middle = share + (z * z) / (2 * all);
  const spread = z * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  const bound = (value: number) => ((100 * value) / (1 + (z * z) / all)).toFixed(1);
  return `${(100 * share).toFixed(1)} % (${bound(middle - spread)}–${bound(middle + spread)})`;
}
