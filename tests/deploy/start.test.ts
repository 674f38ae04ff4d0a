/** The commands in `deploy/` are run as they stand, on the built program. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ROOT } from '../helpers/content.js';
import { instructionsOf, listIn, read, unitOf, yamlOf } from './files.js';

const CONTENT = process.env.TEST_CONTENT ?? ROOT;
let folder: string;
let running: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-deploy-'));
});
afterEach(() => {
  running?.kill('SIGKILL');
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const docker = instructionsOf(read('docker/Dockerfile'));
const lastOf = (word: string) => docker.findLast((each) => each.word === word)?.rest ?? '';
const execOf = (file: string) => unitOf(read(file)).get('Service.ExecStart')?.[0]?.split(' ') ?? [];

interface Workload {
  kind: string;
  spec: {
    template?: { spec: { containers: { command: string[] }[] } };
    jobTemplate?: { spec: { template: { spec: { containers: { command: string[] }[] } } } };
  };
}
function commandIn(file: string): string[] {
  const [found] = yamlOf(read(file)) as Workload[];
  const pod = found?.spec.template ?? found?.spec.jobTemplate?.spec.template;
  return pod?.spec.containers[0]?.command ?? [];
}
const compose = yamlOf(read('docker/compose.yaml'))[0] as {
  services: Record<string, { command?: string[] }>;
};

/** The place that a file is at in a container or on a server is this project’s here. */
function here(command: readonly string[]): [string, string[]] {
  const [program = '', ...rest] = command;
  if (!/^(\/usr\/bin\/)?node$/.test(program)) throw new Error(`${program} is not node`);
  const places: [string, string][] = [
    ['/opt/kinline', ROOT],
    ['/var/backups/kinline', join(folder, 'backups')],
    ['/backups', join(folder, 'backups')],
    ['/var/lib/kinline-keys', join(folder, 'keys')],
    ['/keys', join(folder, 'keys')],
  ];
  const moved = rest.map((word) => {
    const [from, to] = places.find(([place]) => word.startsWith(`${place}/`)) ?? ['', ''];
    return to + word.slice(from.length);
  });
  return [process.execPath, moved];
}

const settings = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? '',
  KINLINE_CONTENT: CONTENT,
  KINLINE_DATA: join(folder, 'data'),
  ...more,
});

/** Starts it; resolves with what it printed when that fits, or when it ended. */
function start(command: readonly string[], more: Record<string, string>, until: RegExp): Promise<string> {
  const [program, words] = here(command);
  const child = spawn(program, words, { cwd: ROOT, env: settings(more) });
  running = child;
  return new Promise((resolve) => {
    let said = '';
    const hear = (text: Buffer) => {
      said += text.toString();
      if (until.test(said)) resolve(said);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (code) => resolve(`${said}\nended ${code}`));
  });
}

const starts: [where: string, command: string[]][] = [
  ['the Dockerfile', listIn(lastOf('CMD')) ?? []],
  ['the systemd unit', execOf('systemd/kinline.service')],
  ['the Kubernetes deployment', commandIn('kubernetes/deployment.yaml')],
];

describe.each(starts)('the start command of %s', (_where, command) => {
  test('serves, the health check agrees, and it stops when told to', async () => {
    const said = await start(command, { KINLINE_PORT: '0' }, /Health/);
    const port = /Chat page\s+http:\/\/127\.0\.0\.1:(\d+)\//.exec(said)?.[1] ?? '';
    expect(port).not.toBe('');
    const health = listIn(lastOf('HEALTHCHECK')) ?? [];
    const check = (at: string) => {
      const [program, words] = here(health);
      const child = spawn(program, words, { cwd: ROOT, env: settings({ KINLINE_PORT: at }) });
      return new Promise((resolve) => child.on('close', resolve));
    };
    expect(await check(port)).toBe(0);
    const ended = new Promise((resolve) => running?.on('close', resolve));
    running?.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await check(port)).toBe(1);
  });
});

test('in production, as the files set it, the start refuses and says what is missing', async () => {
  const [, command] = starts[0] ?? ['', []];
  const said = await start(command, { KINLINE_MODE: 'production' }, /never/);
  expect(said).toMatch(/KINLINE_SECRET is missing[\s\S]*ended 1$/);
});

const backups: [where: string, command: string[]][] = [
  ['Compose', compose.services.backup?.command ?? []],
  ['systemd', execOf('systemd/kinline-backup.service')],
  ['Kubernetes', commandIn('kubernetes/backup.yaml')],
];

test.each(backups)(
  'the backup command of %s writes a backup, and the keys apart',
  async (_where, command) => {
    const [, served] = starts[0] ?? ['', []];
    await start(served, { KINLINE_PORT: '0' }, /Health/);
    const service = running;
    const said = await start(command, {}, /never/);
    service?.kill('SIGKILL');
    expect(said).toMatch(/It holds no secret and no key[\s\S]*ended 0$/);
    expect(existsSync(join(folder, 'backups', 'kinline.tar.gz'))).toBe(true);
    expect(existsSync(join(folder, 'keys', 'kinline.keys'))).toBe(true);
  },
);
