/** `kinline directory gaps`: what people looked for and did not find, by need, region and month. */
import { recordsOf } from '../compose/store.js';
import { countGaps, GAP_RECORD, type Gap, SMALLEST_COUNT } from '../directory/gaps/gaps.js';
import { settingsOrExit } from './settings.js';

const WORDS: Record<Gap['gap'], string> = {
  nothing: 'found nothing',
  too_far: 'found nothing near',
  no_help: 'asked and did not get help',
};

export async function runGaps({ json = false }: { json?: boolean }, now: () => number): Promise<number> {
  const records = await recordsOf(settingsOrExit(), GAP_RECORD, now());
  const gaps = countGaps(records.map(({ value }) => value));
  if (json) {
    process.stdout.write(`${JSON.stringify({ smallest: SMALLEST_COUNT, gaps }, null, 2)}\n`);
    return 0;
  }
  for (const { month, need, area, gap, count } of gaps)
    process.stdout.write(`${month}  ${need}  ${area}  ${WORDS[gap]}: ${count}\n`);
  process.stdout.write(
    `${gaps.length === 0 ? 'There is nothing to show yet. ' : ''}Fewer than ${SMALLEST_COUNT} are never shown.\n`,
  );
  return 0;
}
