/**
 * `npm run faults [-- <times>]`: every fault in full, on real processes, sockets and disks. Prints what was done, how
 * often, and what was lost or doubled; ends with 1 when anything was.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startServer } from '../helpers/postgres-server.js';
import { damageFiles } from './damage.js';
import { databaseFault, FAULTS } from './database.js';
import { bundleFiller, fillDisk } from './full-disk.js';
import { bundleTalker, killAgainAndAgain } from './kills.js';
import type { Played, Verdict } from './people.js';
import { POINTS, type Where } from './points.js';
import { bundleUpkeeper, killUpkeep } from './upkeep.js';

const PEOPLE = 50;
const AWAY = { stopped: 60_000, killed: 5_000, restarted: 0, frozen: 30_000, cut: 30_000 };
const times = Number(process.argv[2] ?? 100);
let bad = 0;

function row(
  what: string,
  often: string,
  { turns, lost, doubled, disordered }: Verdict,
  played: Played,
): void {
  bad += lost + doubled + disordered;
  const { resent, repeated, apologies, slowestApology } = played;
  const cells = [what, often, turns, lost, doubled, disordered, resent, repeated, apologies];
  console.log(`| ${cells.join(' | ')} | ${slowestApology.toFixed(0)} |`);
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-faults-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function kills(script: string, name: string, store: (n: number) => Where): Promise<void> {
  for (const [n, point] of POINTS.entries()) {
    const plan = { points: [point], times, people: PEOPLE, store: store(n), now: Date.now() };
    const { played, kills, ...verdict } = await killAgainAndAgain(script, plan);
    row(`kill -9 when ${point}, ${name}`, `${kills} times`, verdict, played);
  }
}

const script = bundleTalker();
console.log(`${PEOPLE} people talk all the time.\n`);
console.log(
  '| fault | how often | turns | lost | doubled | out of order | sent again | answered again | apologies | slowest apology, ms |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
await withFolder((folder) => kills(script, 'folder', (n) => ({ folder: join(folder, `${n}`) })));
await withFolder(async (folder) => {
  const server = await startServer({ folder });
  try {
    const client = new Client(server.url());
    await client.connect();
    for (const n of POINTS.keys()) await client.query(`CREATE DATABASE kills_${n}`);
    await client.end();
    await kills(script, 'PostgreSQL', (n) => ({ url: server.url(`kills_${n}`) }));
  } finally {
    await server.stop();
  }
});
for (const fault of Object.keys(FAULTS) as (keyof typeof FAULTS)[])
  await withFolder(async (folder) => {
    const plan = { fault, folder, people: 20, away: AWAY[fault], now: Date.now() };
    const { played, ...verdict } = await databaseFault(script, plan);
    row(`PostgreSQL ${fault}`, AWAY[fault] > 0 ? `${AWAY[fault] / 1000} s` : 'once', verdict, played);
  });

/** Of faults in which nobody talks. */
const line = (what: string, often: string, turns: number, lost: number, doubled: number) => {
  bad += lost + doubled;
  console.log(`| ${[what, often, turns, lost, doubled].join(' | ')} |  |  |  |  |  |`);
};
const upkeeper = bundleUpkeeper();
for (const upkeep of ['snapshot', 'rotation', 'retention'] as const) {
  const { inTheMiddle, turns, lost, doubled } = await killUpkeep(upkeeper, upkeep, times);
  line(`kill -9 during ${upkeep}, folder`, `${inTheMiddle} of ${times} in the middle`, turns, lost, doubled);
}
await withFolder(async (folder) => {
  const server = await startServer({ folder });
  for (const upkeep of ['migration', 'rotation', 'retention'] as const) {
    const { inTheMiddle, turns, lost, doubled } = await killUpkeep(upkeeper, upkeep, times, server.url());
    line(
      `kill -9 during ${upkeep}, PostgreSQL`,
      `${inTheMiddle} of ${times} in the middle`,
      turns,
      lost,
      doubled,
    );
  }
  await server.stop();
});
const filler = bundleFiller();
const filled = await fillDisk(filler);
line(
  filled.disk ? 'disk full' : 'file at its limit',
  `${filled.refused} refused`,
  filled.taken,
  filled.lost,
  0,
);
for (const what of ['journal', 'snapshot'] as const) {
  const { turns, lost, named } = await damageFiles(filler, what, times);
  const often = what === 'snapshot' ? `${times} times, ${named} named` : `${times} times`;
  line(what === 'journal' ? 'last line torn' : 'snapshot damaged', often, turns, lost, 0);
}
await withFolder(async (folder) => {
  const plan = { points: POINTS, times, people: PEOPLE, store: { folder }, now: Date.now(), jumps: true };
  const { played, kills, ...verdict } = await killAgainAndAgain(script, plan);
  row('clocks set forward and back, folder', `${kills} kills`, verdict, played);
});
console.log(bad === 0 ? '\nNothing was lost or doubled.' : `\n${bad} things went wrong.`);
process.exit(bad === 0 ? 0 : 1);
