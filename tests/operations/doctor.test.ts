/** What a launch needs is named before it is tried, with what to do; the start refuses by the same list. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { runDoctor } from '../../src/cli/doctor.js';
import { launchProblems } from '../../src/compose/launch.js';
import { openStore } from '../../src/compose/store.js';
import { readConfig } from '../../src/config.js';
import { keepLastBackup } from '../../src/operations/backup/last.js';
import type { Finding } from '../../src/operations/doctor/finding.js';
import type { Point } from '../../src/operations/doctor/review.js';
import { ownContent, ROOT } from '../helpers/content.js';

const NOW = Date.UTC(2026, 10, 24, 9);
const SECRET = 'long enough to be a secret, and only for tests';
const MUSTS = {
  KINLINE_SECRET: SECRET,
  KINLINE_REGION: 'RO',
  KINLINE_SAFEGUARDING_LEAD: 'Invented Lead',
  KINLINE_SAFEGUARDING_SECOND: 'Invented Second',
  MicrosoftAppId: '00000000-0000-0000-0000-000000000000',
  MicrosoftAppPassword: 'invented',
};

let folder: string;
let written: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-doctor-'));
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const data = () => join(folder, 'data');
const environment = (more: Record<string, string | undefined> = {}) => ({
  KINLINE_CONTENT: ROOT,
  KINLINE_DATA: data(),
  ...more,
});

async function doctor(more: Record<string, string | undefined> = {}) {
  written = '';
  const code = await runDoctor(environment(more), { json: true }, () => NOW);
  const { ready, findings } = JSON.parse(written) as { ready: boolean; findings: Finding[] };
  return { code, ready, of: (id: string) => findings.find((finding) => finding.id === id), findings };
}

test('a fresh production start: every must that is missing is named with what to do, and nothing is made', async () => {
  const { code, ready, findings } = await doctor();
  expect([code, ready]).toEqual([1, false]);
  const absent = findings.filter(({ state }) => state === 'missing');
  for (const name of Object.keys(MUSTS).slice(0, 5))
    expect(absent.map(({ id }) => id)).toContain(`setting-${name}`);
  expect(findings.filter(({ state, todo }) => state !== 'ok' && !todo)).toEqual([]);
  expect(existsSync(data())).toBe(false);
});

function settingsOf(more: Record<string, string>) {
  const read = readConfig(environment(more));
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.config;
}

test('doctor and start say the same of numbers, texts of danger and the registration', async () => {
  const given = { ...MUSTS, MicrosoftAppPassword: '' };
  const { findings } = await doctor(given);
  const config = { ...settingsOf(given), KINLINE_MODE: 'production' as const };
  const told = launchProblems(config, ownContent());
  expect(told.length).toBeGreaterThan(2);
  expect(told).toContain(
    'MicrosoftAppId is set without MicrosoftAppPassword: set the password of the bot registration too.',
  );
  const todos = findings.flatMap(({ todo, must }) => (must && todo ? [todo] : []));
  for (const problem of told) expect(todos).toContain(problem);
});

test('lead and second recipient must be two; mail, TLS and accounts are asked for', async () => {
  const { of } = await doctor({ ...MUSTS, KINLINE_SAFEGUARDING_SECOND: 'invented lead' });
  for (const id of ['second-recipient', 'mail', 'public-url', 'staff', 'reviewed-uk', 'organization'])
    expect([id, of(id)?.state]).toEqual([id, 'warning']);
});

test('a mail server that is not there is noticed, and one that is', async () => {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const more = {
    ...MUSTS,
    KINLINE_SMTP_URL: `smtp://127.0.0.1:${port}`,
    KINLINE_MAIL_FROM: 'kinline@example.org',
    KINLINE_PUBLIC_URL: 'http://127.0.0.1:9',
  };
  expect((await doctor(more)).of('mail-reached')?.state).toBe('ok');
  expect((await doctor(more)).of('public-url')?.state).toBe('warning');
  await new Promise((resolve) => server.close(resolve));
  expect((await doctor(more)).of('mail-reached')?.state).toBe('warning');
});

test('a backup is fresh for a day and a half, and has its keys apart', async () => {
  await (await openStore(settingsOf(MUSTS))).close();
  expect((await doctor(MUSTS)).of('backup')?.state).toBe('warning');
  const hour = 3_600_000;
  for (const [age, keys, state] of [
    [35, true, 'ok'],
    [37, true, 'warning'],
    [1, false, 'warning'],
  ] as const) {
    await keepLastBackup(data(), { at: NOW - age * hour, keys });
    expect((await doctor(MUSTS)).of('backup')?.state).toBe(state);
  }
  writeFileSync(join(data(), 'last-backup.json'), 'damaged');
  expect((await doctor(MUSTS)).of('backup')?.state).toBe('warning');
});

test('a secret that does not open the store is named, also while Kinline serves', async () => {
  const store = await openStore(settingsOf(MUSTS));
  expect((await doctor(MUSTS)).of('store')?.state).toBe('ok');
  const other = await doctor({ ...MUSTS, KINLINE_SECRET: `another ${SECRET}` });
  expect([other.of('store')?.state, other.code]).toEqual(['missing', 1]);
  await store.close();
});

test('no secret, name or password stands in what it prints', async () => {
  await doctor({
    ...MUSTS,
    KINLINE_SMTP_URL: 'smtp://somebody:hidden@127.0.0.1:9',
    KINLINE_MAIL_FROM: 'kinline@example.org',
    KINLINE_PUBLIC_URL: 'http://127.0.0.1:9',
  });
  expect(written).not.toMatch(/long enough|Invented (Lead|Second)|hidden|somebody:/);
});

test('the review asks by the four standards and the evaluation plan, and fills in what is known', async () => {
  await runDoctor(environment(MUSTS), { json: true, review: true }, () => NOW);
  const points = JSON.parse(written) as Point[];
  expect([...new Set(points.map(({ part }) => part))]).toEqual([
    'policy',
    'people',
    'procedures',
    'accountability',
    'evaluation',
  ]);
  expect(points.find(({ ask }) => ask.includes('second recipient'))?.answer).toBe('yes');
  expect(points.find(({ ask }) => ask.includes('signed in every language'))?.answer).toBe('no');
  expect(points.filter(({ ask }) => ask.includes('Cognitive interviews'))).toHaveLength(
    ownContent().languages.length,
  );
});
