/**
 * One process per data folder. The lock is a local socket that its owner listens on, so it dies with the process
 * whatever kills it, and no process id is ever believed: ids are used again, and in containers they are all small.
 * A socket in the folder also holds between two containers that share the folder on one machine.
 */
import { createHash } from 'node:crypto';
import { open, readFile, realpath, stat, unlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderRefused } from './refused.js';

/** The shortest limit on a socket's path among the systems we run on is 104 bytes. */
const PATH_LIMIT = 100;
/** Taking over a dead process's lock takes milliseconds; a claim older than this was left by a crash. */
const CLAIM_MILLISECONDS = 10_000;

export interface Lock {
  /** Who connects from now on is given to it; before, everybody is cut off. */
  answer(talk: (socket: Socket) => void): void;
  release(): Promise<void>;
}

export async function lockFolder(folder: string): Promise<Lock> {
  const sockets = new Set<Socket>();
  let talk = (socket: Socket): void => void socket.destroy();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.unref().on('close', () => sockets.delete(socket));
    talk(socket);
  }).unref();
  const inside = join(folder, 'lock.sock');
  const path = Buffer.byteLength(inside) <= PATH_LIMIT ? inside : await outside(folder);
  let held = await listen(server, path);
  // Some network file systems have no sockets; there the lock holds for this machine only.
  if (held === 'unsupported') held = await take(server, await outside(folder), folder);
  else if (held === 'exists') held = await takeOver(server, path, folder);
  if (held !== 'held') throw await inUse(folder);
  await writeFile(join(folder, 'owner'), `${process.pid}\n`, { mode: 0o600 });
  return {
    answer(given) {
      talk = given;
    },
    release: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Where the owner of a folder may be listening. */
export async function lockPaths(folder: string): Promise<string[]> {
  const inside = join(folder, 'lock.sock');
  const other = await outside(folder);
  return Buffer.byteLength(inside) <= PATH_LIMIT ? [inside, other] : [other];
}

async function take(server: Server, path: string, folder: string): Promise<Held> {
  const held = await listen(server, path);
  return held === 'exists' ? takeOver(server, path, folder) : held;
}

type Held = 'held' | 'exists' | 'unsupported';

function listen(server: Server, path: string): Promise<Held> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' ? 'exists' : 'unsupported');
    server.once('error', failed);
    server.listen(path, () => {
      server.off('error', failed);
      resolve('held');
    });
  });
}

/** Removes a dead process's socket and listens in its place. Only one process at a time may try. */
async function takeOver(server: Server, path: string, folder: string): Promise<Held> {
  if (await alive(path)) return 'exists';
  const claim = join(folder, 'lock.claim');
  if (!(await claimed(claim))) return 'exists';
  try {
    if (await alive(path)) return 'exists';
    await unlink(path).catch(() => {});
    return await listen(server, path);
  } finally {
    await unlink(claim).catch(() => {});
  }
}

async function claimed(claim: string): Promise<boolean> {
  const age = await stat(claim).then(
    (found) => Date.now() - found.mtimeMs,
    () => 0,
  );
  if (age > CLAIM_MILLISECONDS) await unlink(claim).catch(() => {});
  return open(claim, 'wx').then(
    (handle) => handle.close().then(() => true),
    () => false,
  );
}

/** Whether somebody listens. Anything but a plain refusal counts as alive: a false yes only delays a start. */
function alive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}

async function outside(folder: string): Promise<string> {
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 24);
  return join(tmpdir(), `kinline-${name}.sock`);
}

async function inUse(folder: string): Promise<FolderRefused> {
  const owner = await readFile(join(folder, 'owner'), 'utf8').then(
    (text) => text.trim(),
    () => 'unknown',
  );
  return new FolderRefused(
    'in_use',
    `The data folder ${folder} is in use by another process (process id ${owner}). Stop that one first, or give this one a folder of its own.`,
  );
}
