/**
 * What was not found, counted: by need, region and month, and by what was missing. Never by person, in words or in a
 * place. What happened to fewer than ten is not shown: small regions are put together first, and what is still too
 * small stays unsaid, with no total from which it could be worked out.
 */
import { z } from 'zod';

export const GAP_RECORD = 'gap';
/** Fewer than so many are never shown. */
export const SMALLEST_COUNT = 10;
/** Regions that are too small each, together. */
export const OTHER_AREAS = 'other';

const gapSchema = z.object({
  gap: z.enum(['nothing', 'too_far', 'no_help']),
  need: z.string(),
  area: z.string(),
  /** `YYYY-MM`, in UTC. */
  month: z.string(),
});
export type Gap = z.infer<typeof gapSchema>;

export interface GapCount extends Gap {
  count: number;
}

/** The record that a turn writes for one gap. */
export function gapRecord(
  gap: Omit<Gap, 'area' | 'month'> & { area: string | undefined },
  now: number,
): string {
  const month = new Date(now).toISOString().slice(0, 7);
  return JSON.stringify({ gap: gap.gap, need: gap.need, area: gap.area ?? 'unknown', month } satisfies Gap);
}

/** Counts records, the newest month and the greatest number first; what cannot be read is passed over. */
export function countGaps(records: Iterable<string>): GapCount[] {
  const counts = new Map<string, GapCount>();
  for (const record of records) {
    const gap = readGap(record);
    if (gap !== undefined) add(counts, { ...gap, count: 1 });
  }
  const shown = new Map<string, GapCount>();
  const small = new Map<string, GapCount>();
  for (const one of counts.values())
    if (one.count >= SMALLEST_COUNT) add(shown, one);
    else add(small, { ...one, area: OTHER_AREAS });
  for (const one of small.values()) if (one.count >= SMALLEST_COUNT) add(shown, one);
  return [...shown.values()].sort(
    (a, b) =>
      b.month.localeCompare(a.month) ||
      b.count - a.count ||
      a.need.localeCompare(b.need) ||
      a.area.localeCompare(b.area),
  );
}

/** The same records with their quarter, like 2026-Q3, in the month's place; what cannot be read is passed over. */
export function inQuarters(records: Iterable<string>): string[] {
  return [...records].flatMap((record) => {
    const gap = readGap(record);
    if (gap === undefined) return [];
    const [year = '', month = '1'] = gap.month.split('-');
    return [JSON.stringify({ ...gap, month: `${year}-Q${Math.ceil(Number(month) / 3)}` })];
  });
}

function add(counts: Map<string, GapCount>, one: GapCount): void {
  const key = [one.month, one.need, one.area, one.gap].join('\n');
  const before = counts.get(key);
  counts.set(key, before === undefined ? one : { ...before, count: before.count + one.count });
}

function readGap(record: string): Gap | undefined {
  try {
    const parsed = gapSchema.safeParse(JSON.parse(record));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
