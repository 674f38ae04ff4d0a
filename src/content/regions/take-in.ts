/**
 * Takes numbers from a table of helplines into the regions' files. Such tables are full of numbers in the wrong
 * country, so every row is taken or refused with its reason, and nothing that is taken counts as confirmed.
 */
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { isMap, isSeq } from 'yaml';
import { z } from 'zod';
import { NUMBER_KINDS } from '../../engine/kinds/numbers.js';
import { numbersOf, readRegion, writeWhole } from './confirm.js';
import { REGIONS_FOLDER } from './load.js';
import { digitsOf, NUMBER_STATUSES, type Region } from './region.js';
import { misplaced } from './traps.js';

export interface RowReport {
  /** As an editor counts, with the header as 1. */
  row: number;
  outcome: 'taken' | 'there already' | 'refused';
  /** Country, kind and number, as in the table. */
  what: string;
  reason?: string;
}

const rowSchema = z.object({
  country_iso2: z.string().trim(),
  type: z.enum(NUMBER_KINDS, { error: `type must be one of ${NUMBER_KINDS.join(', ')}` }),
  number: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 -]*$/, 'number must be digits with spaces'),
  name: z.string().trim().min(1, 'name is missing'),
  source: z.string().trim().min(8, 'source must say where the number was read'),
  status: z.enum(NUMBER_STATUSES, { error: `status must be one of ${NUMBER_STATUSES.join(', ')}` }),
});
type Row = z.infer<typeof rowSchema>;

/**
 * @param csv a table with the columns country_iso2, type, number, name, source and status
 * @param write false: only say what would happen
 * @throws CsvError when it is no table
 */
export async function takeInNumbers(
  csv: string,
  root: string,
  regions: ReadonlyMap<string, Region>,
  write: boolean,
): Promise<RowReport[]> {
  const rows = parse(csv, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true });
  const reports: RowReport[] = [];
  const taken = new Map<string, Row[]>();
  for (const [index, value] of (rows as Record<string, string>[]).entries()) {
    const what = [value.country_iso2, value.type, value.number].map((part) => part || '–').join(' ');
    const report = (outcome: RowReport['outcome'], reason?: string) =>
      reports.push({ row: index + 2, outcome, what, ...(reason === undefined ? {} : { reason }) });
    if (value.number?.trim() === '') {
      report('refused', 'it has no number. A gap belongs under `gaps` in the region’s file.');
      continue;
    }
    const checked = rowSchema.safeParse(value);
    if (!checked.success) {
      report('refused', checked.error.issues.map(({ message }) => message).join('; '));
      continue;
    }
    const row = checked.data;
    const region = regions.get(row.country_iso2);
    const reason = misplaced(row.number, row.country_iso2, row.type, region?.phone?.calling_code);
    if (reason !== undefined) report('refused', reason);
    else if (region === undefined)
      report('refused', `${REGIONS_FOLDER}/${row.country_iso2}.yaml is not there. Begin that region first.`);
    else if (region.numbers.some(({ kind, number }) => kind === row.type && same(number, row.number)))
      report('there already');
    else {
      taken.set(row.country_iso2, [...(taken.get(row.country_iso2) ?? []), row]);
      report('taken');
    }
  }
  if (write) for (const [country, fresh] of taken) await add(root, country, fresh);
  return reports;
}

async function add(root: string, country: string, rows: readonly Row[]): Promise<void> {
  const file = join(root, REGIONS_FOLDER, `${country}.yaml`);
  const document = await readRegion(file);
  if (document === undefined || numbersOf(document).length === 0) return;
  for (const { type, number, name, source, status } of rows)
    document.addIn(['numbers'], {
      kind: type,
      number,
      name,
      answers: null,
      hours: null,
      languages: [],
      price: null,
      abroad: null,
      status,
      verified_on: null,
      source,
      confirmed: null,
    });
  const found = new Set<unknown>(rows.map(({ type }) => type));
  const gaps = document.get('gaps');
  if (isSeq(gaps)) gaps.items = gaps.items.filter((gap) => !(isMap(gap) && found.has(gap.get('kind'))));
  await writeWhole(file, String(document));
}

const same = (one: string, other: string): boolean => digitsOf(one) === digitsOf(other);
