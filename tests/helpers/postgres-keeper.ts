/**
 * Keeps one server for a run of the tests, in a process of its own: it stops the server and removes its data when
 * the run is over, however the run ended, and stops what an earlier keeper left behind. Arguments: the folder, and the
 * process id of the run.
 */
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { startServer, stopLeftOver } from './postgres-server.js';

const [folder = '', run = '0'] = process.argv.slice(2);
const LOOK_EVERY = 500;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Folders are named after their runs. */
function sweep(): void {
  const [name = ''] = /^.*-/.exec(basename(folder)) ?? [];
  for (const other of readdirSync(dirname(folder))) {
    const pid = Number(other.slice(name.length));
    if (!other.startsWith(name) || !Number.isInteger(pid) || alive(pid)) continue;
    const left = join(dirname(folder), other);
    stopLeftOver(join(left, 'data'));
    rmSync(left, { recursive: true, force: true });
  }
}

sweep();
const server = await startServer({ folder, fsync: false });
const ready = join(folder, 'ready');
writeFileSync(`${ready}.new`, server.url());
renameSync(`${ready}.new`, ready);

setInterval(async () => {
  if (alive(Number(run))) return;
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}.log`, { force: true });
  process.exit(0);
}, LOOK_EVERY);
