/** Weeks and quarters: the only times that feedback knows. Both by UTC, so that a zone tells nothing. */

const DAY = 86_400_000;

/** The ISO week of a moment, like 2026-W48. */
export function weekOf(at: number): string {
  const monday = mondayOf(at);
  const year = new Date(monday + 3 * DAY).getUTCFullYear();
  const first = mondayOf(Date.UTC(year, 0, 4));
  return `${year}-W${String(1 + Math.round((monday - first) / (7 * DAY))).padStart(2, '0')}`;
}

/** Monday, 0:00, of a week. */
export function startOfWeek(week: string): number {
  const [year = 0, number = 1] = week.split('-W').map(Number);
  return mondayOf(Date.UTC(year, 0, 4)) + (number - 1) * 7 * DAY;
}

/** The quarter that a week's Thursday lies in, like 2026-Q4. */
export function quarterOf(week: string): string {
  const thursday = new Date(startOfWeek(week) + 3 * DAY);
  return `${thursday.getUTCFullYear()}-Q${1 + Math.floor(thursday.getUTCMonth() / 3)}`;
}

/** Whether no week of a quarter can still get entries. */
export function isOver(quarter: string, now: number): boolean {
  return quarterOf(weekOf(now)) > quarter;
}

function mondayOf(at: number): number {
  const day = Math.floor(at / DAY);
  // 1 January 1970 was a Thursday.
  return (day - ((day + 3) % 7)) * DAY;
}
