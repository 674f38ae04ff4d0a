/** `kinline talk`: the same bot in the terminal, on a store of its own that is gone afterwards. */

import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { talk } from '../channels/terminal/talk.js';
import { servableContent } from '../compose/content.js';
import { buildHouse } from '../compose/house.js';
import { logLines } from '../compose/log.js';
import { SERVICE_REPORT } from '../directory/reports.js';
import { openLowdbStore } from '../stores/lowdb/open.js';
import type { Store } from '../stores/port.js';
import { TERMINAL_REPORTS } from './reports.js';
import { settingsOrExit } from './settings.js';

export interface TalkFlags {
  json?: boolean;
  language?: string;
  now?: string;
}

export async function runTalk(flags: TalkFlags): Promise<number> {
  const config = settingsOrExit();
  const start = flags.now === undefined ? undefined : Date.parse(flags.now);
  if (start !== undefined && Number.isNaN(start)) {
    process.stderr.write('--now is not a time. Write it like 2026-11-24T10:30:00+02:00\n');
    return 1;
  }
  const content = servableContent(config.KINLINE_CONTENT);
  const folder = mkdtempSync(join(tmpdir(), 'kinline-talk-'));
  const secret = randomBytes(32).toString('base64url');
  const now = start === undefined ? Date.now : () => start;
  const store = await openLowdbStore({ folder, secret, now });
  try {
    const house = await buildHouse({ config, content, store, secret, now, log: logLines });
    await talk({
      take: house.take,
      input: process.stdin,
      output: process.stdout,
      json: flags.json ?? false,
      locale: flags.language,
      user: 'terminal',
      interactive: process.stdin.isTTY === true && flags.json !== true,
    });
    house.stop();
    await keepReports(store, config.KINLINE_DATA);
    return 0;
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All that is left of a talk: which services were said to be wrong, for `kinline directory reports`. */
async function keepReports(store: Store, data: string): Promise<void> {
  let lines = '';
  for await (const { value } of store.records(SERVICE_REPORT)) lines += `${value}\n`;
  if (lines === '') return;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  appendFileSync(join(data, TERMINAL_REPORTS), lines, { mode: 0o600 });
}
