/**
 * What is killed here is not a turn but the work on everything that is stored: a snapshot, tables that are changed,
 * keys that are wrapped anew, the end of what is past its time. Afterwards it is done again, and all must be there.
 */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Store } from '../../src/stores/port.js';
import { commitOf, keyOf, turnOf } from '../conformance/commits.js';
import { MIGRATIONS, type Where } from './points.js';
import { doUpkeep, openAt, SECRETS, type Upkeep, type UpkeepTask, WHEN } from './upkeeper.js';

const OUTPUT = join('tests', 'output', 'faults');
/** Whose sessions are past their time when they are swept, and whose are not. */
const PEOPLE = { over: 400, living: 400 };
const nameOf = (n: number) => `person ${n}`;
const TABLES = 4;

export interface UpkeepKilled {
  kills: number;
  /** How often it had not come to its end. */
  inTheMiddle: number;
  /** Conversations, and what else had to be there once. */
  turns: number;
  lost: number;
  doubled: number;
}

export function bundleUpkeeper(): string {
  const outfile = join(OUTPUT, 'upkeeper.mjs');
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20', '--packages=external'];
  const esbuild = join('node_modules', '.bin', 'esbuild');
  execFileSync(esbuild, ['tests/faults/upkeep-child.ts', `--outfile=${outfile}`, ...options], {
    stdio: 'pipe',
  });
  return outfile;
}

/** Files that make further tables, one slow step after the other. */
function moreMigrations(folder: string): string {
  const migrations = join(folder, 'migrations');
  cpSync(MIGRATIONS, migrations, { recursive: true });
  for (let n = 0; n < TABLES; n += 1)
    writeFileSync(
      join(migrations, `19${n}0000000000_later_${n}.sql`),
      `-- Up Migration\nCREATE TABLE later_${n} (n int); SELECT pg_sleep(0.1); INSERT INTO later_${n} VALUES (1);\n`,
    );
  return migrations;
}

async function fill(store: Store): Promise<void> {
  const commit = (n: number) =>
    store.commit(
      commitOf(nameOf(n), {
        session: `{"n":${n}}`,
        turn: turnOf(nameOf(n), `turn ${n}`),
        expiresAt: n < PEOPLE.over ? WHEN.over : WHEN.living,
      }),
    );
  await Promise.all(Array.from({ length: PEOPLE.over + PEOPLE.living }, (_, n) => commit(n)));
}

/** Where the work is done each time from the same beginning. */
interface Copies {
  first: Where;
  /** A copy as it was when it was filled. */
  copy(): Promise<Where>;
}

function folderCopies(folder: string): Copies {
  let copies = 0;
  const first = { folder: join(folder, 'first') };
  return {
    first,
    async copy() {
      copies += 1;
      const copy = join(folder, `copy-${copies}`);
      cpSync(first.folder, copy, { recursive: true });
      return { folder: copy };
    },
  };
}

async function databaseCopies(url: string): Promise<Copies> {
  let copies = 0;
  const name = `upkeep_${Math.random().toString(36).slice(2)}`;
  const at = (database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const make = (database: string, template: string) =>
    asked(url, `CREATE DATABASE ${database} TEMPLATE ${template} STRATEGY file_copy`);
  await make(name, 'template1');
  return {
    first: { url: at(name) },
    async copy() {
      copies += 1;
      await make(`${name}_${copies}`, name);
      return { url: at(`${name}_${copies}`) };
    },
  };
}

async function asked<Row>(url: string, text: string): Promise<Row[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** @param url of a database server; without it everything lies in a folder */
export async function killUpkeep(
  script: string,
  upkeep: Upkeep,
  times: number,
  url?: string,
): Promise<UpkeepKilled> {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-upkeep-'));
  try {
    const copies = url === undefined ? folderCopies(folder) : await databaseCopies(url);
    const migrations = upkeep === 'migration' ? moreMigrations(folder) : MIGRATIONS;
    const store = await openAt(copies.first, { secret: SECRETS.former });
    await fill(store);
    await store.close();
    const undisturbed = start(script, { upkeep, where: await copies.copy(), migrations });
    await begun(undisturbed);
    const began = performance.now();
    await ended(undisturbed);
    const lasts = performance.now() - began;
    const killed: UpkeepKilled = { kills: 0, inTheMiddle: 0, turns: 0, lost: 0, doubled: 0 };
    for (let n = 0; n < times; n += 1) {
      const where = await copies.copy();
      const child = start(script, { upkeep, where, migrations });
      await begun(child);
      // Somewhere on the way, each time further on.
      await pause(lasts * 0.8 * (n / times));
      const signal = await ended(child, 'SIGKILL');
      killed.kills += 1;
      if (signal === 'SIGKILL') killed.inTheMiddle += 1;
      await doUpkeep({ upkeep, where, migrations });
      await check(upkeep, where, migrations, killed);
    }
    return killed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function check(upkeep: Upkeep, where: Where, migrations: string, killed: UpkeepKilled): Promise<void> {
  const secret = upkeep === 'rotation' ? SECRETS.next : SECRETS.former;
  const store = await openAt(where, { secret, migrations });
  const from = upkeep === 'retention' ? PEOPLE.over : 0;
  const one = async (n: number) => {
    const key = keyOf(nameOf(n));
    const [found, turns] = await Promise.all([store.load(key), store.turns(key, 0)]);
    killed.turns += turns.length;
    if (found?.session !== `{"n":${n}}` || turns[0]?.content !== `turn ${n}`) killed.lost += 1;
    if (turns.length > 1) killed.doubled += 1;
  };
  const all = PEOPLE.over + PEOPLE.living - from;
  await Promise.all(Array.from({ length: all }, (_, n) => one(from + n)));
  // Nothing that was past its time is left to be destroyed.
  if (upkeep === 'retention') killed.lost += (await store.expire(WHEN.swept)).conversations;
  await store.close();
  if (upkeep !== 'migration' || !('url' in where)) return;
  const applied = await asked<{ name: string }>(where.url, 'SELECT name FROM kinline_migrations');
  killed.doubled += applied.length - new Set(applied.map(({ name }) => name)).size;
  for (let n = 0; n < TABLES; n += 1) {
    const rows = await asked(where.url, `SELECT n FROM later_${n}`);
    if (rows.length === 0) killed.lost += 1;
    if (rows.length > 1) killed.doubled += 1;
  }
}

function start(script: string, task: UpkeepTask): ChildProcess {
  mkdirSync(OUTPUT, { recursive: true });
  return fork(script, [JSON.stringify(task)]);
}

const begun = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('message', () => resolve());
    child.once('exit', () => resolve());
  });

/** The signal by which it ended; null where it had come to its end. */
function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<NodeJS.Signals | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.signalCode);
  return new Promise((resolve, failed) => {
    child.once('exit', (code, by) =>
      code === 0 || by !== null ? resolve(by) : failed(new Error(`The work ended with ${code}.`)),
    );
    if (signal !== undefined) child.kill(signal);
  });
}
