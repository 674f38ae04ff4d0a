/** `kinline directory reports`: what people said is wrong, by service, so that somebody can mend it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordsOf } from '../compose/store.js';
import { mayLeave } from '../directory/export/service.js';
import { groupReports, parseReport, SERVICE_REPORT } from '../directory/reports.js';
import { loadCurrent } from '../directory/storage.js';
import { settingsOrExit } from './settings.js';

/** Where talks in the terminal leave theirs, for their store is gone when they end. */
export const TERMINAL_REPORTS = 'terminal-reports.jsonl';

export async function runReports({ json = false }: { json?: boolean }): Promise<number> {
  const settings = settingsOrExit();
  const { KINLINE_DATA: data } = settings;
  const records = await recordsOf(settings, SERVICE_REPORT, Date.now());
  const terminal = await readFile(join(data, TERMINAL_REPORTS), 'utf8').catch(() => '');
  const values = [...records.map(({ value }) => value), ...terminal.split('\n')];
  const groups = groupReports(values.flatMap((value) => parseReport(value) ?? []));
  const reported = new Set(groups.map(({ service }) => service));
  const current = await loadCurrent(join(data, 'directory'), (service) => reported.has(service.id));
  const names = new Map(current?.services.filter(mayLeave).map(({ id, name }) => [id, name['']]));
  for (const group of groups) {
    const name = names.get(group.service);
    if (json)
      process.stdout.write(`${JSON.stringify({ ...group, ...(name === undefined ? {} : { name }) })}\n`);
    else {
      const reasons = Object.entries(group.reasons).map(([reason, count]) => `${reason} ${count}`);
      process.stdout.write(
        `${name ?? 'not in the directory'} (${group.service}): ${group.count}, last on ${group.last}: ${reasons.join(', ')}\n`,
      );
    }
  }
  if (groups.length === 0 && !json) process.stdout.write('Nobody has reported anything.\n');
  return 0;
}
