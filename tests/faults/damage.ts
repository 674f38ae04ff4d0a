/** Files that are not as they were left: a last line that is torn, wherever, and a snapshot with a changed byte. */
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import { DAY, keyOf, START } from '../conformance/commits.js';
import { FULL_SECRET, killed, startFiller, told } from './full-disk.js';

const JOURNAL = 'journal-000001.log';
const TAKEN = 30;

export interface Damaged {
  times: number;
  turns: number;
  lost: number;
  /** How often the operator was told which file it is. */
  named: number;
}

/** @param script of `bundleFiller` */
export async function damageFiles(
  script: string,
  what: 'journal' | 'snapshot',
  times: number,
): Promise<Damaged> {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-damaged-'));
  try {
    const first = join(folder, 'first');
    const taken = new Set<number>();
    const child = startFiller(script, first, true);
    await told(child, (said) => taken.add(said.taken ?? 0).size >= TAKEN);
    await killed(child);
    const damaged: Damaged = { times, turns: 0, lost: 0, named: 0 };
    for (let n = 0; n < times; n += 1) {
      const copy = join(folder, `copy-${n}`);
      cpSync(first, copy, { recursive: true, filter: (file) => !file.endsWith('.sock') });
      const file = what === 'journal' ? tear(copy, n, times) : await damageSnapshot(copy, n, times);
      await look(copy, file, taken, damaged);
    }
    return damaged;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The beginning of a line, as if the power had gone while it was written. */
function tear(folder: string, n: number, times: number): string {
  const file = join(folder, JOURNAL);
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(10);
  const line = bytes.subarray(bytes.lastIndexOf(10, end - 1) + 1, end);
  appendFileSync(file, line.subarray(0, 1 + Math.floor(((line.length - 2) * n) / times)));
  return file;
}

async function damageSnapshot(folder: string, n: number, times: number): Promise<string> {
  const store = await openLowdbStore({ folder, secret: FULL_SECRET, now: () => START });
  await store.expire(START + DAY);
  await store.close();
  const name = readdirSync(join(folder, 'snapshot')).find((found) => found !== 'manifest.json') ?? '';
  const file = join(folder, 'snapshot', name);
  const bytes = readFileSync(file);
  const at = Math.floor((bytes.length * n) / times);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  return file;
}

async function look(
  folder: string,
  file: string,
  taken: ReadonlySet<number>,
  damaged: Damaged,
): Promise<void> {
  const told: string[] = [];
  const warn = (message: string) => void told.push(message);
  const store = await openLowdbStore({ folder, secret: FULL_SECRET, now: () => START, warn });
  for (const n of taken) {
    const { length } = await store.turns(keyOf(`person ${n}`), 0);
    damaged.turns += length;
    if (length !== 1) damaged.lost += 1;
  }
  await store.close();
  if (told.some((message) => message.includes(file))) damaged.named += 1;
}
