/** `kinline feedback export`: what was published, and what was not found, as CSV with HXL tags, JSON, or for research. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROMISE_RECORD, readOpenPromises } from '../casework/feedback/promises.js';
import { recordsOf, type StoreSettings } from '../compose/store.js';
import { countGaps, GAP_RECORD, inQuarters } from '../directory/gaps/gaps.js';
import { COLUMNS, dictionaryCsv, RULES, toCsv } from '../feedback/export/columns.js';
import { exportRows, type GapRow } from '../feedback/export/table.js';
import { PUBLISHED_RECORD, readPublished } from '../feedback/published.js';
import { PUBLIC } from '../feedback/results.js';
import { isOver } from '../feedback/weeks.js';

export const FORMATS = ['csv', 'json', 'research'] as const;

export async function runFeedbackExport(
  settings: StoreSettings,
  { format, out }: { format: string; out?: string },
  now: () => number,
): Promise<number> {
  const wanted = FORMATS.find((each) => each === format);
  if (wanted === undefined) {
    process.stderr.write(`There is no format ${format}. There are: ${FORMATS.join(', ')}.\n`);
    return 1;
  }
  const at = now();
  const results = readPublished(await recordsOf(settings, PUBLISHED_RECORD, at));
  const gaps = quarterGaps(await recordsOf(settings, GAP_RECORD, at), at);
  const rows = exportRows(results, gaps);
  if (wanted === 'csv') return write(out, toCsv(rows, true));
  if (wanted === 'json') {
    const board = readOpenPromises(await recordsOf(settings, PROMISE_RECORD, at)).map(
      ({ id: _, quotes: __, approvedBy: ___, ...shown }) => shown,
    );
    const { least, rounding } = PUBLIC;
    return write(out, jsonOf({ smallest: least, rounding, results, board, gaps }));
  }
  if (out === undefined) return write(out, jsonOf({ dictionary: COLUMNS, rules: RULES, rows }));
  await mkdir(out, { recursive: true });
  await write(join(out, 'feedback.csv'), toCsv(rows, false));
  await write(join(out, 'dictionary.csv'), dictionaryCsv());
  return write(join(out, 'rules.txt'), `${RULES.join('\n')}\n`);
}

/** By quarter, and only those that are over: a number that grows could be compared with itself. */
function quarterGaps(records: readonly { value: string }[], now: number): GapRow[] {
  const counted = countGaps(inQuarters(records.map(({ value }) => value)));
  return counted
    .map(({ month, ...gap }) => ({ ...gap, quarter: month }))
    .filter(({ quarter }) => isOver(quarter, now));
}

async function write(out: string | undefined, text: string): Promise<number> {
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
  return 0;
}

const jsonOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
