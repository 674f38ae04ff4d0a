/**
 * A disk that runs full while people talk. As root it is a small file system of its own, and room is made again while
 * the process runs; for others it is a limit of the system on the size of files, which ends with the process.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import { keyOf, START } from '../conformance/commits.js';

const OUTPUT = join('tests', 'output', 'faults');
export const FULL_SECRET = 'a secret for a disk that runs full, long enough to be one';
/** In bytes: of the disk or of a file, and of what is taken away to make room. */
const ROOM = 3 * 1024 * 1024;
const BALLAST = 1024 * 1024;
const REFUSALS = 20;

export interface Filled {
  /** The disk itself was full, and not only a file at its limit. */
  disk: boolean;
  taken: number;
  refused: number;
  /** Taken after there was room again. */
  takenAfter: number;
  lost: number;
}

export function bundleFiller(): string {
  const outfile = join(OUTPUT, 'filler.mjs');
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20', '--packages=external'];
  const esbuild = join('node_modules', '.bin', 'esbuild');
  execFileSync(esbuild, ['tests/faults/filler.ts', `--outfile=${outfile}`, ...options], { stdio: 'pipe' });
  return outfile;
}

export async function fillDisk(script: string): Promise<Filled> {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-full-'));
  const small = join(folder, 'disk');
  mkdirSync(small);
  const disk = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${ROOM}`, 'tmpfs', small]).status === 0;
  const ballast = join(small, 'ballast');
  try {
    if (disk) writeFileSync(ballast, Buffer.alloc(BALLAST));
    const filled: Filled = { disk, taken: 0, refused: 0, takenAfter: 0, lost: 0 };
    const taken = new Set<number>();
    const child = startFiller(script, join(small, 'store'), disk);
    await told(child, ({ taken: number }) => {
      if (number !== undefined) taken.add(number);
      else filled.refused += 1;
      return filled.refused >= REFUSALS;
    });
    filled.taken = taken.size;
    if (disk) {
      rmSync(ballast);
      await told(child, ({ taken: number }) => {
        if (number !== undefined) taken.add(number);
        return taken.size >= filled.taken + 10;
      });
      filled.takenAfter = taken.size - filled.taken;
    }
    await killed(child);
    filled.lost = await missing(join(small, 'store'), taken);
    return filled;
  } finally {
    if (disk) spawnSync('umount', [small]);
    rmSync(folder, { recursive: true, force: true });
  }
}

type Told = { taken?: number; refused?: number };

export function startFiller(script: string, folder: string, disk: boolean): ChildProcess {
  const stdio: ('ignore' | 'inherit' | 'ipc')[] = ['ignore', 'inherit', 'inherit', 'ipc'];
  if (disk) return spawn(process.execPath, [script, folder, FULL_SECRET], { stdio });
  const limited = `trap '' XFSZ; ulimit -f ${(ROOM - BALLAST) / 1024}; exec "$@"`;
  return spawn('bash', ['-c', limited, 'bash', process.execPath, script, folder, FULL_SECRET], { stdio });
}

/** Until it says that it has heard enough. */
export function told(child: ChildProcess, hear: (told: Told) => boolean): Promise<void> {
  return new Promise((enough, failed) => {
    const listen = (message: Told | 'ready') => {
      if (message === 'ready' || !hear(message)) return;
      child.off('message', listen);
      child.off('exit', died);
      enough();
    };
    const died = (code: number | null) => failed(new Error(`What filled the disk ended with ${code}.`));
    child.on('message', listen);
    child.once('exit', died);
  });
}

export function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

async function missing(folder: string, taken: ReadonlySet<number>): Promise<number> {
  const store = await openLowdbStore({ folder, secret: FULL_SECRET, now: () => START });
  let lost = 0;
  for (const n of taken) if ((await store.turns(keyOf(`person ${n}`), 0)).length !== 1) lost += 1;
  await store.close();
  return lost;
}
