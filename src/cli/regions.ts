/** `kinline regions`: which number a danger card would show where, and its standing; and how a person confirms one. */
import { readFile } from 'node:fs/promises';
import { loadContent } from '../content/load.js';
import { describe } from '../content/problem.js';
import { confirmNumber } from '../content/regions/confirm.js';
import { NEEDED_KINDS, type Region, type RegionNumber } from '../content/regions/region.js';
import { takeInNumbers } from '../content/regions/take-in.js';
import { DANGER_CLASSES } from '../engine/input.js';
import {
  ALARM_AFTER_DAYS,
  chooseNumbers,
  confirmedDaysAgo,
  FALL_BACK_AFTER_DAYS,
} from '../turn/choose-numbers.js';
import { KINDS } from '../turn/danger-card.js';

interface Shown {
  class: string;
  region: string;
  number: string | null;
  kind: string | null;
  status: string | null;
  /** Days since a person confirmed it; null: nobody has. */
  confirmed_days_ago: number | null;
  /** In production: it must be confirmed again; or it is not shown any more, or not yet. */
  alarm: 'confirm_again' | 'not_shown' | 'not_confirmed' | null;
}

/** @param onlyConfirmed true: as a card in production would show them */
export function runRegions(
  root: string,
  { json = false, onlyConfirmed = false }: { json?: boolean; onlyConfirmed?: boolean },
): number {
  const regions = readRegions(root);
  if (regions === undefined) return 1;
  const now = Date.now();
  const rows = [...regions.values()].flatMap((region) =>
    DANGER_CLASSES.flatMap((danger): Shown[] => {
      const chosen = chooseNumbers(region, KINDS[danger], { onlyConfirmed, now });
      const common = { class: danger, region: region.country };
      if (chosen.length === 0)
        return [{ ...common, number: null, kind: null, status: null, confirmed_days_ago: null, alarm: null }];
      return chosen.map((number) => ({
        ...common,
        number: number.number,
        kind: number.kind,
        status: number.status,
        confirmed_days_ago: confirmedDaysAgo(number, now) ?? null,
        alarm: alarmOf(number, now),
      }));
    }),
  );
  if (json) for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
  else printTable(rows, regions);
  return 0;
}

export async function runConfirm(
  root: string,
  country: string,
  number: string,
  { by, evidence }: { by: string; evidence: string },
): Promise<number> {
  const on = new Date().toISOString().slice(0, 10);
  const result = await confirmNumber(root, country.toUpperCase(), number, { by, on, evidence });
  if (result.ok)
    process.stdout.write(`Confirmed in ${result.file}, as ${result.kinds.join(' and ')}, on ${on}.\n`);
  else process.stderr.write(`${result.reason}\n`);
  return result.ok ? 0 : 1;
}

export async function runRegionsImport(root: string, file: string, write: boolean): Promise<number> {
  const regions = readRegions(root);
  if (regions === undefined) return 1;
  let csv: string;
  try {
    csv = await readFile(file, 'utf8');
  } catch {
    process.stderr.write(`${file} cannot be read. Give the path of a CSV file.\n`);
    return 1;
  }
  const reports = await takeInNumbers(csv, root, regions, write);
  for (const { row, outcome, what, reason } of reports)
    if (outcome !== 'there already')
      process.stdout.write(`row ${row}: ${what}: ${outcome}${reason === undefined ? '' : `: ${reason}`}\n`);
  const count = (wanted: string) => reports.filter(({ outcome }) => outcome === wanted).length;
  process.stdout.write(
    `${count('taken')} taken, ${count('there already')} there already, ${count('refused')} refused.` +
      `${write ? '' : ' Nothing was written; add --write.'}\n`,
  );
  return 0;
}

function readRegions(root: string): ReadonlyMap<string, Region> | undefined {
  const { content, problems } = loadContent(root);
  const own = problems.filter(({ file }) => file.startsWith('locales/regions/'));
  for (const problem of own) process.stderr.write(`${describe(problem)}\n`);
  return own.length === 0 ? content.regions : undefined;
}

function printTable(rows: readonly Shown[], regions: ReadonlyMap<string, Region>): void {
  for (const region of regions.values()) {
    process.stdout.write(`\n${region.country}\n`);
    for (const danger of DANGER_CLASSES) {
      const own = rows.filter((row) => row.region === region.country && row.class === danger);
      const words = own.map((row) => (row.number === null ? 'none' : `${row.number} (${standing(row)})`));
      process.stdout.write(`  ${danger.padEnd(26)}${words.join(', ')}\n`);
    }
    for (const { kind, instead } of region.gaps)
      process.stdout.write(`  no ${kind} number: ${instead} stands in\n`);
    for (const kind of NEEDED_KINDS)
      if (!region.numbers.some((number) => number.kind === kind && number.confirmed !== null))
        process.stdout.write(`  no confirmed ${kind} number: not served in production\n`);
  }
}

const ALARMS = {
  confirm_again: 'confirm it again',
  not_shown: 'too old, not shown in production',
  not_confirmed: undefined,
};

function alarmOf(number: RegionNumber, now: number): Shown['alarm'] {
  const days = confirmedDaysAgo(number, now);
  if (days === undefined) return 'not_confirmed';
  if (days > FALL_BACK_AFTER_DAYS && number.kind !== 'emergency') return 'not_shown';
  return days > ALARM_AFTER_DAYS ? 'confirm_again' : null;
}

function standing({ kind, status, confirmed_days_ago: days, alarm }: Shown): string {
  const confirmed = days === null ? 'not confirmed' : `confirmed ${days} days ago`;
  const warning = alarm === null ? undefined : ALARMS[alarm];
  return [kind, status, confirmed, ...(warning === undefined ? [] : [warning])].join(', ');
}
